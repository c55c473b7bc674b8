"""Findings and numbers, for networks whose answers are known: one that says yesterday, one that knows tomorrow."""

import csv
import math

import numpy as np
import pytest

from lstm_viz.data.samples import FOLDER
from lstm_viz.experiments.prices.findings import Findings, findings, findings_of
from lstm_viz.experiments.prices.known import ARMS, find_stock
from lstm_viz.experiments.prices.numbers import numbers_of
from lstm_viz.experiments.prices.problem import stock_problem
from lstm_viz.experiments.prices.verdict import naive, returns, shift, volatility
from lstm_viz.experiments.report import Report, Row
from lstm_viz.experiments.work import Stock
from lstm_viz.records import TEST

with (FOLDER / "stocks.csv").open(newline="") as _file:
    IBM = [float(row["IBM"]) for row in csv.DictReader(_file)]
TESTED = 649  # a fifth of the 3270 − 21 days that have 21 returns behind them


def made(name: str, *, knows: bool) -> Findings:
    """What networks found that say what came, or that say no change."""
    asked = [stock_problem(Stock(name, asks)) for asks in ("price", "return", "volatility")]
    said = [(each.actual if knows else each.anchor)[0, each.part[0] == TEST] for each in asked]
    return findings(name, *(np.stack([each, each]) for each in said))


def test_the_naive_numbers_are_those_of_the_last_649_rows_of_the_file() -> None:
    found = numbers_of(made("IBM", knows=False))
    steps = [abs(IBM[row] - IBM[row - 1]) for row in range(len(IBM) - TESTED, len(IBM))]
    assert found.days == TESTED
    assert found.last_value_error == pytest.approx(sum(steps) / TESTED)
    moved = [
        math.log(IBM[row] / IBM[row - 1]) for row in range(len(IBM) - TESTED, len(IBM)) if IBM[row] != IBM[row - 1]
    ]
    assert found.up == pytest.approx(sum(each > 0 for each in moved) / len(moved))
    assert found.moved == len(moved)
    first_held_out = len(IBM) - TESTED - 324
    assert found.highest_learnt == max(IBM[22:first_held_out])
    assert found.beyond == np.mean(np.array(IBM[-TESTED:]) > found.highest_learnt)


def test_a_network_that_says_no_change_is_the_naive_rule_one_day_late() -> None:
    found = numbers_of(made("IBM", knows=False))
    assert found.error == pytest.approx([found.last_value_error] * 2)
    assert found.fits_shifted == pytest.approx((1, 1))
    assert found.moves_shifted == pytest.approx((1, 1))
    assert found.volatility_error == pytest.approx([found.unchanged_error] * 2)
    assert list(found.hits) == [0, 0]
    assert (naive(found).right, shift(found).right) == ("neither", "back")


def test_a_network_that_knows_the_future_is_told_to_beat_every_rule() -> None:
    found = numbers_of(made("IBM", knows=True))
    assert [*found.r_squared, *found.return_r_squared, *found.hits] == [1] * 6
    assert found.fits == pytest.approx((1, 1))
    rights = [tell(found).right for tell in (naive, shift, returns, volatility)]
    assert rights == ["network", "own", "much", "network"]


def test_answers_stand_at_their_days() -> None:
    found = made("AAPL", knows=True)
    assert found.price.dates == found.returns.dates
    assert (len(found.price.dates), found.price.dates[-1]) == (TESTED, "2013-03-01")
    assert (len(found.volatility.dates), found.volatility.dates[-1]) == (TESTED - 20, "2013-01-30")
    assert len(found.smoothed) == len(found.volatility.dates)
    assert np.array_equal(found.price.actual[:-1], found.price.unchanged[1:])


def test_nothing_is_found_before_every_network_is_trained() -> None:
    experiment = find_stock("MSFT")
    assert [arm.label for arm in experiment.arms] == list(ARMS)
    assert findings_of(Report(experiment, 1, tuple(Row(arm, ()) for arm in experiment.arms))) is None
