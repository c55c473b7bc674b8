"""How good answers are: plain measures on (D,) arrays, and the one-line rule for volatility."""

import numpy as np

from lstm_viz.records import Array

DECAY = 0.94
"""Of the exponentially weighted average, for daily returns (J. P. Morgan/Reuters, RiskMetrics, 1996)."""


def r_squared(actual: Array, predicted: Array) -> float:
    """Return 1 − Σ(y − ŷ)² / Σ(y − ȳ)²: 1 is perfect, 0 is no better than the mean, below 0 is worse than it."""
    return float(1 - np.sum((actual - predicted) ** 2) / np.sum((actual - actual.mean()) ** 2))


def mean_absolute_error(actual: Array, predicted: Array) -> float:
    """Return the mean of |y − ŷ|."""
    return float(np.abs(actual - predicted).mean())


def correlation(one: Array, other: Array) -> float:
    """Return Pearson's correlation; 0 where one of the two never changes."""
    a, b = one - one.mean(), other - other.mean()
    size = np.sqrt(np.sum(a**2) * np.sum(b**2))
    return float(np.sum(a * b) / size) if size > 0 else 0.0


def shifted_back(actual: Array, predicted: Array) -> tuple[Array, Array]:
    """Return the answers and the predictions for one day later, in pairs."""
    return actual[:-1], predicted[1:]


def hits(returns: Array, predicted: Array) -> float:
    """Return the share of days whose direction is predicted, of those on which the price moved."""
    moved = returns != 0
    return float(np.mean(np.sign(returns[moved]) == np.sign(predicted[moved])))


def smoothed_volatility(returns: Array, per_year: int, first: int) -> Array:
    """Return (D,): the annual root of s_t = 0.94 s_(t−1) + 0.06 r_t², started at the mean of the `first` squares."""
    smoothed, now = np.empty(len(returns)), float(np.mean(returns[:first] ** 2))
    for day, size in enumerate(returns**2):
        now = DECAY * now + (1 - DECAY) * size
        smoothed[day] = now
    volatility: Array = np.sqrt(per_year * smoothed)
    return volatility
