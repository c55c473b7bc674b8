"""Bands that hold what they promise: a network's own are stretched by what was seen on forecasts that were held out.

Conformalised quantile regression (Romano, Patterson & Candès, 2019), with the distance from the median in units of the
network's own half width, so that a band keeps its growth with the horizon.
"""

from collections.abc import Sequence

import numpy as np

from lstm_viz.forecasting.metrics import LEVELS
from lstm_viz.records import QUANTILES, Array

MIDDLE = QUANTILES.index(0.5)
OF_HELD_OUT = 0.5
ROUNDING = 1e-9
NARROWEST = 0.1
"""The least half width, as a share of the mean over the horizon: nothing can be stretched from 0."""

Pair = tuple[Array, Array]
"""Answers (R, h), and the quantiles (R, h, Q) that were forecast of them."""
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


def stretch_of(held_out: Pair, earlier: Sequence[Pair]) -> Stretch:
    """Return the stretch that makes bands cover answers that were not learnt from as promised; none where none came.

    `held_out`: forecasts from rows one after another. They overlap, so R of them say no more than 1 + (R − 1) / h that
    lie apart; and half of that counts, for these rows also chose the normalisation and when to stop. `earlier`: one
    forecast from each earlier origin, made like the one to be stretched; it counts whole. So each distance has a
    weight. Where all weights come to k, the share that is taken in is level + (1 − level) / (k + 1), more where little
    is known: the quantile of split conformal prediction, weighted as by Tibshirani, Barber, Candès & Ramdas (2019).
    """
    rows, horizon = held_out[0].shape
    counts = [OF_HELD_OUT * (1 + (rows - 1) / horizon) if rows else 0.0, *(1.0 for _ in earlier)]
    pairs, apart = [held_out, *earlier], sum(counts)
    if apart == 0:
        return {}
    weights = np.concatenate(
        [np.full(pair[0].size, each / max(1, pair[0].size)) for pair, each in zip(pairs, counts, strict=True)]
    )
    found = {}
    for level in LEVELS:
        far = np.concatenate([distances(*pair, level).ravel() for pair in pairs])
        order = np.argsort(far, kind="stable")
        share = float(level) + (1 - float(level)) / (apart + 1)
        place = int(np.searchsorted(np.cumsum(weights[order]), share * apart * (1 - ROUNDING)))
        found[level] = float(far[order][min(place, len(far) - 1)])
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
