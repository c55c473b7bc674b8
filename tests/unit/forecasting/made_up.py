"""A result whose every number is known: nothing was trained for it."""

from dataclasses import replace

import numpy as np

from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.metrics import LEVELS, coverage, quantile_loss, scale_of, scores, scores_by_horizon, width
from lstm_viz.forecasting.plan import plan_of
from lstm_viz.forecasting.result import Forecast, Measured, SeriesForecast
from lstm_viz.forecasting.verdict import Verdict
from lstm_viz.records import Array
from tests.unit.forecasting.series import TABLE

PLAN = plan_of(TABLE, ForecastConfig(horizon=4, origins=2, season=4))
_VALUES = PLAN.panel.series[0]
_ACTUAL = np.stack([_VALUES[start : start + 4] for start in PLAN.starts])
_SCALES = np.array([scale_of(_VALUES[:start], 4) for start in PLAN.starts])
_HALF = np.array([-0.4, -0.2, 0.0, 0.2, 0.4])


def _measured(forecasts: Array) -> Measured:
    return Measured(forecasts, scores(_ACTUAL, forecasts, _SCALES), scores_by_horizon(_ACTUAL, forecasts, _SCALES))


_OWN = _ACTUAL + np.array([[0.1, -0.1, 0.3, 0.1], [0.1, 0.1, -0.1, -0.5]])
_BANDS = _OWN[..., None] + _HALF
SERIES = SeriesForecast(
    id="y",
    moments=PLAN.moments,
    quantiles=np.arange(4.0)[:, None] + _HALF,
    simple={"last value": np.full(4, 2.5), "drift": 2.5 + np.arange(4.0)},
    normalisation="last value",
    stretch=dict.fromkeys(LEVELS, 1.0),
    actual=_ACTUAL,
    backtest=_BANDS,
    alone=np.stack([_OWN - 0.1, _OWN + 0.1]),
    measured={
        "lstm": _measured(_OWN),
        "last value": _measured(_ACTUAL + 0.9),
        "drift": _measured(_ACTUAL + np.array([0.6, 0.7, 0.8, 0.9])),
    },
    quantile_loss=quantile_loss(_ACTUAL, _BANDS),
    coverage={level: coverage(_ACTUAL, _BANDS, level) for level in LEVELS},
    width={level: width(_BANDS, level) for level in LEVELS},
    judgement=Verdict("Use the LSTM", "lstm", "drift", "Use the LSTM: it is better.", "MASE 0.1."),
)
RESULT = Forecast(PLAN, (SERIES,), (), 1.5, ())


def several(count: int) -> Forecast:
    """The same series so many times under names of their own; every third has another verdict."""
    ids = tuple(f"series {n}" for n in range(count))
    panel = replace(PLAN.panel, ids=ids, series=np.repeat(PLAN.panel.series, count, axis=0))
    other = Verdict("Do not use the LSTM", "drift", "drift", "Do not use the LSTM: Drift missed by less.", "MASE 0.2.")
    made = tuple(
        replace(SERIES, id=name, judgement=(SERIES.judgement, other)[n % 3 == 0]) for n, name in enumerate(ids)
    )
    return replace(RESULT, plan=replace(PLAN, panel=panel), series=made)
