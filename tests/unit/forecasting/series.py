"""A small series whose forecast is known."""

import numpy as np
import pandas as pd

from lstm_viz.records import Array

ORIGIN, HORIZON, SEASON = 56, 4, 4


def seasonal(rows: int = 80, period: int = SEASON, seed: int = 0) -> Array:
    """A sure season on a trend, with a little noise: (1, rows), positive."""
    t = np.arange(rows)
    noise = 0.02 * np.random.default_rng(seed).normal(size=rows)
    return (10 + 0.05 * t + np.sin(2 * np.pi * t / period) + noise)[None]


VALUES = seasonal(60)[0] - 12
"""They go below 0, so that no logarithms are tried."""
TABLE = pd.DataFrame({"y": VALUES}, index=pd.date_range("2000-01-01", periods=60, freq="QS"))
