"""A kept forecast goes on from a newer file: the same networks read the newer rows, and nothing is trained."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from lstm_viz.data.csv_reader import Reading
from lstm_viz.errors import DataError
from lstm_viz.forecasting.baselines import all_baselines
from lstm_viz.forecasting.checks import check_known_ahead, check_not_negative, told
from lstm_viz.forecasting.conclude import at_least_0, dips_below_0, simple_ahead
from lstm_viz.forecasting.intervals import stretched
from lstm_viz.forecasting.join import joined
from lstm_viz.forecasting.member import Member
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.result import Forecast
from lstm_viz.records import Array
from lstm_viz.training.local_engine import LocalEngine

READ = "The kept networks read"
Members = tuple[tuple[Member, ...], ...]


def continue_forecast(forecast: Forecast, data: Reading | pd.DataFrame) -> Forecast:
    """Return the forecast after the last row of newer data, by the networks of a kept one; nothing is trained.

    The newer data may hold all rows or the newer ones only. What is said of the backtest is what was said then.

    Raises:
        DataError: a column is not there, the moments are others, rows between are lacking, or nothing is newer.
        WorkerLost: the process ended.
    """
    plan = continued_plan(forecast, data)
    engine = LocalEngine(1)
    engine.warm_up()
    try:
        return concluded(forecast, plan, engine.submit(read_on, plan, forecast.members).result())
    finally:
        engine.end()


def continued_plan(forecast: Forecast, data: Reading | pd.DataFrame) -> Plan:
    """Return what is to be read: the kept rows and the newer ones.

    Raises:
        DataError: as `continue_forecast`.
    """
    old = forecast.plan
    panel, notes = joined(old.panel, data)
    rows, newer = panel.series.shape[1], panel.series.shape[1] - old.rows
    check_known_ahead(panel, old.horizon)
    check_not_negative(panel, old.config)
    for group, members in zip(old.groups, forecast.members, strict=True):
        low = panel.series[list(group)] <= 0
        if low.any() and any(each.normalisation.log for each in members):
            place, row = (int(each[0]) for each in np.nonzero(low))
            raise DataError(
                f"“{panel.ids[group[place]]}” is {panel.series[group[place], row]:g} at {told(panel.index[row])}, and "
                "a kept network reads logarithms: forecast the newer file anew."
            )
    count = "no newer row" if not newer else "1 newer row" if newer == 1 else f"{newer} newer rows"
    read = (
        f"{READ} {count}, to {told(panel.index[rows - 1])}; nothing was trained, and the backtest is the one of then."
    )
    return Plan(old.config, panel, old.horizon, old.season, old.starts, (read, *notes))


def went_on(forecast: Forecast) -> bool:
    """Return whether its networks have read on in a newer file than they learnt from."""
    return any(each.startswith(READ) for each in forecast.warnings)


@dataclass(frozen=True, eq=False)
class Ahead:
    """What is forecast after the last row: (N, h, Q) by the networks, bands not stretched; simple method → (N, h)."""

    quantiles: Array
    simple: Mapping[str, Array]


def read_on(plan: Plan, members: Members) -> Ahead:
    """Return what the networks and the simple methods forecast. For workers: it imports torch and statsforecast."""
    from lstm_viz.forecasting.apply import forecast_on

    every = plan.panel.known(plan.rows, plan.season, plan.horizon)
    simple = all_baselines(every, plan.season, plan.horizon, plan.methods)
    found = np.empty((len(plan.panel.ids), 0, 0))
    for group, networks in zip(plan.groups, members, strict=True):
        seen = plan.panel.part(group).known(plan.rows, plan.season, plan.horizon, networks[0].parts)
        ahead = forecast_on(networks, seen).mean(axis=0)
        if not found.size:
            found = np.empty((len(plan.panel.ids), *ahead.shape[1:]))
        found[list(group)] = ahead
    return Ahead(found, simple)


def concluded(forecast: Forecast, plan: Plan, ahead: Ahead) -> Forecast:
    """Return the kept forecast with what was read on; its bands are stretched as then."""
    series = tuple(
        replace(
            each,
            moments=plan.moments,
            quantiles=at_least_0(plan, stretched(ahead.quantiles[place], each.stretch)),
            simple=simple_ahead(plan, each.measured, {name: some[place] for name, some in ahead.simple.items()}),
        )
        for place, each in enumerate(forecast.series)
    )
    dips = dips_below_0(plan, series)
    kept = [each for each in forecast.warnings if not each.startswith(READ)]
    warnings = dict.fromkeys([*plan.warnings, *kept, *([dips] if dips else [])])
    return replace(forecast, plan=plan, series=series, warnings=tuple(warnings))
