"""A forecast as one safetensors file, and back; checked before anything in it is used. No torch, nothing is unpickled.

Letters: N series, T rows, G groups that share networks, M networks a group, R origins, h rows ahead, Q quantiles.
Tensors: `series`, `filled` (N, T), `index` (T,), `past.K` (T,), `future.K`; `bands` (N, R + 1, h, Q), `alone`
(N, M, R, h), `methods.NAME` (N, R, h), `stretch.LEVEL` (N, …); of the networks `weights.NAME` (G, M, …), `seeds`,
`steps`, `relative`, `log` (G, M), `level`, `usual`, `size` (N, M), `fed` (N, M, F), `means`, `spreads` (G, M, columns).
The metadata's `lstm_viz_forecast` holds JSON: all that is no array.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from safetensors import SafetensorError
from safetensors.numpy import load, save

from lstm_viz.errors import SavedRunError
from lstm_viz.forecasting.baselines import NAMES
from lstm_viz.forecasting.bundle_parts import opened
from lstm_viz.forecasting.metrics import LEVELS
from lstm_viz.forecasting.result import Forecast
from lstm_viz.forecasting.scaling import RELATIVES
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
    tensors = {**_panel_tensors(forecast), **_series_tensors(forecast), **_network_tensors(forecast)}
    ordered = {name: np.ascontiguousarray(array) for name, array in tensors.items()}
    size = sum(array.nbytes for array in ordered.values())
    if size > MOST_BYTES - MOST_HEADER_BYTES:
        raise SavedRunError(f"The forecast takes {size / 2**20:.0f} MB, and 256 MB is the most: keep fewer series.")
    return save(ordered, metadata={KEY: json.dumps(_told(forecast))})


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
            return opened(_metadata(data), load(data))
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


def _told(forecast: Forecast) -> dict[str, Any]:
    plan, first = forecast.plan, forecast.members[0][0]
    index = plan.panel.index
    unit, zone = (index.unit, index.tz) if isinstance(index, pd.DatetimeIndex) else (None, None)
    return {
        "format": FORMAT,
        "config": asdict(plan.config),
        "ids": list(plan.panel.ids),
        "frequency": plan.panel.frequency,
        "unit": unit,
        "zone": None if zone is None else str(zone),
        "index_name": None if index.name is None else str(index.name),
        "horizon": plan.horizon,
        "season": plan.season,
        "starts": list(plan.starts),
        "notes": list(plan.warnings),
        "warnings": list(forecast.warnings),
        "cpu_seconds": forecast.cpu_seconds,
        "window": first.reach.window,
        "parts": list(first.parts),
        "hidden_size": first.model.hidden_size,
    }


def _panel_tensors(forecast: Forecast) -> dict[str, Array]:
    panel = forecast.plan.panel
    index = panel.index.asi8 if isinstance(panel.index, pd.DatetimeIndex) else np.arange(len(panel.index))
    past = {f"past.{place}": values for place, values in enumerate(panel.past.values())}
    future = {f"future.{place}": values for place, values in enumerate(panel.future.values())}
    return {"series": panel.series, "filled": panel.filled, "index": index.astype(np.int64), **past, **future}


def _series_tensors(forecast: Forecast) -> dict[str, Array]:
    series = forecast.series
    bands = np.stack([np.concatenate([each.backtest, each.quantiles[None]]) for each in series])
    unknown = np.full(series[0].actual.shape, np.nan)
    methods = {
        f"methods.{name}": np.stack(
            [each.measured[name].forecasts if name in each.measured else unknown for each in series]
        )
        for name in NAMES
        if any(name in each.measured for each in series)
    }
    stretch = {
        f"stretch.{level}": np.stack([np.asarray(each.stretch.get(level, np.nan), np.float64) for each in series])
        for level in LEVELS
    }
    return {"bands": bands, "alone": np.stack([each.alone for each in series]), **methods, **stretch}


def _network_tensors(forecast: Forecast) -> dict[str, Array]:
    groups, every = forecast.members, [each for group in forecast.members for each in group]

    def by_group(values: list[Any], dtype: type) -> Array:
        return np.array(values, dtype).reshape(len(groups), len(groups[0]), *np.shape(values[0]))

    weights = {
        f"weights.{name}": by_group([each.weights[name] for each in every], np.float32) for name in every[0].weights
    }
    constants = {
        name: np.concatenate([np.stack([getattr(each.constants, name) for each in group], axis=1) for group in groups])
        for name in ("level", "usual", "size", "fed")
    }
    return {
        **weights,
        **constants,
        "means": by_group([each.sizes.means for each in every], np.float64),
        "spreads": by_group([each.sizes.spreads for each in every], np.float64),
        "seeds": by_group([each.seed for each in every], np.int64),
        "steps": by_group([each.steps for each in every], np.int64),
        "relative": by_group([RELATIVES.index(each.normalisation.relative) for each in every], np.uint8),
        "log": by_group([each.normalisation.log for each in every], np.bool_),
    }
