"""The numbers of a stock's findings, one of each seed where a network has a part in them."""

from dataclasses import dataclass

import numpy as np

from lstm_viz.experiments.prices.days import AHEAD
from lstm_viz.experiments.prices.findings import Findings
from lstm_viz.experiments.prices.measures import (
    correlation,
    hits,
    mean_absolute_error,
    r_squared,
    shifted_back,
)

BySeed = tuple[float, ...]


@dataclass(frozen=True)
class Numbers:
    """What is told of a stock.

    Attributes:
        r_squared, error: of the predicted price; error is the mean absolute one, in US dollars.
        last_value_error, last_value_r_squared: of saying that the next day's price is that of the day.
        highest_learnt: the highest price that was trained on. beyond: the share of test days above it.
        fits, fits_shifted: the correlation of prediction and price, as it is and shifted back by one day.
        moves, moves_shifted: the same of the changes from day to day.
        return_r_squared, hits: of the predicted return, and the share of its right directions.
        up: the share of days that went up, of the `moved` ones.
        volatility_error, volatility_fits: mean absolute error (0.05 is five points) and correlation with what came.
        stretches: how many spans of 21 days without a day in common the days of volatility hold.
        smoothed_error, unchanged_error, mean_error: of the weighted average, of the last 21 days’ volatility, and of
            the typical one of the training days (its geometric mean).
    """

    stock: str
    days: int
    r_squared: BySeed
    error: BySeed
    last_value_r_squared: float
    last_value_error: float
    highest_learnt: float
    beyond: float
    fits: BySeed
    fits_shifted: BySeed
    moves: BySeed
    moves_shifted: BySeed
    return_r_squared: BySeed
    hits: BySeed
    up: float
    moved: int
    volatility_error: BySeed
    volatility_fits: BySeed
    stretches: int
    smoothed_error: float
    unchanged_error: float
    mean_error: float


def numbers_of(found: Findings) -> Numbers:
    """Return the numbers."""
    price, returns, volatility = found.price, found.returns, found.volatility
    moved = returns.actual != 0
    typical = np.full(len(volatility.actual), np.exp(np.log(volatility.learnt).mean()))
    shifted = [shifted_back(price.actual, each) for each in price.predicted]
    return Numbers(
        stock=found.stock,
        days=len(price.actual),
        r_squared=tuple(r_squared(price.actual, each) for each in price.predicted),
        error=tuple(mean_absolute_error(price.actual, each) for each in price.predicted),
        last_value_r_squared=r_squared(price.actual, price.unchanged),
        last_value_error=mean_absolute_error(price.actual, price.unchanged),
        highest_learnt=float(price.learnt.max()),
        beyond=float(np.mean(price.actual > price.learnt.max())),
        fits=tuple(correlation(price.actual, each) for each in price.predicted),
        fits_shifted=tuple(correlation(*each) for each in shifted),
        moves=tuple(correlation(np.diff(price.actual), np.diff(each)) for each in price.predicted),
        moves_shifted=tuple(correlation(np.diff(one), np.diff(other)) for one, other in shifted),
        return_r_squared=tuple(r_squared(returns.actual, each) for each in returns.predicted),
        hits=tuple(hits(returns.actual, each) for each in returns.predicted),
        up=float(np.mean(returns.actual[moved] > 0)),
        moved=int(moved.sum()),
        volatility_error=tuple(mean_absolute_error(volatility.actual, each) for each in volatility.predicted),
        volatility_fits=tuple(correlation(volatility.actual, each) for each in volatility.predicted),
        stretches=len(volatility.actual) // AHEAD,
        smoothed_error=mean_absolute_error(volatility.actual, found.smoothed),
        unchanged_error=mean_absolute_error(volatility.actual, volatility.unchanged),
        mean_error=mean_absolute_error(volatility.actual, typical),
    )
