"""Quantiles of the rows ahead: from a network's outputs to the data's own unit, and which output is the median."""

import numpy as np

from lstm_viz.records import QUANTILES, AheadScale, Array

LOW, MEDIAN, HIGH = (QUANTILES.index(each) for each in (0.1, 0.5, 0.9))
"""Between the first and the last of them lies the 80 % band."""


def restore_ahead(scale: AheadScale, outputs: Array) -> Array:
    """Return outputs (N, T, h Q) as quantiles (N, T, h, Q) in the data's own unit, put in order where they cross."""
    ordered = np.sort(np.asarray(outputs, np.float64).reshape(*outputs.shape[:2], -1, len(QUANTILES)), axis=3)
    values: Array = scale.centre[..., None] + scale.spread[..., None] * ordered
    return np.exp(values) if scale.log else values


def median_output(outputs: Array, ahead: int = 1) -> Array:
    """Return (T,): which of the outputs (T, h Q) is the median `ahead` rows ahead, once they are put in order."""
    first = (ahead - 1) * len(QUANTILES)
    order = np.argsort(outputs[:, first : first + len(QUANTILES)], axis=1, kind="stable")
    median: Array = first + order[:, MEDIAN]
    return median
