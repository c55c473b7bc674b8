"""The measures, against numpy's and pandas' own, and against what they must be."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.experiments.prices.measures import correlation, hits, r_squared, shifted_back, smoothed_volatility
from lstm_viz.records import Array


def drawn(seed: int, count: int = 50) -> tuple[Array, Array]:
    made = np.random.default_rng(seed)
    return made.normal(size=count), made.normal(size=count)


@given(st.integers(0, 1000))
def test_r_squared_is_1_for_the_truth_0_for_its_mean_and_what_least_squares_say_it_is(seed: int) -> None:
    actual, other = drawn(seed)
    assert r_squared(actual, actual) == 1
    assert r_squared(actual, np.full(50, actual.mean())) == pytest.approx(0)
    fitted = np.polyval(np.polyfit(other, actual, 1), other)
    assert r_squared(actual, fitted) == pytest.approx(np.corrcoef(actual, other)[0, 1] ** 2)


@given(st.integers(0, 1000))
def test_the_correlation_is_numpys_and_0_where_nothing_changes(seed: int) -> None:
    one, other = drawn(seed)
    assert correlation(one, other) == pytest.approx(np.corrcoef(one, other)[0, 1])
    assert correlation(one, np.full(50, 3.0)) == 0


def test_a_prediction_that_says_yesterday_fits_perfectly_one_day_back() -> None:
    walk = np.random.default_rng(0).normal(size=200).cumsum()
    price, said = walk[1:], walk[:-1]
    assert correlation(*shifted_back(price, said)) == pytest.approx(1)
    assert correlation(price, said) < 0.999


def test_only_days_on_which_the_price_moved_count_as_hits_or_misses() -> None:
    assert hits(np.array([0.1, -0.2, 0.0, 0.3]), np.array([0.01, 0.02, 0.5, 0.03])) == pytest.approx(2 / 3)


@given(st.integers(0, 1000))
def test_the_weighted_average_is_pandas_own_started_at_the_mean_of_the_first_squares(seed: int) -> None:
    returns = drawn(seed)[0]
    start = np.mean(returns[:10] ** 2)
    told = pd.Series([start, *returns**2]).ewm(alpha=0.06, adjust=False).mean()[1:]
    assert np.allclose(smoothed_volatility(returns, 252, 10), np.sqrt(252 * told))
