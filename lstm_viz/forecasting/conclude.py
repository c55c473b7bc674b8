"""From what came at each origin to what may be said: scores, bands, warnings, a verdict."""

import numpy as np

from lstm_viz.forecasting.backtest import Judged
from lstm_viz.forecasting.cautions import copies_last_value, leaves_range, too_little
from lstm_viz.forecasting.intervals import MIDDLE, stretch_of, stretched
from lstm_viz.forecasting.metrics import LEVELS, coverage, quantile_loss, scale_of, scores, scores_by_horizon, width
from lstm_viz.forecasting.panel import Panel
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.result import Forecast, Measured, SeriesForecast
from lstm_viz.forecasting.verdict import verdict
from lstm_viz.records import Array


def conclude(plan: Plan, judged: list[Judged]) -> Forecast:
    """Return the forecast; `judged` is what came at each of the plan's origins, in their order."""
    panel, starts, season, horizon = plan.panel, plan.starts, plan.season, plan.horizon
    series = tuple(_series(panel, place, judged, season, horizon) for place in range(len(panel.ids)))
    found = [*plan.warnings, too_little(starts[0], horizon, season)]
    for place, name in enumerate(panel.ids):
        found += [
            leaves_range(name, panel.series[place], starts, horizon),
            _copies(panel, place, judged[-1]),
        ]
    return Forecast(
        plan,
        series,
        judged[-1].members,
        sum(each.cpu_seconds for each in judged),
        tuple(filter(None, found)),
    )


def _series(panel: Panel, place: int, judged: list[Judged], season: int, horizon: int) -> SeriesForecast:
    """Return what is to be said of one series. The last of `judged` is the forecast itself."""
    values, (*past, last) = panel.series[place], judged
    actual = np.stack([values[each.origin : each.origin + horizon] for each in past])
    scales = np.array([scale_of(values[: each.origin], season) for each in past])
    bands = _bands(place, judged, actual)
    backtested = bands[:-1]
    methods = {"lstm": backtested[..., MIDDLE]}
    for name in past[0].baselines:
        if all(name in each.baselines for each in past):
            methods[name] = np.stack([each.baselines[name][place] for each in past])
    rows = len(values)
    return SeriesForecast(
        id=panel.ids[place],
        moments=panel.moments(rows + horizon)[rows:],
        quantiles=bands[-1],
        normalisation=" and ".join(dict.fromkeys(str(each.normalisation) for each in last.members)),
        actual=actual,
        backtest=backtested,
        measured={
            name: Measured(each, scores(actual, each, scales), scores_by_horizon(actual, each, scales))
            for name, each in methods.items()
        },
        quantile_loss=quantile_loss(actual, backtested),
        coverage={level: coverage(actual, backtested, level) for level in LEVELS},
        width={level: width(backtested, level) for level in LEVELS},
        verdict=verdict({name: np.abs(each - actual).mean(axis=1) / scales for name, each in methods.items()}),
    )


def _bands(place: int, judged: list[Judged], actual: Array) -> Array:
    """Return (R + 1, h, Q): at each origin the bands are stretched by what was held out then, and earlier origins.

    An earlier origin counts once its whole horizon was known.
    """
    result = []
    for number, each in enumerate(judged):
        held_out = [(each.answers[place], each.held_out[place])]
        known = [k for k in range(number) if judged[k].origin + actual.shape[1] <= each.origin]
        held_out += [(actual[k : k + 1], judged[k].quantiles[place][None]) for k in known]
        result.append(stretched(each.quantiles[place], stretch_of(held_out)))
    return np.stack(result)


def _copies(panel: Panel, place: int, last: Judged) -> str | None:
    answers, ahead = last.answers[place][:, 0], last.held_out[place][:, 0, MIDDLE]
    end = last.origin - last.answers.shape[2]
    before = panel.series[place, end - len(answers) : end]
    return copies_last_value(panel.ids[place], before, answers, ahead)
