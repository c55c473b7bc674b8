from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.explorer.thin import MOST_POINTS, bucket_sizes, thin

counts = st.integers(0, 5000)
bounds = st.integers(3, 700)


def curve(count: int, seed: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    randomness = np.random.default_rng(seed)
    return np.cumsum(randomness.integers(1, 9, count)), randomness.lognormal(size=count).astype(np.float32)


@given(counts, bounds, st.integers(0, 99))
def test_the_thinned_curve_is_short_ordered_and_keeps_its_ends(count: int, most: int, seed: int) -> None:
    steps, values = curve(count, seed)
    thin_steps, thin_values = thin(steps, values, most)
    assert len(thin_steps) == len(thin_values) == min(count, most)
    assert (np.diff(thin_steps) > 0).all()
    if count:
        ends = [0, -1]
        np.testing.assert_array_equal(thin_steps[ends], steps[ends])
        np.testing.assert_array_equal(thin_values[ends], values[ends])


@given(counts, bounds, st.integers(0, 99))
def test_the_mean_weighted_by_bucket_sizes_is_the_mean_of_all(count: int, most: int, seed: int) -> None:
    steps, values = curve(count, seed)
    sizes = bucket_sizes(count, most)
    assert sizes.sum() == count
    for whole, thinned in zip((steps, values), thin(steps, values, most), strict=True):
        np.testing.assert_allclose((thinned * sizes).sum(), whole.sum(dtype=np.float64), rtol=1e-12)


@given(counts, bounds)
def test_the_buckets_between_the_ends_differ_by_one_at_most(count: int, most: int) -> None:
    inner = bucket_sizes(count, most)[1:-1]
    assert len(inner) == 0 or inner.max() - inner.min() <= 1


def test_a_point_is_the_mean_of_its_bucket() -> None:
    steps, values = thin(np.arange(1, 9), np.array([9, 1, 2, 3, 4, 5, 6, 0], np.float32), most=4)
    np.testing.assert_array_equal(steps, [1, 3, 6, 8])
    np.testing.assert_array_equal(values, [9, 2, 5, 0])


def test_a_curve_that_fits_is_left_as_it_is() -> None:
    steps, values = curve(MOST_POINTS, 0)
    for whole, thinned in zip((steps, values), thin(steps, values), strict=True):
        np.testing.assert_array_equal(thinned, whole)
