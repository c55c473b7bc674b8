"""What a network is fed of a stock, and what it is asked. No torch."""

from functools import lru_cache

import numpy as np

from lstm_viz.data.normalisation import fit_scale
from lstm_viz.experiments.prices.days import Days, ahead_of, days_of, parts_of
from lstm_viz.experiments.work import Stock
from lstm_viz.records import TRAIN, Array, Problem


@lru_cache(maxsize=16)
def stock_problem(stock: Stock) -> Problem:
    """Return the problem: one sequence of D − ahead days, fed and asked in standard scores of the training days.

    A price is fed to predict the next day's price, as most tutorials do it; a log return to predict the next one; the
    size of a log return to predict the logarithm of the volatility of the next 21 days. The anchor is what somebody
    says who expects no change: the price of the day, no return, the volatility of the last 21 days.

    Raises:
        SettingError: there is no such stock.
    """
    days, ahead = days_of(stock.name), ahead_of(stock)
    fed, actual, anchor = (each[: len(days.price) - ahead] for each in _columns(days, stock))
    part = parts_of(len(days.price), ahead)
    learnt = part == TRAIN
    came, went = (fit_scale(each[learnt], "none", stock.name) for each in (fed, actual))
    return Problem(
        inputs=((fed - came.centre) / came.spread)[None, :, None],
        targets=((actual - went.centre) / went.spread)[None],
        part=part[None],
        window=stock.window,
        loss_at_last=False,
        loss="mse",
        output_size=1,
        probe=0,
        actual=actual[None],
        anchor=anchor[None],
        target_scale=went,
        input_names=(stock.name,),
        target_name=stock.asks,
        unit="",
    )


def _columns(days: Days, stock: Stock) -> tuple[Array, Array, Array]:
    """Return what is fed on each day, what is asked, and what no change would be; answers may be fewer."""
    if stock.asks == "price":
        return days.price, days.price[1:], days.price
    if stock.asks == "return":
        return days.returns, days.returns[1:], np.zeros(len(days.returns))
    volatility = np.log(days.volatility)
    return np.abs(days.returns), volatility[ahead_of(stock) :], volatility
