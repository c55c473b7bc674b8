import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.training.windows import batch_of, steps_per_epoch, training_windows
from tests.unit.training.problems import class_problem, sine_problem


@given(st.integers(1, 60), st.integers(20, 120), st.booleans())
def test_windows_are_exactly_those_that_ask_only_for_training_answers(window: int, length: int, last: bool) -> None:
    window = min(window, length)
    problem = sine_problem(length, window, loss_at_last=last)
    found = training_windows(problem)
    expected = [s for s in range(length - window + 1) if all(problem.part[0, s : s + window] == 0)]
    assert found.s.tolist() == expected
    assert (found.scored.sum(axis=1) == (1 if last else window)).all()


def test_a_sequence_that_asks_once_is_scored_once() -> None:
    found = training_windows(class_problem())
    assert found.n.tolist() == list(range(20))
    assert (found.scored == (np.arange(12) == 11)).all()


@given(st.integers(1, 200), st.integers(1, 64), st.integers(0, 9), st.integers(0, 3))
def test_an_epoch_sees_every_window_once(count: int, batch: int, seed: int, epoch: int) -> None:
    steps = steps_per_epoch(count, batch)
    seen = np.concatenate([batch_of(epoch * steps + k, count, batch, seed) for k in range(steps)])
    assert sorted(seen.tolist()) == list(range(count))
