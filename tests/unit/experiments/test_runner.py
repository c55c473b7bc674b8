"""Real pieces in a real worker process."""

from collections.abc import Iterator

import pytest

from lstm_viz.experiments.experiment import Arm, Experiment
from lstm_viz.experiments.known import EXPERIMENTS
from lstm_viz.experiments.outcome import Outcome
from lstm_viz.experiments.runner import Runner, Standing
from lstm_viz.experiments.trial import piece
from lstm_viz.experiments.work import Fit, LastValue, Linear, Work
from tests.unit.experiments.test_trial import AR1, SOLVE, timeless
from tests.unit.training.counting import Counting

SMALL: tuple[Work, ...] = (Linear(AR1, 3), Fit(AR1, "rnn", 4, steps=300, look=100), SOLVE, LastValue(AR1))


@pytest.fixture(scope="module")
def engine() -> Iterator[Counting]:
    made = Counting(piece)
    made.warm_up()
    yield made
    made.shutdown()


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, engine: Counting) -> None:
    monkeypatch.setitem(EXPERIMENTS, "small", experiment(SMALL))
    engine.settle()
    engine.sent = engine.most = 0


def experiment(works: tuple[Work, ...]) -> Experiment:
    arms = tuple(Arm(f"row {n}", work, 0.1) for n, work in enumerate(works))
    return Experiment("small", "Small", "Is it done?", "Rows.", "nobody", arms, ())


def run(runner: Runner, who: str, seeds: int) -> Standing:
    runner.start(who, "small", seeds)
    return runner.wait_until_done(who, "small", lambda _: None)


def outcomes(standing: Standing) -> list[Outcome]:
    return [timeless(each) for row in standing.report.rows for each in row.outcomes]


def test_the_outcomes_are_those_of_whole_trials(engine: Counting) -> None:
    ended = run(Runner(lambda: engine), "one", 2)
    assert (ended.state, ended.message) == ("finished", None)
    assert ended.share == pytest.approx(1)
    whole = [piece(work, seed, None) for work in SMALL for seed in range(2)]
    assert outcomes(ended) == [timeless(each) for each in whole if isinstance(each, Outcome)]
    assert engine.most == 1


def test_what_one_has_run_comes_at_once_to_the_next_and_more_seeds_cost_only_those(engine: Counting) -> None:
    runner = Runner(lambda: engine)
    first = run(runner, "one", 1)
    sent = engine.sent
    runner.start("two", "small", 1)
    again = runner.look("two", "small")
    assert again is not None
    assert (again.state, engine.sent) == ("finished", sent)
    assert outcomes(again) == outcomes(first)
    assert runner.look("three", "small") is None
    assert len(outcomes(run(runner, "two", 2))) == 2 * len(outcomes(first))
    assert engine.sent <= 2 * sent + 2


def test_thirty_who_ask_for_one_experiment_have_one_piece_in_flight(engine: Counting) -> None:
    runner = Runner(lambda: engine)
    for n in range(30):
        runner.start(f"student {n}", "small", 1)
    assert runner.wait_until_done("student 7", "small", lambda _: None).state == "finished"
    assert engine.most == 1
    assert all((seen := runner.look(f"student {n}", "small")) and seen.state == "finished" for n in range(30))


def test_a_cancelled_one_rests_and_goes_on_from_there(engine: Counting) -> None:
    runner = Runner(lambda: engine)
    runner.start("one", "small", 1)
    runner.cancel("one", "small")
    engine.settle()
    engine.settle()
    sent, seen = engine.sent, runner.look("one", "small")
    assert seen is not None
    assert (seen.state, sent, seen.report.done) == ("stopped", 1, 1)
    assert run(runner, "one", 1).state == "finished"


def test_it_rests_when_nobody_has_looked_for_fifteen_seconds(engine: Counting) -> None:
    now = [0.0]
    runner = Runner(lambda: engine, clock=lambda: now[0])
    runner.start("one", "small", 1)
    now[0] = 15.0
    engine.settle()
    engine.settle()
    sent = engine.sent
    assert sent < len(SMALL)
    seen = runner.look("one", "small")
    assert seen is not None
    assert (seen.state, engine.sent) == ("running", sent + 1)
    assert runner.wait_until_done("one", "small", lambda _: None).state == "finished"


def test_what_stops_a_trial_is_said_and_it_can_be_tried_again(
    engine: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    wild = Fit(AR1, "rnn", 4, steps=40, look=20, learning_rate=1e30)
    monkeypatch.setitem(EXPERIMENTS, "small", experiment((LastValue(AR1), wild)))
    runner = Runner(lambda: engine)
    ended = run(runner, "one", 1)
    assert (ended.state, ended.report.done) == ("failed", 1)
    assert ended.message is not None
    assert "lower the learning rate" in ended.message
    monkeypatch.setitem(EXPERIMENTS, "small", experiment((LastValue(AR1), SOLVE)))
    assert run(runner, "one", 1).state == "finished"


def test_the_time_left_falls_to_nothing(engine: Counting) -> None:
    told: list[Standing] = []
    runner = Runner(lambda: engine)
    runner.start("one", "small", 1)
    runner.wait_until_done("one", "small", told.append)
    assert [each.report.done for each in told] == sorted(each.report.done for each in told)
    assert told[0].seconds_left > told[-1].seconds_left == pytest.approx(0, abs=1e-9)
    assert [each.share for each in told] == sorted(each.share for each in told)
