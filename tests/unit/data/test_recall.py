import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_viz.data.parameters import Parameter
from lstm_viz.data.recall import RECALL_PARAMETERS, recall_problem
from lstm_viz.errors import SettingError
from lstm_viz.records import TEST, TRAIN, VALIDATION, Problem

SHAPES = st.tuples(st.integers(2, 8), st.integers(2, 40), st.integers(1, 20), st.integers(0, 9))


def example(shape: tuple[int, int, int, int]) -> Problem:
    symbols, lag, lead_in, seed = shape
    return recall_problem({"symbols": symbols, "lag": lag, "lead_in": lead_in, "sequences": 100}, seed)


@settings(max_examples=40)
@given(SHAPES)
def test_each_timestep_shows_one_letter(shape: tuple[int, int, int, int]) -> None:
    symbols, lag, lead_in, _ = shape
    problem = example(shape)
    assert problem.inputs.shape == (100, lead_in + lag, symbols + 4)
    assert set(np.unique(problem.inputs)) == {0, 1}
    assert (problem.inputs.sum(axis=2) == 1).all()


@settings(max_examples=40)
@given(SHAPES)
def test_each_sequence_asks_once_for_the_symbol_shown_lag_steps_before(shape: tuple[int, int, int, int]) -> None:
    lag, lead_in = shape[1:3]
    problem = example(shape)
    for fed, part, targets, actual in zip(problem.inputs, problem.part, problem.targets, problem.actual, strict=True):
        text = "".join(problem.input_names[each] for each in fed.argmax(axis=1))
        found = re.fullmatch(r"[xyz]*([A-H])[xyz]*\?[xyz]*", text)
        assert found
        asked = text.index("?")
        assert asked - found.start(1) == lag
        assert found.start(1) < lead_in
        assert np.flatnonzero(part >= 0).tolist() == [asked]
        assert problem.class_names[targets[asked]] == found[1]
        assert actual[asked] == targets[asked]


@settings(max_examples=20)
@given(SHAPES)
def test_train_validation_and_test_are_different_sequences(shape: tuple[int, int, int, int]) -> None:
    of_sequence = example(shape).part.max(axis=1)
    assert of_sequence.tolist() == [TRAIN] * 70 + [VALIDATION] * 15 + [TEST] * 15


def test_the_same_seed_gives_the_same_problem_and_another_seed_another() -> None:
    assert example((4, 20, 10, 3)).key == example((4, 20, 10, 3)).key
    assert example((4, 20, 10, 3)).key != example((4, 20, 10, 4)).key


def test_every_symbol_and_every_place_comes_about_equally_often() -> None:
    problem = recall_problem({"sequences": 5000}, 0)
    _, places, symbols = np.nonzero(problem.inputs[:, :, :4])
    for counts, ways in ((np.bincount(symbols), 4), (np.bincount(places), 10)):
        assert len(counts) == ways
        assert np.abs(counts - 5000 / ways).max() < 5 * np.sqrt(5000 / ways)


def test_the_words_fit_the_numbers() -> None:
    problem = example((3, 5, 4, 0))
    assert problem.input_names == ("A", "B", "C", "x", "y", "z", "?")
    assert problem.class_names == ("A", "B", "C")
    assert (problem.loss, problem.output_size, problem.window) == ("cross_entropy", 3, 9)
    assert problem.part[problem.probe].max() == TEST
    assert problem.target_scale is None
    assert problem.target_input is None


@pytest.mark.parametrize("parameter", RECALL_PARAMETERS)
def test_values_out_of_bounds_are_refused_and_the_bounds_are_named(parameter: Parameter) -> None:
    low, high = parameter.low, parameter.high
    for value in (low - 1, high + 1):
        with pytest.raises(SettingError, match=f"must be {low:g} to {high:g}\\."):
            recall_problem({parameter.name: value}, 0)


@pytest.mark.parametrize("parameter", [each.name for each in RECALL_PARAMETERS])
def test_values_at_the_bounds_work(parameter: str) -> None:
    found = next(each for each in RECALL_PARAMETERS if each.name == parameter)
    for value in (found.low, found.high):
        problem = recall_problem({"sequences": 100, parameter: value}, 0)
        assert (np.count_nonzero(problem.part >= 0, axis=1) == 1).all()
