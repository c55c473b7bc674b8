"""What the networks of a stock say of the test days, beside what came. No torch."""

from dataclasses import dataclass

import numpy as np

from lstm_viz.experiments.prices.days import AHEAD, TRADING_DAYS, days_of
from lstm_viz.experiments.prices.measures import smoothed_volatility
from lstm_viz.experiments.prices.problem import stock_problem
from lstm_viz.experiments.report import Report
from lstm_viz.experiments.work import Stock
from lstm_viz.records import TEST, TRAIN, Array


@dataclass(frozen=True, eq=False)
class Answers:
    """What was asked on A test days, and the answers of S networks.

    Attributes:
        dates: A labels: of a price or return the day that it is of, of a volatility the day on whose evening it is
            asked. actual, unchanged: (A,): what came, and what it would have been without a change.
        predicted: (S, A). learnt: what came on the training days.
    """

    dates: tuple[str, ...]
    actual: Array
    unchanged: Array
    predicted: Array
    learnt: Array


@dataclass(frozen=True, eq=False)
class Findings:
    """All of one stock: prices in US dollars, log returns, annualised volatilities of the next 21 days (0.2 is 20 %).

    `smoothed`: (A,): on each day on which volatility is asked, the weighted average of past squared returns.
    """

    stock: str
    price: Answers
    returns: Answers
    volatility: Answers
    smoothed: Array

    @property
    def seeds(self) -> int:
        """How many networks there are of each kind."""
        return len(self.price.predicted)


def findings_of(report: Report) -> Findings | None:
    """Return what a report found; None as long as trials are missing."""
    if not report.complete:
        return None
    found = {row.arm.label: np.array([outcome.answers for outcome in row.outcomes]) for row in report.rows}
    return findings(report.experiment.name, found["price"], found["return"], found["volatility"])


def findings(name: str, price: Array, returns: Array, volatility: Array) -> Findings:
    """Return the findings for answers (S, A) of each kind, in the unit in which they are asked: volatility as its log.

    Raises:
        SettingError: there is no such stock.
    """
    log = _answers(Stock(name, "volatility"), volatility)
    smoothed = smoothed_volatility(days_of(name).all_returns, TRADING_DAYS, AHEAD)[AHEAD - 1 : -AHEAD]
    return Findings(
        name,
        _answers(Stock(name, "price"), price),
        _answers(Stock(name, "return"), returns),
        Answers(log.dates, np.exp(log.actual), np.exp(log.unchanged), np.exp(log.predicted), np.exp(log.learnt)),
        smoothed[-len(log.dates) :],
    )


def _answers(stock: Stock, predicted: Array) -> Answers:
    problem, dates = stock_problem(stock), days_of(stock.name).dates
    part, actual = problem.part[0], problem.actual[0]
    tested = part == TEST
    later = 0 if stock.asks == "volatility" else 1
    return Answers(
        tuple(dates[day + later] for day in np.flatnonzero(tested)),
        actual[tested],
        problem.anchor[0, tested],
        predicted,
        actual[part == TRAIN],
    )
