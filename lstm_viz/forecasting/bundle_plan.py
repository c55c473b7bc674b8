"""A plan in a kept forecast's file: its settings, its series and moments; written, and read back checked."""

from dataclasses import asdict, fields
from typing import Any

import numpy as np
import pandas as pd

from lstm_viz.forecasting.bundle_checks import check_shapes, one_of, words_of
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.panel import Panel
from lstm_viz.forecasting.plan import MOST_HORIZON, MOST_ORIGINS, Plan
from lstm_viz.model.exchange import bounded_whole, check_tensors
from lstm_viz.records import Array


def plan_told(plan: Plan) -> dict[str, Any]:
    """Return, as plain values for JSON, all of a plan but its arrays."""
    index = plan.panel.index
    unit, zone = (index.unit, index.tz) if isinstance(index, pd.DatetimeIndex) else (None, None)
    return {
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
    }


def plan_tensors(plan: Plan) -> dict[str, Array]:
    """Return its arrays."""
    panel = plan.panel
    index = panel.index.asi8 if isinstance(panel.index, pd.DatetimeIndex) else np.arange(len(panel.index))
    past = {f"past.{place}": values for place, values in enumerate(panel.past.values())}
    future = {f"future.{place}": values for place, values in enumerate(panel.future.values())}
    return {"series": panel.series, "filled": panel.filled, "index": index.astype(np.int64), **past, **future}


def plan_from(told: Any, tensors: dict[str, Array]) -> Plan:
    """Return the plan that plain values and arrays tell of; its arrays are taken out of `tensors`."""
    config = _config(told["config"])
    ids, series = words_of(told["ids"]), tensors.pop("series")
    n, rows = series.shape
    if n != len(ids) or len(set(ids)) != n or not n:
        raise ValueError("the series are not as many as their names")
    horizon, season = bounded_whole(told["horizon"], 1, MOST_HORIZON), bounded_whole(told["season"], 1, rows)
    if config.horizon not in (None, horizon) or config.season not in (None, season):
        raise ValueError("the settings are not those of the forecast")
    starts = tuple(bounded_whole(each, 1, rows - horizon) for each in told["starts"])
    if not 1 <= len(starts) <= MOST_ORIGINS or list(starts) != sorted(set(starts)):
        raise ValueError("the origins do not follow each other")
    filled = tensors.pop("filled")
    check_shapes({"filled": filled}, {"filled": (n, rows)}, np.bool_)
    past = {name: tensors.pop(f"past.{place}") for place, name in enumerate(config.past)}
    future = {name: tensors.pop(f"future.{place}") for place, name in enumerate(config.future)}
    check_tensors({"series": series, **past}, {"series": (n, rows), **dict.fromkeys(past, (rows,))}, np.float64)
    check_tensors(future, {name: (max(len(each), rows + horizon),) for name, each in future.items()}, np.float64)
    index, frequency = _index(told, tensors.pop("index"), rows)
    panel = Panel(ids, series, filled, index, frequency, past, future)
    return Plan(config, panel, horizon, season, starts, words_of(told["notes"]))


def _config(told: Any) -> ForecastConfig:
    kinds = {"targets": list, "past": list, "future": list, "non_negative": bool, "together": bool, "retrain": bool}
    if set(told) != {each.name for each in fields(ForecastConfig)}:
        raise ValueError("the settings are others")
    values: dict[str, Any] = {}
    for name, value in told.items():
        kind = kinds.get(name, int)
        if type(value) is not kind and not (value is None and name in ("horizon", "season")):
            raise TypeError("a setting is of another kind")
        values[name] = words_of(value) if kind is list else value
    return ForecastConfig(**values)


def _index(told: Any, numbers: Array, rows: int) -> tuple[pd.Index, str | None]:
    check_shapes({"index": numbers}, {"index": (rows,)}, np.int64)
    if told["frequency"] is None:
        return pd.RangeIndex(rows), None
    name = None if told["index_name"] is None else str(told["index_name"])
    index = pd.DatetimeIndex(numbers.view(f"datetime64[{one_of(told['unit'], ('s', 'ms', 'us', 'ns'))}]"), name=name)
    if told["zone"] is not None:
        index = index.tz_localize("UTC").tz_convert(str(told["zone"]))
    frequency = str(told["frequency"])
    if not (index == pd.date_range(index[0], periods=rows, freq=frequency)).all():
        raise ValueError("the moments are not of their frequency")
    return index, frequency
