"""Trials are pure functions of row and seed; their numbers are computed a second way here."""

from dataclasses import replace

import numpy as np
import pytest

from lstm_viz.experiments.fit import model_of, multiply_adds
from lstm_viz.experiments.outcome import Outcome
from lstm_viz.experiments.series import levels_of, problem_of
from lstm_viz.experiments.trial import Progress, piece, share_done
from lstm_viz.experiments.work import Fit, LastValue, Linear, Series, Solve, Stock, Work
from lstm_viz.model.network import build_network
from lstm_viz.records import TEST, TRAIN, VALIDATION, CellName
from lstm_viz.tasks.known import find_task

AR1 = Series("ar1", (("memory", 0.8),), rows=300, train=80, validation=40, test=100, window=10)
FIT = Fit(AR1, "lstm", 4, steps=50, look=20)
STOCK = Fit(Stock("IBM", "return"), "lstm", 2, steps=5, look=2)
RECALL = tuple(find_task("recall").complete({"length": 3, "units": 4, "batch": 4, "steps": 50}).items())
SOLVE = Solve("recall", "gru", RECALL)


def timeless(outcome: Outcome) -> Outcome:
    kept = {name: value for name, value in outcome.numbers.items() if not name.endswith("_ms")}
    return replace(outcome, cpu_seconds=0, numbers=kept)


def whole(work: Work, seed: int = 0) -> Outcome:
    done = piece(work, seed, None)
    assert isinstance(done, Outcome)
    return done


@pytest.mark.parametrize("work", [FIT, STOCK, SOLVE, Linear(AR1, 5), LastValue(AR1)])
def test_an_outcome_does_not_depend_on_where_the_pieces_are_cut(work: Work) -> None:
    now: Progress | Outcome | None = None
    shares = []
    while not isinstance(now, Outcome):
        shares.append(share_done(work, now))
        now = piece(work, 2, now, 1e-9)
    assert timeless(now) == timeless(whole(work, 2))
    assert shares == sorted(shares)
    assert shares[0] == 0


def test_the_best_look_is_the_one_with_the_lowest_validation_error() -> None:
    outcome = whole(FIT)
    assert [look[0] for look in outcome.looks] == [20, 40, 50]
    errors = [look[2] for look in outcome.looks]
    step, _, lowest, test = outcome.looks[errors.index(min(errors))]
    numbers = outcome.numbers
    assert (numbers["best_step"], numbers["best_validation"], numbers["best_test"]) == (step, lowest, test)
    assert (numbers["train"], numbers["validation"], numbers["test"]) == outcome.looks[-1][1:]
    assert numbers["relative"] == pytest.approx(test / whole(LastValue(AR1)).numbers["test"])


def test_the_answers_of_a_stock_are_those_of_the_look_with_the_lowest_validation_error() -> None:
    outcome, problem = whole(STOCK), problem_of(STOCK.series, 0)
    off = np.array(outcome.answers) - problem.actual[problem.part == TEST]
    assert np.sqrt(np.mean(off**2)) == pytest.approx(outcome.numbers["best_test"])
    assert whole(FIT).answers == ()


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_every_weight_that_is_no_bias_is_multiplied_once_a_timestep(cell: CellName) -> None:
    model = model_of(replace(FIT, cell=cell, units=7))
    weights = {name: each for name, each in build_network(model, 0).named_parameters() if "bias" not in name}
    assert multiply_adds(model) == sum(each.numel() for each in weights.values())


def test_the_linear_ar_is_the_one_of_the_normal_equations() -> None:
    levels, lags, test = levels_of(AR1, 1), 3, AR1.test
    fed = np.array([[*levels[t - lags : t], 1.0] for t in range(lags, len(levels))])
    asked = levels[lags:]
    weights = np.linalg.solve(fed[:-test].T @ fed[:-test], fed[:-test].T @ asked[:-test])
    rmse = np.sqrt(np.mean((fed[-test:] @ weights - asked[-test:]) ** 2))
    assert whole(Linear(AR1, lags), 1).numbers["test"] == pytest.approx(rmse)


def test_on_an_ar1_series_the_linear_ar_is_about_as_good_as_can_be() -> None:
    errors = [whole(Linear(AR1, 2), seed).numbers["test"] for seed in range(5)]
    assert np.mean(errors) == pytest.approx(1.0, abs=0.1)  # the shocks have a standard deviation of 1


def test_the_last_value_is_off_by_the_steps_of_the_series() -> None:
    levels = levels_of(AR1, 4)
    off = [levels[t] - levels[t - 1] for t in range(len(levels) - AR1.test, len(levels))]
    assert whole(LastValue(AR1), 4).numbers["test"] == pytest.approx(np.sqrt(np.mean(np.square(off))))


def test_series_of_different_lengths_are_tested_on_the_same_rows() -> None:
    short, long = problem_of(replace(AR1, train=30), 0), problem_of(AR1, 0)
    assert np.array_equal(short.actual[short.part == TEST], long.actual[long.part == TEST])
    for part, count in ((TRAIN, 30), (VALIDATION, 40), (TEST, 100)):
        assert (short.part == part).sum() == count


def test_a_series_is_scaled_by_its_training_rows_alone() -> None:
    levels = levels_of(AR1, 0)
    scale = problem_of(AR1, 0).target_scale
    assert scale is not None
    seen = levels[: AR1.train + 1]
    assert scale.centre == pytest.approx(seen.mean())
    assert scale.spread == pytest.approx(seen.std())
