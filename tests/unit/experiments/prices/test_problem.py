"""What is asked of a stock, computed a second way from the sample's prices: day by day, in plain Python."""

import csv
import math
from itertools import pairwise
from statistics import fmean, pstdev

import numpy as np
import pytest

from lstm_viz.data.samples import FOLDER
from lstm_viz.errors import SettingError
from lstm_viz.experiments.prices.days import AHEAD, STOCKS, days_of, parts_of
from lstm_viz.experiments.prices.problem import stock_problem
from lstm_viz.experiments.work import Stock
from lstm_viz.records import TEST, TRAIN, VALIDATION

with (FOLDER / "stocks.csv").open(newline="") as _file:
    ROWS = list(csv.DictReader(_file))
DATES = [row["date"] for row in ROWS]
PLACES = [0, 1, 700, 2599, 3226]


def prices(name: str) -> list[float]:
    return [float(row[name]) for row in ROWS]


def volatility(name: str, last: int) -> float:
    """Of the 21 returns up to row `last`."""
    price = prices(name)
    squares = [math.log(price[row] / price[row - 1]) ** 2 for row in range(last - 20, last + 1)]
    return math.sqrt(252 * fmean(squares))


@pytest.mark.parametrize("name", STOCKS)
def test_each_day_is_asked_for_the_next_price_the_next_return_and_the_volatility_of_the_next_21_days(name: str) -> None:
    price = prices(name)
    problems = {asks: stock_problem(Stock(name, asks)) for asks in ("price", "return", "volatility")}
    for place in PLACES:
        row = place + AHEAD
        told = {asks: (each.actual[0, place], each.anchor[0, place]) for asks, each in problems.items()}
        assert told["price"] == (price[row + 1], price[row])
        assert told["return"] == pytest.approx((math.log(price[row + 1] / price[row]), 0))
        came, unchanged = (math.log(volatility(name, each)) for each in (row + AHEAD, row))
        assert told["volatility"] == pytest.approx((came, unchanged))
        assert days_of(name).dates[place] == DATES[row]


@pytest.mark.parametrize("asks", ["price", "return", "volatility"])
def test_what_is_fed_and_asked_is_scaled_by_the_training_days_alone(asks: str) -> None:
    problem = stock_problem(Stock("AAPL", asks))  # type: ignore[arg-type]  # one of the three
    price, learnt = prices("AAPL"), problem.part[0] == TRAIN
    returns = [math.log(after / before) for before, after in pairwise(price)]
    fed = {"price": price[21:], "return": returns[20:], "volatility": [abs(each) for each in returns[20:]]}[asks]
    seen = [value for value, known in zip(fed, learnt, strict=False) if known]
    centre, spread = fmean(seen), pstdev(seen)
    expected = [(value - centre) / spread for value in fed[: problem.inputs.shape[1]]]
    assert np.allclose(problem.inputs[0, :, 0], expected, atol=1e-4)
    assert problem.targets[0, learnt].mean() == pytest.approx(0, abs=1e-5)
    assert problem.targets[0, learnt].std() == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("ahead", [1, 21])
def test_the_parts_follow_each_other_in_time_and_no_answer_speaks_of_days_of_two(ahead: int) -> None:
    count = 1000
    part = parts_of(count, ahead)
    assert len(part) == count - ahead
    for day in range(count - ahead):
        spoken_of = {
            TRAIN if each < 700 else VALIDATION if each < 800 else TEST for each in range(day + 1, day + ahead + 1)
        }
        assert part[day] == (spoken_of.pop() if len(spoken_of) == 1 else -1)


def test_a_stock_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(SettingError, match="There is no stock “GOOG”: choose among MSFT, AAPL, IBM"):
        days_of("GOOG")
