import numpy as np
import pytest

from lstm_viz.errors import DataError
from lstm_viz.forecasting.normalisation import Normalisation, Reach, normalisations
from lstm_viz.forecasting.scaling import Scaled, constants_of, scale
from lstm_viz.records import Array
from tests.unit.forecasting.series import seasonal

REACH = Reach(season=4, horizon=6, window=8)
EVERY = normalisations(seasonal(), 4)


def scaled_by(values: Array, normalisation: Normalisation, learnt: int = 60) -> Scaled:
    return scale(values, normalisation, constants_of(values, normalisation, REACH, learnt), REACH)


def test_a_season_and_positive_values_give_eight_normalisations_neither_of_them_three() -> None:
    assert len(EVERY) == 8
    assert [str(each) for each in normalisations(seasonal() - 20, 1)] == ["none", "last value", "window"]


@pytest.mark.parametrize("normalisation", EVERY, ids=str)
def test_the_answers_themselves_are_restored_from_scaled_ones(normalisation: Normalisation) -> None:
    values = np.concatenate([seasonal(), 100 * seasonal(seed=1)])
    scaled = scaled_by(values, normalisation)
    restored = scaled.restore(scaled.targets[..., None])[..., 0]
    for t in range(scaled.targets.shape[1] - 6):
        row = scaled.first + t
        assert restored[:, t] == pytest.approx(values[:, row + 1 : row + 7])
    assert np.isnan(scaled.targets[:, -1]).all()
    assert np.isfinite(scaled.fed).all()


@pytest.mark.parametrize("normalisation", EVERY, ids=str)
def test_another_future_changes_nothing_that_is_fed_or_known_before_it(normalisation: Normalisation) -> None:
    values, other = seasonal(), seasonal()
    other[:, 60:] += 5
    one, two = (scaled_by(each, normalisation) for each in (values, other))
    before = 60 - one.first
    for a, b in ((one.fed, two.fed), (one.centre, two.centre), (one.spread, two.spread)):
        assert (a[:, :before] == b[:, :before]).all()
    assert (one.targets[:, : before - 6] == two.targets[:, : before - 6]).all()


@pytest.mark.parametrize("normalisation", EVERY, ids=str)
def test_what_is_fed_and_asked_in_training_is_about_one_in_size_in_whatever_unit(normalisation: Normalisation) -> None:
    scaled = scaled_by(1e6 * seasonal(), normalisation)
    learnt = slice(0, 54 - scaled.first)
    assert np.sqrt(np.mean(scaled.targets[:, learnt] ** 2)) == pytest.approx(1, abs=0.1)
    assert np.sqrt(np.mean(scaled.fed[:, learnt] ** 2)) == pytest.approx(1, abs=0.1)


def test_a_seasonal_difference_is_taken_from_the_last_known_season_moved_to_the_present_level() -> None:
    values = np.arange(40.0)[None] ** 2
    scaled = scaled_by(values, Normalisation("seasonal difference", False), 40)
    row = scaled.first + 10
    risen = values[0, row] - values[0, row - 4]
    assert list(scaled.centre[0, 10]) == [values[0, row + d] + risen for d in (-3, -2, -1, 0, -3, -2)]


def test_a_flat_series_divides_nothing_by_0() -> None:
    for normalisation in EVERY:
        assert np.isfinite(scaled_by(np.ones((1, 80)), normalisation).fed).all()


def test_too_few_rows_for_the_past_are_refused() -> None:
    with pytest.raises(DataError, match="5 rows are too few for 4 rows of past"):
        scaled_by(seasonal(), Normalisation("seasonal difference", False), 5)


@pytest.mark.parametrize("normalisation", EVERY, ids=str)
def test_what_was_filled_is_fed_but_no_answer_and_nothing_is_asked_from_there(normalisation: Normalisation) -> None:
    values, filled = seasonal(), np.zeros((1, 80), bool)
    filled[0, 30:33] = True
    constants = constants_of(values, normalisation, REACH, 60, filled)
    scaled = scale(values, normalisation, constants, REACH, filled)
    whole = scale(values, normalisation, constants, REACH)
    assert (scaled.fed == whole.fed).all()
    for t in range(scaled.targets.shape[1] - REACH.horizon):
        row = scaled.first + t
        asked = ~filled[0, row + 1 : row + 1 + REACH.horizon] & ~filled[0, row]
        assert (np.isfinite(scaled.targets[0, t]) == asked).all()
        assert (scaled.targets[0, t][asked] == whole.targets[0, t][asked]).all()


def test_values_that_were_filled_do_not_change_the_size_of_answers() -> None:
    values, filled = seasonal(), np.zeros((1, 80), bool)
    filled[0, 40] = True
    other = values.copy()
    other[0, 40] += 100
    plain = Normalisation("last value", log=False)
    one, two = (constants_of(each, plain, REACH, 60, filled) for each in (values, other))
    assert one.size == pytest.approx(two.size)
