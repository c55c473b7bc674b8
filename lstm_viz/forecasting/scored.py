"""One series' forecasts, measured: the same from fits just made and from a file that kept them."""

from collections.abc import Mapping, Sequence

import numpy as np

from lstm_viz.forecasting.intervals import MIDDLE, Stretch
from lstm_viz.forecasting.metrics import LEVELS, Scores, coverage, quantile_loss, scale_of, scores, width
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.result import Measured, SeriesForecast
from lstm_viz.forecasting.verdict import verdict
from lstm_viz.records import Array


def scored(
    plan: Plan,
    place: int,
    bands: Array,
    methods: Mapping[str, Array],
    *,
    simple: Mapping[str, Array],
    alone: Array,
    normalisation: str,
    stretch: Stretch,
) -> SeriesForecast:
    """Return what is to be said of one series.

    `bands`: (R + 1, h, Q) of the LSTM at each of the plan's origins, the last is the forecast itself; `methods`: simple
    method → (R, h); `simple`: method → (h,) after the last row; `alone`: (M, R, h) of each of the LSTM's networks. An
    answer that the file lacks is not scored.
    """
    answers, backtested = plan.panel.answers[place], bands[:-1]
    actual = np.stack([answers[start : start + plan.horizon] for start in plan.starts])
    scales = _scales(plan, place)
    known = np.isfinite(actual)
    every = {"lstm": backtested[..., MIDDLE], **methods}
    asked, told = actual[known][:, None], backtested[known][:, None]
    return SeriesForecast(
        id=plan.panel.ids[place],
        moments=plan.moments,
        quantiles=bands[-1],
        simple=simple,
        normalisation=normalisation,
        stretch=stretch,
        actual=actual,
        backtest=backtested,
        alone=alone,
        measured={name: _measured(actual, each, scales) for name, each in every.items()},
        quantile_loss=quantile_loss(asked, told),
        coverage={level: coverage(asked, told, level) for level in LEVELS},
        width={level: width(backtested, level) for level in LEVELS},
        judgement=verdict(
            {name: by_origin(actual, each, scales)[known.any(axis=1)] for name, each in every.items()},
            np.stack([by_origin(actual, each, scales)[known.any(axis=1)] for each in alone]),
        ),
    )


def over_all(plan: Plan, series: Sequence[SeriesForecast]) -> str | None:
    """Return the verdict on several series together: on the mean of their scaled errors at each origin."""
    if len(series) < 2:
        return None
    shared = [name for name in series[0].measured if all(name in each.measured for each in series)]
    scales = [_scales(plan, place) for place in range(len(series))]

    def errors_of(forecasts: Sequence[Array]) -> Array:
        parts = zip(series, forecasts, scales, strict=True)
        return np.stack([by_origin(each.actual, some, size) for each, some, size in parts])

    known = np.isfinite(errors_of([each.measured["lstm"].forecasts for each in series]))
    some = known.any(axis=0)
    if not some.any():
        return None

    def mean_of(forecasts: Sequence[Array]) -> Array:
        total = np.where(known, errors_of(forecasts), 0.0).sum(axis=0)
        return np.asarray(total[some] / known.sum(axis=0)[some])

    means = {name: mean_of([each.measured[name].forecasts for each in series]) for name in shared}
    alone = [mean_of([each.alone[network] for each in series]) for network in range(len(series[0].alone))]
    return f"All {len(series)} series together. {verdict(means, np.stack(alone))}"


def _scales(plan: Plan, place: int) -> Array:
    """Return (R,): the scale at each origin, of the rows from the first value that the file has."""
    values, first = plan.panel.series[place], int(np.argmin(plan.panel.filled[place]))
    return np.array([scale_of(values[min(first, start) : start], plan.season) for start in plan.starts])


def _measured(actual: Array, forecasts: Array, scales: Array) -> Measured:
    steps = ((actual[:, k : k + 1], forecasts[:, k : k + 1]) for k in range(actual.shape[1]))
    by_horizon = tuple(_scores(*step, scales) for step in steps)
    return Measured(forecasts, _scores(actual, forecasts, scales), by_horizon)


def _scores(actual: Array, forecasts: Array, scales: Array) -> Scores:
    known = np.isfinite(actual)
    if not known.any():
        return Scores(None, np.nan, np.nan, np.nan)
    each = np.broadcast_to(scales[:, None], actual.shape)[known]
    return scores(actual[known][:, None], forecasts[known][:, None], each)


def by_origin(actual: Array, forecasts: Array, scales: Array) -> Array:
    """Return (R,): the mean scaled error at each origin; NaN where no answer is known, or errors have no scale."""
    known = np.isfinite(actual)
    total, count = np.where(known, np.abs(forecasts - actual), 0.0).sum(axis=1), known.sum(axis=1)
    means = np.divide(total, count, out=np.full(len(total), np.nan), where=count > 0)
    return np.asarray(means / scales)
