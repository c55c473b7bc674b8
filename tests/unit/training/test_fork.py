import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.errors import SettingError
from lstm_viz.records import ModelConfig, Run, Segment, State, TrainConfig
from lstm_viz.training.fork import config_at, replay
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.local_engine import LocalEngine
from tests.unit.training.kept import new_run

LONG = 60.0


def run_of(*starts: int, steps: int = 100) -> Run:
    segments = tuple(Segment(at, TrainConfig(learning_rate=0.01 * (k + 1))) for k, at in enumerate(starts))
    state = State(steps, {})
    return Run(ModelConfig(), segments, np.zeros(steps, np.float32), np.empty((0, 2)), {}, state, "", "")


@given(st.sets(st.integers(1, 99), max_size=5), st.integers(0, 100), st.integers(0, 100))
def test_the_way_from_one_step_to_another_has_the_settings_of_the_run_at_every_step(
    starts: set[int], one: int, other: int
) -> None:
    run, first, last = run_of(0, *sorted(starts)), min(one, other), max(one, other)
    way = replay(run, first, last)
    for step in range(first, last):
        settings = next(config for config, end in way if step < end)
        assert settings == config_at(run, step + 1)
    assert all(end <= last for _, end in way)


@pytest.fixture(scope="module")
def parent(engine: LocalEngine) -> LiveRun:
    """A run of 300 steps whose learning rate was changed at 100 and at 200."""
    live = new_run(engine, 3, 100)
    for rate in (0.01, 0.05, 0.002):
        live.set_learning_rate(rate)
        live.play()
        assert ended(live)
    assert live.status().step == 300
    return live


def ended(live: LiveRun) -> bool:
    return live.wait_until(lambda status: status.state in ("finished", "paused"), LONG)


@pytest.mark.parametrize("step", [0, 1, 150, 200, 201, 300])
def test_a_fork_is_the_run_as_it_was_at_that_step_bit_by_bit(parent: LiveRun, step: int) -> None:
    fork = parent.fork(step, "fork")
    if fork.status().step < step:
        fork.play()
        assert ended(fork)
    mine, whole = fork.run(), parent.run()
    assert mine is not None
    assert whole is not None
    assert mine.newest.step == step
    assert np.array_equal(mine.losses, whole.losses[:step])
    assert mine.segments == tuple(each for each in whole.segments if each.from_step < max(step, 1))
    for at in mine.snapshots.keys() & whole.snapshots.keys():
        assert all(np.array_equal(mine.snapshots[at][name], array) for name, array in whole.snapshots[at].items())
    assert fork.about == "fork"


def test_a_fork_goes_on_with_the_last_settings_and_leaves_its_parent_alone(parent: LiveRun) -> None:
    before = parent.run()
    fork = parent.fork(150, None)
    fork.play()
    assert ended(fork)
    assert (fork.status().state, fork.status().step, fork.status().goal) == ("paused", 150, 300)
    assert fork.status().learning_rate == 0.05
    fork.set_learning_rate(0.5)
    fork.play()
    assert ended(fork)
    after, child = parent.run(), fork.run()
    assert after is not None
    assert before is not None
    assert child is not None
    assert np.array_equal(after.losses, before.losses)
    assert [each.from_step for each in child.segments] == [0, 100, 150]
    assert not np.array_equal(child.losses[:300], before.losses)


def test_a_fork_goes_on_exactly_as_its_parent_did_if_nothing_is_changed(engine: LocalEngine) -> None:
    parent = new_run(engine, 3, 240)
    parent.play()
    assert ended(parent)
    fork = parent.fork(120, None)
    fork.play()
    assert ended(fork)
    fork.play()
    assert ended(fork)
    mine, others = fork.run(), parent.run()
    assert mine is not None
    assert others is not None
    assert all(np.array_equal(mine.newest.weights[name], array) for name, array in others.newest.weights.items())


def test_a_step_that_the_run_does_not_have_is_refused_in_words(engine: LocalEngine) -> None:
    parent = new_run(engine, 3, 20)
    parent.play()
    assert ended(parent)
    for step in (-1, 21):
        with pytest.raises(SettingError, match="The run has 20 steps"):
            parent.fork(step, None)
