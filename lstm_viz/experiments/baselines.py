"""What needs no network: the last value, and a linear autoregression by least squares."""

import time

import numpy as np

from lstm_viz.experiments.outcome import Outcome
from lstm_viz.experiments.series import levels_of
from lstm_viz.experiments.work import LastValue, Linear, Series
from lstm_viz.records import Array

TIMED = 5
"""So often a fit is timed, and the shortest time counts: the threads of linear algebra may wait for each other."""


def last_value(work: LastValue, seed: int) -> Outcome:
    """Predict every test row to be the row before."""
    began = time.process_time()
    rmse = last_value_rmse(work.series, seed)
    return Outcome(seed, time.process_time() - began, {"test": rmse, "relative": 1.0})


def linear(work: Linear, seed: int) -> Outcome:
    """Fit a weighted sum of the last rows and a constant, by least squares on all rows before the test."""
    began = time.process_time()
    levels, test = levels_of(work.series, seed), work.series.test
    past = np.lib.stride_tricks.sliding_window_view(levels[:-1], work.lags)
    fed, asked = np.column_stack([past, np.ones(len(past))]), levels[work.lags :]
    tries = []
    for _ in range(TIMED):
        before = time.thread_time()
        weights = np.linalg.lstsq(fed[:-test], asked[:-test])[0]
        tries.append(1000 * (time.thread_time() - before))
    rmse = root_mean_square(fed[-test:] @ weights - asked[-test:])
    values = {
        "test": rmse,
        "relative": rmse / last_value_rmse(work.series, seed),
        "parameters": work.lags + 1,
        "multiply_adds": work.lags,
        "fit_ms": min(tries),
    }
    return Outcome(seed, time.process_time() - began, values)


def last_value_rmse(series: Series, seed: int) -> float:
    """Return the last value's root mean square error on the test rows."""
    return root_mean_square(np.diff(levels_of(series, seed)[-series.test - 1 :]))


def root_mean_square(off: Array) -> float:
    """Return the root of the mean of squares."""
    return float(np.sqrt(np.mean(np.asarray(off, np.float64) ** 2)))
