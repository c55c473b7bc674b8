"""What a kept forecast's file holds, put together again; each part is checked against its bounds and the others."""

from dataclasses import fields
from typing import Any

import numpy as np
import pandas as pd

from lstm_viz.forecasting.baselines import NAMES
from lstm_viz.forecasting.calendar import PARTS
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.intervals import Stretch
from lstm_viz.forecasting.member import Member
from lstm_viz.forecasting.metrics import LEVELS
from lstm_viz.forecasting.panel import Panel
from lstm_viz.forecasting.plan import MOST_HORIZON, MOST_ORIGINS, Plan
from lstm_viz.forecasting.result import Forecast
from lstm_viz.forecasting.scaling import RELATIVES, Constants, Normalisation, Reach, own_inputs
from lstm_viz.forecasting.scored import scored
from lstm_viz.forecasting.seen import Sizes, beside_names
from lstm_viz.model.exchange import bounded_whole, check_tensors, weight_shapes
from lstm_viz.records import QUANTILES, Array, ModelConfig

LARGEST_FORECAST = 1e150
MOST_HIDDEN, MOST_NETWORKS, MOST_STEPS = 512, 16, 100_000


def opened(told: Any, tensors: dict[str, Array]) -> Forecast:
    """Return the forecast that plain values and arrays tell of.

    Raises:
        LookupError, TypeError, ValueError, AttributeError, OverflowError: they do not fit.
    """
    plan = _plan(told, tensors)
    members = _members(plan, told, tensors)
    bands, alone, methods, stretches = _results(plan, len(members[0]), tensors)
    if tensors:
        raise ValueError("there is more than a forecast has")
    of = {place: group for group, places in zip(members, plan.groups, strict=True) for place in places}
    series = tuple(
        scored(
            plan,
            place,
            bands[place],
            {name: each[place] for name, each in methods.items() if np.isfinite(each[place]).all()},
            alone=alone[place],
            normalisation=" and ".join(dict.fromkeys(str(each.normalisation) for each in of[place])),
            stretch=stretches[place],
        )
        for place in range(len(bands))
    )
    return Forecast(plan, series, members, _seconds(told["cpu_seconds"]), _words(told["warnings"]))


def _plan(told: Any, tensors: dict[str, Array]) -> Plan:
    config = _config(told["config"])
    ids, series = _words(told["ids"]), tensors.pop("series")
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
    _check({"filled": filled}, {"filled": (n, rows)}, np.bool_)
    past = {name: tensors.pop(f"past.{place}") for place, name in enumerate(config.past)}
    future = {name: tensors.pop(f"future.{place}") for place, name in enumerate(config.future)}
    check_tensors({"series": series, **past}, {"series": (n, rows), **dict.fromkeys(past, (rows,))}, np.float64)
    check_tensors(future, {name: (max(len(each), rows + horizon),) for name, each in future.items()}, np.float64)
    index, frequency = _index(told, tensors.pop("index"), rows)
    panel = Panel(ids, series, filled, index, frequency, past, future)
    return Plan(config, panel, horizon, season, starts, _words(told["notes"]))


def _config(told: Any) -> ForecastConfig:
    kinds = {"targets": list, "past": list, "future": list, "non_negative": bool, "together": bool, "retrain": bool}
    if set(told) != {each.name for each in fields(ForecastConfig)}:
        raise ValueError("the settings are others")
    values: dict[str, Any] = {}
    for name, value in told.items():
        kind = kinds.get(name, int)
        if type(value) is not kind and not (value is None and name in ("horizon", "season")):
            raise TypeError("a setting is of another kind")
        values[name] = _words(value) if kind is list else value
    return ForecastConfig(**values)


def _index(told: Any, numbers: Array, rows: int) -> tuple[pd.Index, str | None]:
    _check({"index": numbers}, {"index": (rows,)}, np.int64)
    if told["frequency"] is None:
        return pd.RangeIndex(rows), None
    name = None if told["index_name"] is None else str(told["index_name"])
    index = pd.DatetimeIndex(numbers.view(f"datetime64[{_one_of(told['unit'], ('s', 'ms', 'us', 'ns'))}]"), name=name)
    if told["zone"] is not None:
        index = index.tz_localize("UTC").tz_convert(str(told["zone"]))
    frequency = str(told["frequency"])
    if not (index == pd.date_range(index[0], periods=rows, freq=frequency)).all():
        raise ValueError("the moments are not of their frequency")
    return index, frequency


