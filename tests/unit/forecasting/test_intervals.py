import numpy as np
import pytest

from lstm_viz.forecasting.intervals import Pair, distances, stretch_of, stretched
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


def one_by_one(came: Array, forecasts: Array) -> list[Pair]:
    return [(came[row : row + 1], forecasts[row : row + 1]) for row in range(len(came))]


@pytest.mark.parametrize("half", [0.2, 1.0, 4.0])
def test_bands_far_too_narrow_or_wide_hold_what_they_promise_once_stretched(half: float) -> None:
    stretch = stretch_of((answers(60, 0), bands(60, half)), one_by_one(answers(200, 1), bands(200, half)))
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
    assert (stretched(flat, stretch_of((answers(3, 0), flat), [])) == 0).all()
    assert stretch_of((np.zeros((3, 6)), flat), []) == {"0.8": 0.0, "0.95": 0.0}


def test_held_out_forecasts_that_overlap_count_less_than_the_same_ones_apart() -> None:
    overlapping = stretch_of((answers(13, 3), bands(13)), [])
    apart = stretch_of((answers(13, 3)[:1], bands(1)), one_by_one(answers(13, 3)[1:], bands(12)))
    for level in LEVELS:
        assert overlapping[level] > apart[level]


def test_the_stretch_is_that_of_distances_counted_as_often_as_they_weigh() -> None:
    """Seven held-out rows of six steps are two forecasts apart, and count as one; so does each of three origins."""
    held, earlier = (answers(7, 4), bands(7)), one_by_one(answers(3, 5), bands(3))
    for level in LEVELS:
        repeated = np.repeat([distances(*pair, level).ravel() for pair in earlier], 7)
        far = np.sort(np.concatenate([distances(*held, level).ravel(), repeated]))
        share = float(level) + (1 - float(level)) / (4 + 1)
        assert stretch_of(held, earlier)[level] == pytest.approx(far[int(np.ceil(share * len(far))) - 1])


def test_an_earlier_origin_that_was_missed_by_far_widens_the_bands() -> None:
    held, good = (answers(7, 6), bands(7)), one_by_one(answers(2, 7), bands(2))
    missed = [(answers(1, 8) + 40, bands(1))]
    for level in LEVELS:
        assert stretch_of(held, [*good, *missed])[level] > stretch_of(held, good)[level]


def test_where_no_answer_came_nothing_is_stretched() -> None:
    nothing = (np.zeros((0, 6)), np.zeros((0, 6, 5)))
    assert stretch_of(nothing, []) == {}
    assert (stretched(bands(2), {}) == bands(2)).all()
    alone = one_by_one(answers(1, 9), bands(1))
    for level in LEVELS:
        assert stretch_of(nothing, alone)[level] == distances(*alone[0], level).max()
