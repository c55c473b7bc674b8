"""A stock's trading days: its closing prices, what is asked of each day, and which days are learnt from. No torch."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from lstm_viz.data.samples import load_sample
from lstm_viz.errors import SettingError
from lstm_viz.experiments.work import Stock
from lstm_viz.records import TEST, TRAIN, VALIDATION, Array, read_only

STOCKS: Mapping[str, str] = {"MSFT": "Microsoft", "AAPL": "Apple", "IBM": "IBM"}
"""Columns of the sample “stocks” → whose they are."""
AHEAD = 21
"""Trading days of a month: so far ahead, and so far back, volatility is taken."""
TRADING_DAYS = 252
"""Of a year."""
TEST_PERCENT, VALIDATION_PERCENT = 20, 10


@dataclass(frozen=True, eq=False)
class Days:
    """D trading days in order, from the first one that has `AHEAD` returns behind it.

    Attributes:
        dates: D labels. price: (D,) adjusted closing prices in US dollars. returns: (D,) log returns from the day
            before. volatility: (D,) annualised volatility of the last `AHEAD` returns, 0.2 for 20 %.
        all_returns: (D + AHEAD − 1,): those of the days before, too.
    """

    dates: tuple[str, ...]
    price: Array
    returns: Array
    volatility: Array
    all_returns: Array


@lru_cache(maxsize=8)
def days_of(name: str) -> Days:
    """Return the days of a stock.

    Raises:
        SettingError: there is no such stock.
    """
    if name not in STOCKS:
        raise SettingError(f"There is no stock “{name}”: choose among {', '.join(STOCKS)}.")
    column = load_sample("stocks").table[name]
    price, dates = column.to_numpy(np.float64), pd.DatetimeIndex(column.index)
    returns = np.diff(np.log(price))
    behind = np.lib.stride_tricks.sliding_window_view(returns, AHEAD)
    return Days(
        tuple(dates[AHEAD:].strftime("%Y-%m-%d")),
        read_only(price[AHEAD:]),
        read_only(returns[AHEAD - 1 :]),
        read_only(np.sqrt(TRADING_DAYS * np.mean(behind**2, axis=1))),
        read_only(returns),
    )


def parts_of(count: int, ahead: int) -> Array:
    """Return (count − ahead,): the part of the answer that is asked on the evening of each day but the last ones.

    Of `count` days in time order the last 20 % are tested, the 10 % before validate, the rest train. An answer is of a
    part if the days that it speaks of, `ahead` of them, are all in it; of none (−1) where they are in two.
    """
    tested, held_out = count * TEST_PERCENT // 100, count * VALIDATION_PERCENT // 100
    ends = np.repeat([TRAIN, VALIDATION, TEST], [count - held_out - tested, held_out, tested])
    first, last = ends[1 : count - ahead + 1], ends[ahead:]
    return np.where(first == last, first, -1)


def ahead_of(stock: Stock) -> int:
    """Return how many days an answer speaks of."""
    return AHEAD if stock.asks == "volatility" else 1
