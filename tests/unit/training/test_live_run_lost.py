"""A run whose engine is lost for a while. The engine here computes for real; only its connection is the test's."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import numpy as np

from lstm_viz.errors import ConnectionLost
from lstm_viz.training.engine import Engine, EngineReport
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.training.places import Places
from tests.unit.training.faults import twenty_steps
from tests.unit.training.kept import new_run

LONG = 60.0
GONE = "The cluster at tcp://here cannot be reached."


class Cable(Engine):
    """An engine behind a connection that can be cut, also in the middle of a call."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.cut = engine, False
        self.breaks_at: int | None = None

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        outcome: Future[Any] = Future()

        def arrived(done: "Future[Any]") -> None:
            if self.breaks_at is not None and done.result().__dict__.get("step", 0) >= self.breaks_at:
                self.cut, self.breaks_at = True, None
            if self.cut:
                outcome.set_exception(ConnectionLost(GONE))
            else:
                outcome.set_result(done.result())

        self.engine.submit(function, *args, **kwargs).add_done_callback(arrived)
        return outcome

    def report(self) -> EngineReport:
        return self.engine.report()

    @property
    def connected(self) -> bool:
        return not self.cut


def ended(live: LiveRun) -> bool:
    return live.wait_until(lambda status: status.state == "finished", LONG)


def lost(live: LiveRun) -> bool:
    return live.wait_until(lambda status: status.state == "disconnected", LONG)


def cut_off_in_the_middle(engine: Engine) -> tuple[Cable, LiveRun]:
    """A run that has trained for a while, and whose engine is lost now."""
    cable = Cable(engine)
    cable.breaks_at = 40  # the second chunk of twenty steps never comes home
    live = new_run(cable, 3, 200, advance=twenty_steps)
    live.play()
    assert lost(live)
    return cable, live


def same_end(live: LiveRun, engine: Engine) -> bool:
    undisturbed = new_run(engine, 3, 200)
    undisturbed.play()
    assert ended(undisturbed)
    mine, others = live.run(), undisturbed.run()
    assert mine is not None
    assert others is not None
    return np.array_equal(mine.losses, others.losses) and all(
        np.array_equal(mine.newest.weights[name], array) for name, array in others.newest.weights.items()
    )


def test_a_run_that_lost_its_engine_says_so_keeps_its_state_and_goes_on_when_it_is_back(engine: LocalEngine) -> None:
    cable, live = cut_off_in_the_middle(engine)
    at, kept = live.status(), live.run()
    assert at.message == GONE
    assert kept is not None
    assert kept.newest.step == at.step >= 20
    live.touch()
    assert live.status().state == "disconnected"
    cable.cut = False
    live.touch()
    assert ended(live)
    assert live.status().message is None
    assert same_end(live, engine)


def test_a_run_that_lost_its_engine_goes_on_elsewhere_if_it_is_told_to(engine: LocalEngine) -> None:
    _, live = cut_off_in_the_middle(engine)
    live.move_to(engine)
    assert ended(live)
    assert same_end(live, engine)


def test_a_run_can_begin_while_there_is_no_engine(engine: LocalEngine) -> None:
    cable = Cable(engine)
    cable.cut = True
    live = new_run(cable, 3, 200)
    live.play()
    assert lost(live)
    assert live.run() is None
    cable.cut = False
    live.touch()
    assert ended(live)
    assert same_end(live, engine)


def test_a_pause_while_the_engine_is_lost_holds_and_play_goes_on_from_the_state_that_was_kept(
    engine: LocalEngine,
) -> None:
    cable, live = cut_off_in_the_middle(engine)
    at = live.status().step
    live.pause()
    assert live.status().state == "paused"
    cable.cut = False
    live.touch()
    assert (live.status().state, live.status().step) == ("paused", at)
    live.play()
    assert ended(live)
    assert same_end(live, engine)


def test_a_run_without_a_place_waits_in_line_and_trains_when_its_turn_has_come(engine: LocalEngine) -> None:
    places = Places(lambda: 1, lambda: 0.0)
    first, second = (new_run(engine, 3, goal, places=places) for goal in (10**6, 200))
    for live in (first, second):
        assert live.wait_until(lambda status: status.state == "untrained", LONG)
        live.play()
    assert (second.status().state, second.status().ahead) == ("queued", 0)
    second.touch()
    assert second.status().step == 0
    first.pause()
    second.touch()
    assert ended(second)
    assert same_end(second, engine)
    assert places.counts == (0, 0)


def test_a_run_that_nobody_looks_at_gives_its_place_to_the_next(engine: LocalEngine) -> None:
    clock = [0.0]
    places = Places(lambda: 1, lambda: clock[0])
    left = new_run(engine, 1, 10**6, places=places, clock=lambda: clock[0])
    left.play()
    assert left.wait_until(lambda status: status.step > 0, LONG)
    clock[0] = 60.0
    assert left.wait_until(lambda _: left.resting, LONG)
    next_one = new_run(engine, 3, 200, places=places)
    next_one.play()
    assert ended(next_one)
