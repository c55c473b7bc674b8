"""One series' forecasts, measured: the same from fits just made and from a file that kept them."""

from collections.abc import Mapping

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
    alone: Array,
    normalisation: str,
    stretch: Stretch,
) -> SeriesForecast:
    """Return what is to be said of one series.

    `bands`: (R + 1, h, Q) of the LSTM at each of the plan's origins, the last is the forecast itself; `methods`: simple
    method → (R, h); `alone`: (M, R, h) of each of the LSTM's networks. An answer that the file lacks is not scored.
    """
    values, backtested = plan.panel.series[place], bands[:-1]
    answers = plan.panel.answers[place]
    actual = np.stack([answers[start : start + plan.horizon] for start in plan.starts])
    scales = np.array([scale_of(values[:start], plan.season) for start in plan.starts])
    known = np.isfinite(actual)
    every = {"lstm": backtested[..., MIDDLE], **methods}
    asked, told = actual[known][:, None], backtested[known][:, None]
    return SeriesForecast(
        id=plan.panel.ids[place],
        moments=plan.moments,
        quantiles=bands[-1],
        normalisation=normalisation,
        stretch=stretch,
        actual=actual,
        backtest=backtested,
        alone=alone,
        measured={name: _measured(actual, each, scales) for name, each in every.items()},
        quantile_loss=quantile_loss(asked, told),
        coverage={level: coverage(asked, told, level) for level in LEVELS},
        width={level: width(backtested, level) for level in LEVELS},
        verdict=verdict(
            {name: _by_origin(actual, each, scales) for name, each in every.items()},
            np.stack([_by_origin(actual, each, scales) for each in alone]),
        ),
    )


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


def _by_origin(actual: Array, forecasts: Array, scales: Array) -> Array:
    """Return the mean scaled error at each origin of which an answer is known."""
    known = np.isfinite(actual)
    some = known.any(axis=1)
    total = np.where(known, np.abs(forecasts - actual), 0.0).sum(axis=1)
    return np.asarray(total[some] / known.sum(axis=1)[some] / scales[some])
