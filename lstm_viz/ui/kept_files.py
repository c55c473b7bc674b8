"""Which of the two kinds of file that are kept here a person brought: a run of the Lab, or a forecast.

Each kind is opened, and checked, where it belongs; here is only said where that is.
"""

import json

from lstm_viz.errors import SavedRunError
from lstm_viz.forecasting.bundle import KEY, MOST_HEADER_BYTES

RUN = "lstm_viz"


def check_is_run(name: str, data: bytes) -> None:
    """Let pass what is no kept forecast.

    Raises:
        SavedRunError: it is one.
    """
    if KEY in _told(data):
        raise SavedRunError(f"{name} is a kept forecast, no run of the Lab: open it on the Forecast page.")


def check_is_forecast(name: str, data: bytes) -> None:
    """Let pass what is no run of the Lab.

    Raises:
        SavedRunError: it is one.
    """
    if RUN in _told(data):
        raise SavedRunError(f"{name} is a run of the Lab, no kept forecast: open it in the Lab.")


def _told(data: bytes) -> frozenset[str]:
    """Return the names in a safetensors file's metadata; none where there is nothing of the kind."""
    length = int.from_bytes(data[:8], "little")
    if length > min(len(data) - 8, MOST_HEADER_BYTES):
        return frozenset()
    try:
        return frozenset(json.loads(data[8 : 8 + length])["__metadata__"])
    except (ValueError, LookupError, TypeError, RecursionError):
        return frozenset()
