"""A forecast as one safetensors file, and back; checked before anything in it is used. No torch, nothing is unpickled.

Letters: N series, T rows, G groups that share networks, M networks a group, R origins, h rows ahead, Q quantiles.
Tensors: `series`, `filled` (N, T), `index` (T,), `past.K` (T,), `future.K`; `bands` (N, R + 1, h, Q), `alone`
(N, M, R, h), `methods.NAME` (N, R, h), `ahead.NAME` (N, h), `stretch.LEVEL` (N, …); of the networks `weights.NAME`
(G, M, …), `seeds`, `steps`, `relative`, `log` (G, M), `level`, `usual`, `size` (N, M), `fed` (N, M, F), `means`,
`spreads` (G, M, columns).
The metadata's `lstm_viz_forecast` holds JSON: all that is no array.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from lstm_viz.errors import SavedRunError
from lstm_viz.forecasting.bundle_checks import seconds_of, words_of
from lstm_viz.forecasting.bundle_networks import network_tensors, networks_from, networks_told
from lstm_viz.forecasting.bundle_plan import plan_from, plan_tensors, plan_told
from lstm_viz.forecasting.bundle_results import result_tensors, results_from
from lstm_viz.forecasting.result import Forecast
from lstm_viz.records import Array

FORMAT = 1
KEY = "lstm_viz_forecast"
MOST_BYTES = 256 * 2**20
MOST_HEADER_BYTES = 4 * 2**20
_DAMAGED = (SafetensorError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)
NOT_OURS = "This is not a forecast kept by LSTM Visualizer, or it is damaged: keep the run again."


def save_forecast(forecast: Forecast) -> bytes:
    """Return a forecast with its networks, its series and its backtest as a file of at most 256 MB.

    Raises:
        SavedRunError: it is too large.
    """
    plan, groups = forecast.plan, forecast.members
    tensors = {**plan_tensors(plan), **result_tensors(forecast.series), **network_tensors(groups)}
    said = {"warnings": list(forecast.warnings), "cpu_seconds": forecast.cpu_seconds}
    told = {"format": FORMAT, **plan_told(plan), **networks_told(groups), **said}
    ordered = {name: np.ascontiguousarray(array) for name, array in tensors.items()}
    size = sum(array.nbytes for array in ordered.values())
    if size > MOST_BYTES - MOST_HEADER_BYTES:
        raise SavedRunError(f"The forecast takes {size / 2**20:.0f} MB, and 256 MB is the most: keep fewer series.")
    return save(ordered, metadata={KEY: json.dumps(told)})


def open_forecast(saved: bytes | str | Path) -> Forecast:
    """Return a kept forecast, of its path or its bytes; it says the same as when it was kept.

    Raises:
        SavedRunError: there is no such file, it is too large, is none of ours, or its parts do not fit each other.
    """
    data = saved if isinstance(saved, bytes) else _read(Path(saved))
    if len(data) > MOST_BYTES:
        raise SavedRunError(
            f"The file has {len(data) / 2**20:.0f} MB, and 256 MB is the most: choose a forecast that was kept."
        )
    try:
        with np.errstate(over="raise"):
            return _opened(_metadata(data), load(data))
    except _DAMAGED as error:
        raise SavedRunError(NOT_OURS) from error


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise SavedRunError(f"{path} is larger than 256 MB: choose a forecast that was kept.")
        return path.read_bytes()
    except OSError as error:
        raise SavedRunError(f"{path} cannot be read ({error.strerror}): give the path of a kept forecast.") from error


def _metadata(data: bytes) -> Any:
    length = int.from_bytes(data[:8], "little")
    if length > min(len(data) - 8, MOST_HEADER_BYTES):
        raise ValueError("the header is too long")
    told = json.loads(json.loads(data[8 : 8 + length])["__metadata__"][KEY])
    if told["format"] != FORMAT:
        raise SavedRunError("The forecast was kept by another version of LSTM Visualizer: open it with that version.")
    return told


def _opened(told: Any, tensors: dict[str, Array]) -> Forecast:
    plan = plan_from(told, tensors)
    groups = networks_from(plan, told, tensors)
    series = results_from(plan, groups, tensors)
    if tensors:
        raise ValueError("there is more than a forecast has")
    return Forecast(plan, series, groups, seconds_of(told["cpu_seconds"]), words_of(told["warnings"]))
