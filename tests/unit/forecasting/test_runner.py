"""Real fits in a real worker process."""

from collections.abc import Iterator

import pytest

from lstm_viz.errors import ServerFull
from lstm_viz.forecasting import runner as rooms
from lstm_viz.forecasting.backtest import judge
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.fit import Fit
from lstm_viz.forecasting.intervals import stretch_of, stretched
from lstm_viz.forecasting.plan import plan_of
from lstm_viz.forecasting.runner import ForecastRunner, Standing
from tests.unit.forecasting.series import HORIZON, TABLE
from tests.unit.training.counting import Counting
from tests.unit.training.faults import dies

PLAN = plan_of(TABLE, ForecastConfig(horizon=HORIZON, origins=1))


@pytest.fixture(scope="module")
def engine() -> Iterator[Counting]:
    made = Counting(judge)
    made.warm_up()
    yield made
    made.end()


@pytest.fixture(autouse=True)
def fresh(engine: Counting) -> None:
    engine.settle()
    engine.sent = engine.most = 0
    engine.instead = None


@pytest.fixture(scope="module")
def done(engine: Counting) -> tuple[ForecastRunner, Standing]:
    """A runner that has made the small forecast for one person."""
    runner = ForecastRunner(lambda: engine)
    runner.start("one", "small", PLAN, "what the page holds")
    return runner, runner.wait_until_done("one", "small")


def looked(runner: ForecastRunner, who: str, key: str = "small") -> Standing:
    seen = runner.look(who, key)
    assert seen is not None
    return seen


def test_the_result_is_that_of_a_fit_at_the_origin(done: tuple[ForecastRunner, Standing], found: Fit) -> None:
    _, ended = done
    assert (ended.state, ended.message, ended.about) == ("finished", None, "what the page holds")
    assert (ended.done, ended.count, ended.share, ended.seconds_left) == (2, 2, 1, 0)
    assert ended.result is not None
    stretch = stretch_of((found.answers[0], found.held_out[0]), [])
    assert (ended.result.series[0].backtest[0] == stretched(found.quantiles[0], stretch)).all()


def test_what_one_has_computed_comes_at_once_to_the_next(
    engine: Counting, done: tuple[ForecastRunner, Standing]
) -> None:
    runner, ended = done
    runner.start("two", "small", PLAN, None)
    assert looked(runner, "two").result is ended.result
    assert looked(runner, "one who has the link").result is ended.result
    assert engine.sent == 0
    assert runner.look("two", "another") is None


def test_one_under_way_is_theirs_who_asked_for_it_or_hold_its_link(engine: Counting) -> None:
    runner = ForecastRunner(lambda: engine)
    runner.start("one", "small", PLAN, None)
    assert runner.look("a stranger", "small") is None
    invited = runner.look("a guest", "small", invited=True)
    assert invited is not None
    assert invited.state == "running"
    assert looked(runner, "a guest").state == "running"
    runner.cancel("a guest", "small")
    runner.cancel("one", "small")
    assert runner.look("a stranger", "small") is None
    runner.start("a stranger", "small", PLAN, None)
    assert looked(runner, "a stranger").state == "running"
    runner.cancel("a stranger", "small")


def test_what_was_made_elsewhere_is_held_and_found_as_if_it_had_been_made_here(
    engine: Counting, done: tuple[ForecastRunner, Standing]
) -> None:
    result = done[1].result
    assert result is not None
    runner = ForecastRunner(lambda: engine)
    runner.keep("one", "opened", "what the page holds", result)
    for who in ("one", "one who has the link"):
        seen = looked(runner, who, "opened")
        assert (seen.state, seen.about, seen.share, seen.seconds_left) == ("finished", "what the page holds", 1, 0)
        assert seen.result is result
    runner.start("one", "opened", result.plan, None)
    assert engine.sent == 0


