import numpy as np
import pytest

from lstm_viz.forecasting.intervals import distances, stretch_of, stretched
from lstm_viz.forecasting.metrics import LEVELS, coverage
from lstm_viz.records import Array

NORMAL = np.array([-1.96, -1.2816, 0, 1.2816, 1.96])


def bands(rows: int, half: float = 1.0) -> Array:
    """Of a network that thinks the spread at step k is k times `half`."""
    growing = np.arange(1, 7)[:, None] * NORMAL * half
    return np.broadcast_to(growing, (rows, 6, 5))


def answers(rows: int, seed: int) -> Array:
    noise: Array = np.random.default_rng(seed).normal(size=(rows, 6)) * np.arange(1, 7)
    return noise


@pytest.mark.parametrize("half", [0.2, 1.0, 4.0])
def test_bands_far_too_narrow_or_wide_hold_what_they_promise_once_stretched(half: float) -> None:
    stretch = stretch_of([(answers(60, 0), bands(60, half)), (answers(40, 1), bands(40, half))])
    for level in LEVELS:
        assert coverage(answers(300, 2), stretched(bands(300, half), stretch), level) == pytest.approx(
            float(level), abs=0.04
        )


def test_a_stretched_band_keeps_its_median_its_order_and_its_growth() -> None:
    wide = stretched(bands(1), {"0.8": 2.0, "0.95": 3.0})[0]
    assert wide[:, 2] == pytest.approx(0)
    assert wide[:, 1] == pytest.approx(-2 * 1.2816 * np.arange(1, 7))
    assert wide[:, 4] == pytest.approx(3 * 1.96 * np.arange(1, 7))
    crossed = stretched(bands(1), {"0.8": 9.0, "0.95": 1.0})
    assert (np.diff(crossed, axis=-1) >= 0).all()


def test_a_distance_is_one_at_the_edge_of_a_band_and_a_band_of_no_width_is_stretched_by_nothing() -> None:
    assert distances(np.array([[1.96, 0, 0, 0, 0, 0]]), bands(1), "0.95")[0, 0] == pytest.approx(1)
    flat = np.zeros((3, 6, 5))
    assert (stretched(flat, stretch_of([(answers(3, 0), flat)])) == 0).all()
    assert stretch_of([(np.zeros((3, 6)), flat)]) == {"0.8": 0.0, "0.95": 0.0}


def test_held_out_forecasts_that_overlap_count_less_than_the_same_ones_apart() -> None:
    overlapping = [(answers(12, 3), bands(12))]
    apart = [(row[None], bands(1)) for row in answers(12, 3)]
    for level in LEVELS:
        assert stretch_of(overlapping)[level] > stretch_of(apart)[level]
