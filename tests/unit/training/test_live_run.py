from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lstm_viz.records import ModelConfig, State, TrainConfig
from lstm_viz.training.advance import advance, start
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.training.status import RunStatus
from lstm_viz.training.stops import is_stop
from tests.unit.training.faults import dies, raises, twenty_steps
from tests.unit.training.problems import sine_problem
from tests.unit.training.test_advance import huge_problem, same_bits

SMALL = ModelConfig(hidden_size=4)
TRAIN = TrainConfig(batch_size=8)
LONG = 60.0


def live(engine: LocalEngine, seed: int = 0, goal: int = 200, **more: Any) -> LiveRun:
    """A run that somebody always looks at, unless the test has a clock of its own."""
    options: dict[str, Any] = {"clock": lambda: 0.0} | more
    return LiveRun(engine, sine_problem(), SMALL, replace(TRAIN, seed=seed), goal=goal, **options)


def has_state(*words: str) -> Any:
    return lambda status: status.state in words


def undisturbed(seed: int, steps: int) -> State:
    train = replace(TRAIN, seed=seed)
    return advance(start(SMALL, train, sine_problem()), sine_problem(), SMALL, train, steps=steps)


def newest(run: LiveRun) -> State:
    picture = run.run()
    assert picture is not None
    return picture.newest


def test_a_run_ends_at_its_goal_with_the_bits_of_one_go(engine: LocalEngine) -> None:
    run = live(engine)
    run.play()
    assert run.wait_until(has_state("finished"), LONG)
    assert run.status().step == 200
    assert same_bits(newest(run), undisturbed(0, 200))
    picture = run.run()
    assert picture is not None
    assert len(picture.losses) == 200
    assert picture.validation[:, 0].tolist() == list(range(0, 201, 20))
    assert picture.torch_version.startswith("2.")


def test_playing_a_finished_run_gives_it_as_many_steps_again(engine: LocalEngine) -> None:
    run = live(engine, goal=40)
    run.play()
    assert run.wait_until(has_state("finished"), LONG)
    run.play()
    assert run.wait_until(lambda status: status.step == 80 and status.state == "finished", LONG)


def test_healthy_runs_share_the_slots_and_end_undisturbed_beside_two_poisoned_ones(engine: LocalEngine) -> None:
    healthy = [live(engine, seed, goal=400, advance=twenty_steps) for seed in range(6)]
    killer, raiser = live(engine, 7, advance=dies), live(engine, 8, advance=raises)
    assert all(run.wait_until(has_state("untrained"), LONG) for run in [*healthy, killer, raiser])
    for run in [*healthy, killer, raiser]:
        run.play()
    assert healthy[0].wait_until(lambda status: status.step >= 200, LONG)
    steps = [run.status().step for run in healthy]
    assert max(steps) - min(steps) <= 80, "more than a few chunks apart"
    assert killer.wait_until(has_state("failed"), LONG)
    assert raiser.wait_until(has_state("failed"), LONG)
    assert "ended 3 times at step 1" in str(killer.status().message)
    assert raiser.status().message == "Training stopped at step 1: ZeroDivisionError: poisoned."
    for seed, run in enumerate(healthy):
        assert run.wait_until(has_state("finished"), LONG)
        assert same_bits(newest(run), undisturbed(seed, 400))


def test_play_and_pause_in_quick_turns_keep_one_chain(engine: LocalEngine) -> None:
    run = live(engine, goal=5000, advance=twenty_steps)
    assert run.wait_until(has_state("untrained"), LONG)
    for _ in range(20):
        run.play()
        run.pause()
    run.play()
    assert run.wait_until(lambda status: status.step >= 100, LONG)
    run.pause()
    assert run.wait_until(has_state("paused"), LONG)
    picture = run.run()
    assert picture is not None
    assert len(picture.losses) == picture.newest.step
    weight_bytes = sum(array.nbytes for array in picture.newest.weights.values())
    before = [step for step in range(picture.newest.step) if is_stop(step, weight_bytes)]
    assert sorted(picture.snapshots) == [*before, picture.newest.step]


def test_one_step_is_one_step(engine: LocalEngine) -> None:
    run = live(engine)
    assert run.wait_until(has_state("untrained"), LONG)
    run.step()
    run.step()
    assert run.wait_until(lambda status: status.step == 2, LONG)
    assert run.status().state == "paused"
    assert same_bits(newest(run), undisturbed(0, 2))


def test_a_new_learning_rate_in_mid_run_is_a_segment_and_can_be_replayed(engine: LocalEngine) -> None:
    run = live(engine, goal=400, advance=twenty_steps)
    run.play()
    assert run.wait_until(lambda status: status.step >= 40, LONG)
    run.set_learning_rate(0.001)
    assert run.wait_until(has_state("finished"), LONG)
    picture = run.run()
    assert picture is not None
    first, second = picture.segments
    assert (first.from_step, second.config.learning_rate) == (0, 0.001)
    middle = undisturbed(0, second.from_step)
    assert same_bits(picture.newest, advance(middle, sine_problem(), SMALL, second.config, until=400))


def test_a_loss_that_is_not_finite_stops_the_run_in_words_and_keeps_the_last_state(engine: LocalEngine) -> None:
    run = LiveRun(engine, huge_problem(), SMALL, TRAIN, goal=100)
    run.play()
    assert run.wait_until(has_state("failed"), LONG)
    assert "lower the learning rate" in str(run.status().message)
    assert np.isfinite(newest(run).weights["head.bias"]).all()


def test_a_run_that_nobody_looks_at_rests_within_fifteen_seconds_and_goes_on_when_somebody_does(
    engine: LocalEngine,
) -> None:
    now = [0.0]
    run = live(engine, goal=10_000, advance=twenty_steps, clock=lambda: now[0])
    run.play()
    assert run.wait_until(lambda status: status.step >= 20, LONG)
    now[0] = 13.9
    seen = run.status().step
    assert run.wait_until(lambda status: status.step > seen, LONG)
    now[0] = 13.9 + 14.2
    assert run.wait_until(lambda _: run.resting, LONG)
    seen = run.status().step
    run.touch()
    assert run.wait_until(lambda status: status.step > seen, LONG)
    run.pause()


def test_a_problem_that_a_worker_does_not_hold_is_sent_again(engine: LocalEngine) -> None:
    runs = [live(engine, seed, goal=60) for seed in range(2)]
    others = [
        LiveRun(engine, sine_problem(period=p), SMALL, TRAIN, goal=60, advance=twenty_steps) for p in range(10, 22)
    ]
    for run in [*others, *runs]:
        run.play()
    for run in [*others, *runs]:
        assert run.wait_until(has_state("finished", "failed"), LONG)
        assert run.status().state == "finished"


def test_a_run_goes_on_from_a_saved_one(engine: LocalEngine) -> None:
    run = live(engine, goal=60)
    run.play()
    assert run.wait_until(has_state("finished"), LONG)
    again = LiveRun(engine, sine_problem(), SMALL, TRAIN, goal=60, saved=run.run())
    assert again.status().state == "finished"
    again.play()
    assert again.wait_until(lambda status: status.step == 120 and status.state == "finished", LONG)
    assert same_bits(newest(again), undisturbed(0, 120))


def test_status_says_how_fast_and_how_long(engine: LocalEngine) -> None:
    run = live(engine, goal=100_000)
    run.play()
    assert run.wait_until(lambda status: status.state == "playing", LONG)
    status: RunStatus = run.status()
    assert status.steps_per_second is not None
    assert status.seconds_left == pytest.approx((status.goal - status.step) / status.steps_per_second)
    run.pause()
