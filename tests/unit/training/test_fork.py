import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.errors import SettingError
from lstm_viz.model.network import network_from_weights, weights_of
from lstm_viz.records import Array, ModelConfig, Run, Segment, State, TrainConfig
from lstm_viz.training.fork import config_at, replay
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.training.windows import batch_of, training_windows
from tests.unit.training.kept import SMALL, new_run, same_run
from tests.unit.training.problems import sine_problem

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


def test_a_fork_from_the_end_has_as_many_steps_before_it_as_the_run_was_begun_with(parent: LiveRun) -> None:
    fork = parent.fork(300, None)
    assert (fork.status().state, fork.status().step, fork.status().goal) == ("paused", 300, 400)


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


def pause_at(fork: LiveRun, step: int) -> Run:
    """Let a fork come to its step; return what it has been."""
    if fork.status().step < step:
        fork.play()
        assert ended(fork)
    run = fork.run()
    assert run is not None
    assert run.newest.step == step
    return run


def told(*edits: tuple[str, int, float]) -> list[dict[str, Any]]:
    return [{"name": name, "at": at, "value": value} for name, at, value in edits]


def changed(before: Mapping[str, Array], after: Mapping[str, Array]) -> set[tuple[str, int]]:
    return {(name, int(at)) for name in before for at in np.flatnonzero(before[name] != after[name])}


THREE = told(("lstm.weight_hh_l0", 7, -1.5), ("lstm.bias_ih_l0", 0, 0.1), ("head.bias", 0, 1e6))


@pytest.mark.parametrize("step", [0, 1, 150, 200, 300])
def test_an_edited_fork_differs_from_its_parent_in_the_edited_numbers_alone(parent: LiveRun, step: int) -> None:
    plain, edited = (pause_at(parent.fork(step, None, edits), step) for edits in ((), THREE))
    assert changed(plain.newest.weights, edited.newest.weights) == {(each["name"], each["at"]) for each in THREE}
    for each in THREE:
        assert edited.newest.weights[each["name"]].flat[each["at"]] == np.float32(each["value"])
    assert changed(edited.newest.weights, edited.snapshots[step]) == set()
    assert changed(plain.newest.moments, edited.newest.moments) == set()
    assert np.array_equal(plain.losses, edited.losses)
    assert step not in edited.validation[:, 0]
    assert parent.run() is not None


def test_an_edited_fork_goes_on_as_torch_does_from_those_weights_and_moments(parent: LiveRun) -> None:
    fork = parent.fork(150, None, THREE)
    before = pause_at(fork, 150).newest
    fork.set_goal(170)
    fork.play()
    assert ended(fork)
    run = fork.run()
    assert run is not None
    network = network_from_weights(SMALL, before.weights).train()
    optimiser = torch.optim.Adam(network.parameters(), lr=0.05, fused=True)
    for name, parameter in network.named_parameters():
        moments = {kind: torch.tensor(before.moments[f"{kind}.{name}"]) for kind in ("exp_avg", "exp_avg_sq")}
        optimiser.state[parameter] = {"step": torch.tensor(150.0), **moments}
    problem, losses = sine_problem(), []
    windows = training_windows(problem)
    for step in range(150, 170):
        places = batch_of(step, windows.count, 32, 3)
        rows = windows.s[places][:, None] + np.arange(problem.window)
        inputs, targets = torch.tensor(problem.inputs[0][rows]), torch.tensor(problem.targets[0][rows])
        loss = torch.nn.functional.mse_loss(network(inputs).flatten(0, 1)[:, 0], targets.flatten())
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch's own lacks the annotation
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        losses.append(float(loss.detach()))
    assert np.array_equal(run.losses[150:], np.array(losses, np.float32))
    assert changed(weights_of(network), run.newest.weights) == set()


def test_a_fork_of_an_edited_fork_has_its_edits_wherever_it_begins(parent: LiveRun) -> None:
    child = parent.fork(150, None, THREE)
    pause_at(child, 150)
    child.play()
    assert ended(child)
    whole = child.run()
    assert whole is not None
    again = new_run(parent._engine, 3, 300, saved=whole, edits=child.edits)  # as after a restart: few whole states
    for step in (100, 150, 220, 300):
        grandchild = again.fork(step, None, told(("head.bias", 0, 0.5)))
        assert [edit.step for edit in grandchild.edits] == [150] * 3 * (step >= 150) + [step]
        weights = dict(pause_at(grandchild, step).newest.weights)
        plain = pause_at(child.fork(step, None), step).newest.weights
        assert changed(plain, weights) <= {("head.bias", 0)}
        assert weights["head.bias"][0] == np.float32(0.5)


def test_a_restart_on_the_way_to_an_edited_fork_leads_to_the_same_bits(parent: LiveRun) -> None:
    straight = pause_at(parent.fork(250, None, THREE), 250)
    broken = parent.fork(250, None, THREE)
    assert broken.status().step < 250
    broken.step()
    assert broken.wait_until(lambda status: status.state == "paused", LONG)
    way, half = broken.way, broken.run()
    assert half is not None
    assert half.newest.step < 250
    more: dict[str, Any] = {"saved": half, "replay": way, "rest_at": way[-1][1], "edits": broken.edits}
    again = pause_at(new_run(parent._engine, 3, 300, **more), 250)
    assert same_run(replace(again, snapshots={}), replace(straight, snapshots={}))


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ("many", "come as a list"),
        (told(("head.bias", 0, 1.0)) * 1001, "1,000 is the most"),
        (["much"], "belongs to no parameter"),
        (told(("lstm.weight_ih_l9", 0, 1.0)), "belongs to no parameter"),
        (told(("head.bias", 1, 1.0)), "head.bias has 1 numbers"),
        (told(("head.bias", -1, 1.0)), "head.bias has 1 numbers"),
        ([{"name": "head.bias", "at": True, "value": 1.0}], "head.bias has 1 numbers"),
        ([{"name": "head.bias", "at": 0.0, "value": 1.0}], "head.bias has 1 numbers"),
        (told(("head.bias", 0, 1.1e6)), "between −1,000,000 and 1,000,000"),
        (told(("head.bias", 0, float("nan"))), "between"),
        ([{"name": "head.bias", "at": 0, "value": "1"}], "between"),
        ([{"name": "head.bias", "at": 0}], "between"),
    ],
)
def test_edits_that_do_not_fit_the_network_are_refused_in_words(parent: LiveRun, edits: Any, words: str) -> None:
    with pytest.raises(SettingError, match=re.escape(words)):
        parent.fork(10, None, edits)


def test_edits_over_generations_of_forks_are_bounded_together(parent: LiveRun) -> None:
    child = parent.fork(0, None, told(("head.bias", 0, 1.0)) * 600)
    with pytest.raises(SettingError, match="these are 1,200 edited weights: 1,000 is the most"):
        child.fork(0, None, told(("head.bias", 0, 2.0)) * 600)
