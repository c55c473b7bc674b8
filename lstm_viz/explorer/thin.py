"""Curves short enough to draw: means of buckets that keep the sum of what they stand for."""

import numpy as np

from lstm_viz.records import Array

MOST_POINTS = 600


def thin(steps: Array, values: Array, most: int = MOST_POINTS) -> tuple[Array, Array]:
    """Return a curve of at most `most` points: (steps, values), float64 each; a short curve comes back as it is.

    The first and the last point stay themselves. What lies between is cut into buckets of nearly equal counts; a point
    is the mean of its bucket's steps and of its values, so means weighted by the buckets' counts (`bucket_sizes`) are
    those of the whole curve.

    Args:
        steps: (S,) ascending.
        values: (S,).
        most: at least 3.
    """
    sizes = bucket_sizes(len(values), most)
    starts = np.cumsum(sizes) - sizes
    if len(sizes) == 0:
        return np.empty(0), np.empty(0)
    return (
        np.add.reduceat(np.asarray(steps, np.float64), starts) / sizes,
        np.add.reduceat(np.asarray(values, np.float64), starts) / sizes,
    )


def bucket_sizes(count: int, most: int = MOST_POINTS) -> Array:
    """Return how many of `count` points each bucket holds, int64: all 1 where they fit."""
    if count <= most:
        return np.ones(count, np.int64)
    inner, rest = divmod(count - 2, most - 2)
    sizes = np.full(most, inner, np.int64)
    sizes[1 : 1 + rest] += 1
    sizes[[0, -1]] = 1
    return sizes
