"""Which training windows there are, and which of them a step learns from. No torch."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lstm_viz.records import TRAIN, Array, Problem, read_only


@dataclass(frozen=True, eq=False)
class Windows:
    """Every window that may be trained on: sequence n from timestep s, W long; `scored` (count, W) says where."""

    n: Array
    s: Array
    scored: Array

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.n)


def training_windows(problem: Problem) -> Windows:
    """Return all windows in which every answer asked is of the training part, and at least one is scored.

    With `loss_at_last` only a window's last timestep is scored.
    """
    w = problem.window
    parts = np.lib.stride_tricks.sliding_window_view(problem.part, w, axis=1)
    scored = parts == TRAIN
    allowed = ((parts == TRAIN) | (parts < 0)).all(axis=2)
    if problem.loss_at_last:
        scored = scored & (np.arange(w) == w - 1)
    n, s = np.nonzero(allowed & scored.any(axis=2))
    return Windows(n, s, scored[n, s])


def steps_per_epoch(count: int, batch_size: int) -> int:
    """Return how many steps see every window once."""
    return -(-count // batch_size)


def batch_of(step: int, count: int, batch_size: int, seed: int) -> Array:
    """Return which windows step `step` (from 0) learns from: a function of seed and step alone."""
    epoch, place = divmod(step, steps_per_epoch(count, batch_size))
    return _order(epoch, count, seed)[place * batch_size : (place + 1) * batch_size]


@lru_cache(maxsize=8)
def _order(epoch: int, count: int, seed: int) -> Array:
    return read_only(np.random.default_rng([seed, epoch]).permutation(count))
