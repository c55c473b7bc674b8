"""Bands that hold what they promise: a network's own are stretched by what was seen on forecasts that were held out.

Conformalised quantile regression (Romano, Patterson & Candès, 2019), with the distance from the median in units of the
network's own half width, so that a band keeps its growth with the horizon.
"""

import numpy as np

from lstm_viz.forecasting.metrics import LEVELS
from lstm_viz.records import QUANTILES, Array

MIDDLE = QUANTILES.index(0.5)
NARROWEST = 0.1
"""The least half width, as a share of the mean over the horizon: nothing can be stretched from 0."""

Stretch = dict[str, float]
"""Level → by how much the half widths of its band are multiplied."""


def half_widths(quantiles: Array, level: str) -> tuple[Array, Array]:
    """Return (…, h) below and above the median of quantiles (…, h, Q)."""
    low, high = LEVELS[level]
    below = quantiles[..., MIDDLE] - quantiles[..., low]
    above = quantiles[..., high] - quantiles[..., MIDDLE]
    least = NARROWEST * (below + above).mean(axis=-1, keepdims=True) / 2
    return np.maximum(below, least), np.maximum(above, least)


def distances(actual: Array, quantiles: Array, level: str) -> Array:
    """Return (…, h): how many half widths each answer lies from the median."""
    below, above = half_widths(quantiles, level)
    error = actual - quantiles[..., MIDDLE]
    half = np.where(error < 0, below, above)
    far: Array = np.divide(np.abs(error), half, out=np.where(error == 0, 0.0, np.inf), where=half > 0)
    return far


def stretch_of(held_out: list[tuple[Array, Array]]) -> Stretch:
    """Return the stretch that makes bands cover held-out answers as promised.

    `held_out`: pairs of answers (R, h) and quantiles (R, h, Q), the R of a pair from rows one after another. Such
    forecasts overlap and say little more than the k of them that do not, so the share of distances that is taken in is
    not the level but level + (1 − level) / (k + 1): more where little was held out.
    """
    apart = sum(1 + (len(answers) - 1) / answers.shape[1] for answers, _ in held_out)
    found = {}
    for level in LEVELS:
        far = np.sort(np.concatenate([distances(*pair, level).ravel() for pair in held_out]))
        share = float(level) + (1 - float(level)) / (apart + 1)
        found[level] = float(far[min(len(far), int(np.ceil(len(far) * share))) - 1])
    return found


def stretched(quantiles: Array, stretch: Stretch) -> Array:
    """Return quantiles (…, h, Q) with the bands of each level stretched about the median, one within the other."""
    result = np.array(quantiles)
    for level, far in stretch.items():
        factor = far if np.isfinite(far) else 1.0
        low, high = LEVELS[level]
        below, above = half_widths(quantiles, level)
        result[..., low] = quantiles[..., MIDDLE] - factor * below
        result[..., high] = quantiles[..., MIDDLE] + factor * above
    return np.sort(result, axis=-1)
