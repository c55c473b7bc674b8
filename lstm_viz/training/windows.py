"""Which training windows there are, and which of them a step learns from. No torch."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lstm_viz.records import TRAIN, Array, Problem, read_only


@dataclass(frozen=True, eq=False)
class Windows:
    """Every window that may be trained on: sequence `n` from timestep `s` on, both (count,).

    `all_scored`: whether every timestep of every window is scored.
    """

    n: Array
    s: Array
    all_scored: bool

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.n)


def training_windows(problem: Problem) -> Windows:
    """Return all windows in which every answer asked is of the training part, and at least one is scored.

    With `loss_at_last` only a window's last timestep is scored.
    """
    w = problem.window
    learnt = _count_in_windows(problem.part == TRAIN, w)
    withheld = _count_in_windows(problem.part > TRAIN, w)
    scored = problem.part[:, w - 1 :] == TRAIN if problem.loss_at_last else learnt > 0
    n, s = np.nonzero(scored & (withheld == 0))
    return Windows(n, s, not problem.loss_at_last and bool((learnt[n, s] == w).all()))


def _count_in_windows(marked: Array, w: int) -> Array:
    """Return (N, T - W + 1): how many timesteps are marked in the window that starts there."""
    before = np.zeros((marked.shape[0], marked.shape[1] + 1), np.int32)
    np.cumsum(marked, axis=1, out=before[:, 1:])
    return before[:, w:] - before[:, :-w]


def steps_per_epoch(count: int, batch_size: int) -> int:
    """Return how many steps see every window once."""
    return -(-count // batch_size)


def validation_period(length: int, window: int) -> int:
    """Return after how many steps validation comes again, when it reads so many timesteps: 20, or 40 … 100.

    Rarer for long series, so that it reads no more timesteps one after another than training does (up to 100 windows).
    """
    return min(100, 20 * max(1, -(-length // (20 * window))))


def batch_of(step: int, count: int, batch_size: int, seed: int) -> Array:
    """Return which windows step `step` (from 0) learns from: a function of seed and step alone."""
    epoch, place = divmod(step, steps_per_epoch(count, batch_size))
    return _order(epoch, count, seed)[place * batch_size : (place + 1) * batch_size]


@lru_cache(maxsize=8)
def _order(epoch: int, count: int, seed: int) -> Array:
    return read_only(np.random.default_rng([seed, epoch]).permutation(count))
