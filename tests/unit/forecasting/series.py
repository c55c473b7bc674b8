"""A small series whose forecast is known, and its one fit."""

import numpy as np
import pandas as pd

from lstm_viz.forecasting.calendar import calendar_features
from lstm_viz.forecasting.fit import Fit, fit
from lstm_viz.records import Array


def seasonal(rows: int = 80, period: int = 4, seed: int = 0) -> Array:
    """A sure season on a trend, with a little noise: (1, rows), positive."""
    t = np.arange(rows)
    noise = 0.02 * np.random.default_rng(seed).normal(size=rows)
    return (10 + 0.05 * t + np.sin(2 * np.pi * t / period) + noise)[None]


def fitted(values: Array, horizon: int = 4, seed: int = 0) -> Fit:
    """The fit of counted rows with a season of 4."""
    calendar, names = calendar_features(pd.RangeIndex(values.shape[1] + 1), 4)
    return fit(values, calendar, names, 4, horizon, seed)