def _members(plan: Plan, told: Any, tensors: dict[str, Array]) -> tuple[tuple[Member, ...], ...]:
    parts = tuple(_one_of(each, PARTS) for each in told["parts"])
    reach = Reach(plan.season, plan.horizon, bounded_whole(told["window"], 1, plan.rows))
    beside = beside_names(parts, plan.config.past, plan.config.future, plan.horizon)
    own = len(own_inputs(Normalisation("none", log=False), reach))
    hidden = bounded_whole(told["hidden_size"], 1, MOST_HIDDEN)
    model = ModelConfig(own + len(beside), hidden, 1, plan.horizon * len(QUANTILES))
    n, g, m = len(plan.panel.ids), len(plan.groups), tensors["seeds"].shape[1]
    bounded_whole(m, 1, MOST_NETWORKS)
    weights = {name: tensors.pop(f"weights.{name}") for name in weight_shapes(model)}
    check_tensors(weights, {name: (g, m, *shape) for name, shape in weight_shapes(model).items()})
    columns = len(plan.config.past) + len(plan.config.future)
    shapes = dict.fromkeys(("level", "usual", "size"), (n, m)) | {"fed": (n, m, own)}
    shapes |= dict.fromkeys(("means", "spreads"), (g, m, columns))
    numbers = {name: tensors.pop(name) for name in shapes}
    check_tensors(numbers, shapes, np.float64)
    if not all((numbers[name] > 0).all() for name in ("usual", "size", "fed", "spreads")):
        raise ValueError("a constant by which is divided is not above 0")
    made = {name: tensors.pop(name) for name in ("seeds", "steps", "relative", "log")}
    for name, dtype in (("seeds", np.int64), ("steps", np.int64), ("relative", np.uint8), ("log", np.bool_)):
        _check({name: made[name]}, {name: (g, m)}, dtype)

    def member(group: int, k: int) -> Member:
        rows = list(plan.groups[group])
        normalisation = Normalisation(RELATIVES[made["relative"][group, k]], bool(made["log"][group, k]))
        return Member(
            normalisation,
            int(made["seeds"][group, k]),
            bounded_whole(int(made["steps"][group, k]), 0, MOST_STEPS),
            model,
            {name: each[group, k] for name, each in weights.items()},
            (*own_inputs(normalisation, reach), *beside),
            Constants(*(numbers[name][rows, k] for name in ("level", "usual", "size", "fed"))),
            Sizes(numbers["means"][group, k], numbers["spreads"][group, k]),
            reach,
            parts,
        )

    return tuple(tuple(member(group, k) for k in range(m)) for group in range(g))


def _results(
    plan: Plan, networks: int, tensors: dict[str, Array]
) -> tuple[Array, Array, dict[str, Array], list[Stretch]]:
    n, r, h = len(plan.panel.ids), len(plan.starts), plan.horizon
    bands, alone = tensors.pop("bands"), tensors.pop("alone")
    shapes = {"bands": (n, r + 1, h, len(QUANTILES)), "alone": (n, networks, r, h)}
    check_tensors({"bands": bands, "alone": alone}, shapes, np.float64)
    if max(np.abs(bands).max(), np.abs(alone).max()) > LARGEST_FORECAST:
        raise ValueError("a forecast is too large to reckon with")
    methods = {name: tensors.pop(f"methods.{name}") for name in NAMES if f"methods.{name}" in tensors}
    if not methods:
        raise ValueError("there is no simple method")
    _check(methods, dict.fromkeys(methods, (n, r, h)), np.float64)
    kept = {level: tensors.pop(f"stretch.{level}") for level in LEVELS}
    _check(kept, dict.fromkeys(kept, (n,)), np.float64)
    stretches = [
        Stretch({level: float(each[place]) for level, each in kept.items() if not np.isnan(each[place])})
        for place in range(n)
    ]
    return bands, alone, methods, stretches


def _check(found: dict[str, Array], shapes: dict[str, tuple[int, ...]], dtype: type[np.generic]) -> None:
    if any(array.shape != shapes[name] or array.dtype != dtype for name, array in found.items()):
        raise ValueError("a tensor is of another shape or type")


def _one_of(value: Any, names: tuple[str, ...]) -> str:
    if value not in names:
        raise ValueError("there is no such name")
    return str(value)


def _words(values: Any) -> tuple[str, ...]:
    if type(values) is not list or not all(type(each) is str for each in values):
        raise TypeError("words are not a list of words")
    return tuple(values)


def _seconds(value: Any) -> float:
    if type(value) not in (int, float) or not 0 <= value < float("inf"):
        raise ValueError("seconds are out of their bounds")
    return float(value)
