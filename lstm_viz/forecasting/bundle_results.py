"""The forecasts in a kept forecast's file: of the LSTM and of the simple methods; written, and read back checked."""

from collections.abc import Sequence

import numpy as np

from lstm_viz.forecasting.baselines import NAMES
from lstm_viz.forecasting.bundle_checks import check_shapes
from lstm_viz.forecasting.bundle_networks import Groups
from lstm_viz.forecasting.intervals import Stretch
from lstm_viz.forecasting.metrics import LEVELS
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.result import SeriesForecast
from lstm_viz.forecasting.scored import scored
from lstm_viz.model.exchange import check_tensors
from lstm_viz.records import QUANTILES, Array

LARGEST_FORECAST = 1e150


def result_tensors(series: Sequence[SeriesForecast]) -> dict[str, Array]:
    """Return their arrays."""
    bands = np.stack([np.concatenate([each.backtest, each.quantiles[None]]) for each in series])
    unknown = np.full(series[0].actual.shape, np.nan)
    methods = {
        f"methods.{name}": np.stack(
            [each.measured[name].forecasts if name in each.measured else unknown for each in series]
        )
        for name in NAMES
        if any(name in each.measured for each in series)
    }
    ahead = {
        f"ahead.{name}": np.stack([each.simple.get(name, unknown[0]) for each in series])
        for name in NAMES
        if any(name in each.simple for each in series)
    }
    stretch = {
        f"stretch.{level}": np.stack([np.asarray(each.stretch.get(level, np.nan), np.float64) for each in series])
        for level in LEVELS
    }
    return {"bands": bands, "alone": np.stack([each.alone for each in series]), **methods, **ahead, **stretch}


def results_from(plan: Plan, groups: Groups, tensors: dict[str, Array]) -> tuple[SeriesForecast, ...]:
    """Return what is said of each series; the arrays are taken out of `tensors`."""
    bands, alone, methods, stretches = _forecasts(plan, len(groups[0]), tensors)
    ahead = _ahead(plan, tensors)
    of = {place: group for group, places in zip(groups, plan.groups, strict=True) for place in places}
    return tuple(
        scored(
            plan,
            place,
            bands[place],
            {name: each[place] for name, each in methods.items() if np.isfinite(each[place]).all()},
            simple={name: each[place] for name, each in ahead.items() if np.isfinite(each[place]).all()},
            alone=alone[place],
            normalisation=" and ".join(dict.fromkeys(str(each.normalisation) for each in of[place])),
            stretch=stretches[place],
        )
        for place in range(len(bands))
    )


def _forecasts(
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
    check_shapes(methods, dict.fromkeys(methods, (n, r, h)), np.float64)
    kept = {level: tensors.pop(f"stretch.{level}") for level in LEVELS}
    check_shapes(kept, dict.fromkeys(kept, (n,)), np.float64)
    stretches = [
        Stretch({level: float(each[place]) for level, each in kept.items() if not np.isnan(each[place])})
        for place in range(n)
    ]
    return bands, alone, methods, stretches


def _ahead(plan: Plan, tensors: dict[str, Array]) -> dict[str, Array]:
    """Return simple method → (N, h) after the last row; a file that was kept before they were has none."""
    found = {name: tensors.pop(f"ahead.{name}") for name in NAMES if f"ahead.{name}" in tensors}
    check_shapes(found, dict.fromkeys(found, (len(plan.panel.ids), plan.horizon)), np.float64)
    return found
