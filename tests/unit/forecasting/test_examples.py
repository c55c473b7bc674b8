import numpy as np

from lstm_viz.forecasting.examples import split_rows, training_problem, window_length
from lstm_viz.forecasting.normalisation import Normalisation, Reach
from lstm_viz.forecasting.scaling import Scaled, constants_of, scale
from lstm_viz.records import TRAIN, VALIDATION
from tests.unit.forecasting.series import seasonal


def scaled_by(learnt: int) -> Scaled:
    values, plain, reach = seasonal(80), Normalisation("none", False), Reach(season=4, horizon=6, window=8)
    return scale(values, plain, constants_of(values, plain, reach, learnt), reach)


def test_nothing_after_the_first_held_out_row_is_learnt_from_and_all_of_the_rest_is_once_held_out() -> None:
    held = split_rows(80, 6)
    assert (held.start, held.end) == (62, 74)
    scaled = scaled_by(held.learnt)
    beside = np.zeros((80, 0))
    problem = training_problem(scaled, beside, (), 8, held)
    row = scaled.first + np.arange(problem.inputs.shape[1])
    answered = row[:, None] + np.arange(1, 7)
    learnt = np.isfinite(problem.targets[0]) & (problem.part[0] == TRAIN)[:, None]
    assert answered[learnt].max() == held.start
    assert (learnt == (answered <= held.start)).all()
    assert list(row[problem.part[0] == VALIDATION]) == list(range(62, 74))
    assert np.isfinite(problem.targets[0][problem.part[0] == VALIDATION]).all()
    whole = training_problem(scaled, beside, (), 8, None)
    assert list(row[whole.part[0] == TRAIN]) == list(range(scaled.first, 79))


def test_a_row_is_fed_what_stands_beside_it() -> None:
    scaled = scaled_by(80)
    problem = training_problem(scaled, np.arange(80.0)[:, None], ("row",), 8, None)
    assert problem.input_names[-1] == "row"
    assert list(problem.inputs[0, :, -1]) == list(range(scaled.first, 80))


def test_windows_hold_two_seasons_within_bounds() -> None:
    assert [window_length(*each) for each in ((500, 12), (500, 1), (500, 132), (30, 12), (500, 2))] == [
        24,
        24,
        96,
        10,
        8,
    ]