def test_the_time_left_falls_and_the_share_rises(engine: Counting) -> None:
    now = [0.0]
    runner = ForecastRunner(lambda: engine, clock=lambda: now[0])
    runner.start("one", "small", PLAN, None)
    first = looked(runner, "one")
    now[0] = 1.0
    second = looked(runner, "one")
    assert (first.state, first.done, first.share) == ("running", 0, 0)
    assert 0 < second.share < 1
    assert second.seconds_left < first.seconds_left
    runner.cancel("one", "small")


def test_the_time_left_follows_the_pace_that_is_measured_before_the_first_fit_is_done_and_after(
    engine: Counting,
) -> None:
    now = [0.0]
    runner = ForecastRunner(lambda: engine, clock=lambda: now[0])
    runner.start("one", "small", PLAN, None)
    now[0] = 1000.0
    under_way = looked(runner, "one")
    assert (under_way.done, under_way.seconds_left > 1000) == (0, True)
    engine.settle()
    one_left = looked(runner, "one")
    assert (one_left.done, one_left.seconds_left) == (1, 1000)
    runner.cancel("one", "small")


def test_a_cancelled_one_is_broken_off_at_once_and_goes_on_when_it_is_asked_for_again(engine: Counting) -> None:
    runner = ForecastRunner(lambda: engine)
    runner.start("one", "small", PLAN, None)
    runner.cancel("one", "small")
    assert looked(runner, "one").state == "stopped"
    engine.settle()
    assert (engine.sent, looked(runner, "one").done) == (1, 0)
    runner.start("one", "small", PLAN, None)
    assert looked(runner, "one").state == "running"
    runner.cancel("one", "small")


def test_what_another_still_waits_for_is_not_broken_off(engine: Counting) -> None:
    runner = ForecastRunner(lambda: engine)
    for who in ("one", "two"):
        runner.start(who, "small", PLAN, None)
    runner.cancel("one", "small")
    assert (looked(runner, "one").state, looked(runner, "two").state) == ("stopped", "running")
    engine.settle()
    assert looked(runner, "two").done == 1
    runner.cancel("two", "small")


def test_two_forecasts_take_turns_with_one_fit_each_in_flight(engine: Counting) -> None:
    runner = ForecastRunner(lambda: engine)
    for key in ("small", "again"):
        runner.start("one", key, PLAN, None)
    assert (engine.sent, engine.under_way) == (2, 2)
    for key in ("small", "again"):
        runner.cancel("one", key)


def test_it_rests_when_nobody_has_looked_for_fifteen_seconds(engine: Counting) -> None:
    now = [0.0]
    runner = ForecastRunner(lambda: engine, clock=lambda: now[0])
    runner.start("one", "small", PLAN, None)
    now[0] = 15.0
    engine.settle()
    assert engine.sent == 1
    assert looked(runner, "one").state == "running"
    assert engine.sent == 2
    runner.cancel("one", "small")


def test_why_a_fit_failed_is_said_and_it_can_be_tried_again(engine: Counting) -> None:
    runner = ForecastRunner(lambda: engine)
    engine.instead = dies
    runner.start("one", "small", PLAN, None)
    ended = runner.wait_until_done("one", "small")
    assert ended.state == "failed"
    assert ended.message is not None
    assert "ended 3 times" in ended.message
    assert engine.sent == 3
    engine.instead = None
    runner.start("one", "small", PLAN, None)
    assert looked(runner, "one").state == "running"
    runner.cancel("one", "small")


def test_of_more_than_it_holds_the_one_nobody_looks_at_goes(engine: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "MOST_KEPT", 2)
    now = [0.0]
    runner = ForecastRunner(lambda: engine, clock=lambda: now[0])
    for key in ("old", "new"):
        runner.start("one", key, PLAN, None)
    with pytest.raises(ServerFull, match="2 forecasts are being made"):
        runner.start("two", "third", PLAN, None)
    now[0] = 15.0
    looked(runner, "one", "old")
    runner.start("two", "third", PLAN, None)
    assert runner.look("one", "new") is None
    for who, key in (("one", "old"), ("two", "third")):
        runner.cancel(who, key)
