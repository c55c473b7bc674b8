"""An LSTM beside methods that need no network, on the same answers: when it is the wrong tool."""

from dataclasses import dataclass

import numpy as np

from lstm_viz.data.problem import restore
from lstm_viz.errors import SettingError
from lstm_viz.records import TEST, TRAIN, Array, Problem

LAGS = 12
"""How many values the weighted sum looks back at, where there are enough to fit it."""
ALIKE = 0.05
"""Errors that differ by less than this share are not told apart."""


@dataclass(frozen=True)
class SimpleErrors:
    """Mean absolute errors over `count` test answers, in the data's own unit."""

    count: int
    lstm: float
    last_value: float
    linear: float

    @property
    def best_simple(self) -> tuple[str, float]:
        """The better of the two simple methods, with its error."""
        named = {"the last value": self.last_value, "a weighted sum of the last values": self.linear}
        name = min(named, key=lambda each: named[each])
        return name, named[name]

    @property
    def verdict(self) -> str:
        """“better”, “alike” or “worse”: the LSTM against the best simple method."""
        ratio = self.lstm / max(self.best_simple[1], 1e-300)
        return "better" if ratio < 1 - ALIKE else "worse" if ratio > 1 + ALIKE else "alike"


def simple_errors(problem: Problem, y_hat: Array) -> SimpleErrors:
    """Return the errors of a network's outputs y_hat (T, K) for the probe sequence, and of the simple methods.

    The last value says that all stays as it is. The weighted sum, a linear autoregression, is fitted by least squares
    to the training part, from the last values of all columns fed, in the form in which the network is fed them.

    Raises:
        SettingError: the problem has classes, not values.
    """
    if problem.target_scale is None:
        raise SettingError("Methods for series cannot name classes: choose a series.")
    probe, part = problem.probe, problem.part[problem.probe]
    tested = part == TEST
    actual, anchor = problem.actual[probe], problem.anchor[probe]

    def off(levels: Array) -> float:
        return float(np.abs(levels - actual)[tested].mean())

    lstm = restore(problem.target_scale, y_hat[:, 0], anchor)
    linear = restore(problem.target_scale, _linear(problem), anchor)
    return SimpleErrors(int(tested.sum()), off(lstm), off(anchor), off(linear))


def _linear(problem: Problem) -> Array:
    """Return (T,): what least squares over the training part says of each answer, scaled as the network's."""
    x = problem.inputs[problem.probe].astype(np.float64)
    train = problem.part[problem.probe] == TRAIN
    lags = max(1, min(LAGS, int(train.sum()) // (4 * x.shape[1])))
    padded = np.vstack([np.repeat(x[:1], lags - 1, axis=0), x])
    windows = np.lib.stride_tricks.sliding_window_view(padded, lags, axis=0).reshape(len(x), -1)
    columns = np.column_stack([windows, np.ones(len(x))])
    slopes = np.linalg.lstsq(columns[train], problem.targets[problem.probe, train], rcond=None)[0]
    said: Array = columns @ slopes
    return said
