"""The answers of the tasks, found a second way: by reading each sequence from left to right."""

import numpy as np
import pytest

from lstm_viz.records import TEST, TRAIN, Problem
from lstm_viz.tasks.known import TASKS
from lstm_viz.training.windows import training_windows

COUNT = 60


def drawn(name: str, part: int = TRAIN, count: int = COUNT, seed: int = 1, **given: float) -> Problem:
    task = TASKS[name]
    return task.make(task.complete(given), count, seed, part)


def letters(problem: Problem, row: int) -> list[str]:
    return [problem.input_names[place] for place in problem.inputs[row].argmax(axis=1)]


def test_recall_asks_so_many_timesteps_later_for_the_one_symbol_shown() -> None:
    problem = drawn("recall", length=12)
    for row in range(COUNT):
        first, *between, last = letters(problem, row)
        assert len(between) == 11
        assert set(between) <= {"x", "y", "z"}
        assert last == "?"
        assert problem.class_names[problem.targets[row, -1]] == first


def test_temporal_order_asks_for_the_two_of_x_and_y_in_their_order() -> None:
    problem = drawn("temporal-order")
    for row in range(COUNT):
        fed = letters(problem, row)
        places = [place for place, letter in enumerate(fed) if letter in "XY"]
        assert "".join(fed[place] for place in places) == problem.class_names[problem.targets[row, -1]]
        assert 5 <= places[0] < 10
        assert 25 <= places[1] < 30
    assert len(np.unique(problem.targets)) == 4


def test_adding_asks_for_the_sum_of_the_two_marked_values() -> None:
    problem = drawn("adding")
    for row in range(COUNT):
        marked = [value for value, mark in problem.inputs[row] if mark == 1]
        assert len(marked) == 2
        assert problem.targets[row, -1] == pytest.approx(sum(marked))


def test_a_constant_answer_to_adding_errs_by_a_sixth() -> None:
    answers = drawn("adding", count=20_000).actual[:, -1]
    assert np.var(answers) == pytest.approx(2 / 12, rel=0.03)


def test_parity_asks_at_every_timestep_for_the_exclusive_or_of_the_bits_so_far() -> None:
    problem = drawn("parity")
    for bits, answers in zip(problem.inputs[..., 0].astype(int), problem.targets, strict=True):
        odd = 0
        for bit, answer in zip(bits, answers, strict=True):
            odd ^= int(bit)
            assert answer == odd
    assert (problem.part == TRAIN).all()


@pytest.mark.parametrize("name", TASKS)
def test_each_sequence_is_one_window_of_its_part(name: str) -> None:
    count = training_windows(drawn(name)).count
    assert count == COUNT
    assert training_windows(drawn(name, TEST)).count == 0


@pytest.mark.parametrize("name", TASKS)
def test_the_same_seed_draws_the_same_sequences_and_another_seed_others(name: str) -> None:
    assert drawn(name).key == drawn(name).key != drawn(name, seed=2).key


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("end", ["low", "high"])
def test_the_shortest_and_the_longest_sequence_can_be_drawn(name: str, end: str) -> None:
    length = next(each for each in TASKS[name].parameters if each.name == "length")
    assert drawn(name, count=1, length=getattr(length, end)).inputs.shape[0] == 1
