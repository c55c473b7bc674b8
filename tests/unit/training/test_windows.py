import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.training.windows import batch_of, steps_per_epoch, training_windows, validation_period
from tests.unit.training.problems import class_problem, sine_problem


@given(st.integers(1, 60), st.integers(20, 120), st.booleans())
def test_windows_are_exactly_those_that_ask_only_for_training_answers(window: int, length: int, last: bool) -> None:
    window = min(window, length)
    problem = sine_problem(length, window, loss_at_last=last)
    found = training_windows(problem)
    expected = [s for s in range(length - window + 1) if all(problem.part[0, s : s + window] == 0)]
    assert found.s.tolist() == expected
    assert found.all_scored is not last


def test_a_sequence_that_asks_once_is_scored_once() -> None:
    found = training_windows(class_problem())
    assert found.n.tolist() == list(range(20))
    assert not found.all_scored


@given(st.integers(1, 200), st.integers(1, 64), st.integers(0, 9), st.integers(0, 3))
def test_an_epoch_sees_every_window_once(count: int, batch: int, seed: int, epoch: int) -> None:
    steps = steps_per_epoch(count, batch)
    seen = np.concatenate([batch_of(epoch * steps + k, count, batch, seed) for k in range(steps)])
    assert sorted(seen.tolist()) == list(range(count))


@given(st.integers(0, 100_000), st.integers(1, 400))
def test_validation_reads_no_more_timesteps_in_a_row_than_training_unless_it_would_come_too_rarely(
    length: int, window: int
) -> None:
    period = validation_period(length, window)
    assert period in (20, 40, 60, 80, 100)
    assert length <= period * window or period == 100
    assert period == 20 or length > (period - 20) * window
