"""LSTM Visualizer: see how an LSTM works, and use one.

The public names are loaded when they are first asked for, so that importing the package does not import torch.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lstm_viz.data.csv_reader import read_csv as read_csv
    from lstm_viz.model.capture import capture as capture

__all__ = ["capture", "read_csv"]

_HOMES = {"capture": "lstm_viz.model.capture", "read_csv": "lstm_viz.data.csv_reader"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"lstm_viz has no “{name}”: it has {', '.join(__all__)}.")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
