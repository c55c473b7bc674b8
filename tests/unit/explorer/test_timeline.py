import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.explorer.messages import weights_message
from lstm_viz.explorer.timeline import MOST_BYTES, MOST_SHOWN, shown_steps, thinned
from lstm_viz.records import ModelConfig, Run, Segment, State, TrainConfig
from tests.unit.explorer.test_wire import unpack


def run_of(steps: list[int], size: int = 4) -> Run:
    kept = {step: {"w": np.full(size, step, np.float32)} for step in steps}
    newest = State(steps[-1], kept[steps[-1]])
    segments = (Segment(0, TrainConfig()),)
    return Run(ModelConfig(), segments, np.zeros(steps[-1], np.float32), np.empty((0, 2)), kept, newest, "", "")


@given(st.sets(st.integers(0, 10**6), min_size=1, max_size=400), st.integers(2, 60))
def test_few_enough_are_shown_all_of_them_kept_the_first_and_the_newest_among_them(steps: set[int], most: int) -> None:
    shown = thinned(steps, most)
    assert shown == sorted(set(shown) & steps)
    assert len(shown) <= most + 1
    assert (shown[0], shown[-1]) == (min(steps), max(steps))
    if len(steps) <= most and max(steps) - min(steps) < most:
        assert shown == sorted(steps)


@given(st.lists(st.integers(1, 50), min_size=2, max_size=300), st.integers(2, 40))
def test_what_was_shown_before_is_all_that_is_shown_of_the_past_when_the_run_has_grown(
    chunks: list[int], most: int
) -> None:
    steps = list(np.cumsum([0, *chunks]))
    before, after = thinned(steps[:-1], most), thinned(steps, most)
    assert set(after) - {steps[-1]} <= set(before)


def test_a_large_network_shows_fewer_steps() -> None:
    steps = list(range(0, 5000, 10))
    assert len(shown_steps(run_of(steps))) > 50
    large = shown_steps(run_of(steps, size=MOST_BYTES // (4 * 20)))
    assert 10 <= len(large) <= 21
    assert len(shown_steps(run_of(steps))) <= MOST_SHOWN + 1


def test_the_weights_of_the_steps_asked_for_are_sent_and_what_is_not_kept_is_left_out() -> None:
    values, arrays = unpack(weights_message(run_of([0, 10, 20]), [10, 15, 0, 10]))
    assert values["steps"] == [10, 0]
    assert {name: array.tolist() for name, array in arrays.items()} == {"10.w": [10.0] * 4, "0.w": [0.0] * 4}
