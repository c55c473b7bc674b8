from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from lstm_viz.data.reading.frequency import frequency_of
from lstm_viz.data.samples import load_sample
from lstm_viz.forecasting.season import autocorrelation, find_season, natural_periods
from lstm_viz.records import Array


def found(name: str) -> int:
    table = load_sample(name).table
    natural = natural_periods(table.index, frequency_of(table.index))
    return find_season(table.iloc[:, 0].to_numpy(), natural).period


@pytest.mark.parametrize(
    ("name", "period"), [("air_passengers", 12), ("co2", 12), ("sunspots", 132), ("lynx", 10), ("power", 336)]
)
def test_the_samples_have_the_seasons_that_they_are_known_for(name: str, period: int) -> None:
    assert found(name) == period


def test_a_season_is_found_without_a_calendar_under_trend_and_noise() -> None:
    t = np.arange(300)
    noise = np.random.default_rng(0).normal(size=300)
    assert find_season(0.1 * t + 2 * np.sin(2 * np.pi * t / 15) + 0.5 * noise).period == 15


@pytest.mark.parametrize("rows", [100, 300, 1000])
@pytest.mark.parametrize("grow", [np.cumsum, np.asarray], ids=["random walk", "noise"])
def test_random_walks_and_noise_have_none_but_for_a_few_in_a_hundred(rows: int, grow: Callable[[Array], Array]) -> None:
    series = [grow(np.random.default_rng(seed).normal(size=rows)) for seed in range(60)]
    assert sum(find_season(each, (12,)).period > 1 for each in series) <= 4


def test_less_than_four_cycles_or_no_change_is_no_season() -> None:
    t = np.arange(40)
    assert find_season(np.sin(2 * np.pi * t / 12), (12,)).period == 1
    assert find_season(np.ones(100), (12,)).period == 1


def test_a_few_wild_values_hide_no_season() -> None:
    t, random = np.arange(160), np.random.default_rng(2)
    for _ in range(20):
        wild = (random.random(160) < 0.03) * random.normal(0, 12, 160)
        assert find_season(4 * np.sin(2 * np.pi * t / 12) + random.normal(size=160) + wild).period == 12


def test_a_week_is_not_taken_for_two_of_them_nor_for_thirteen_days() -> None:
    week, t = np.array([4.0, 4, 5, 6, 9, 14, 12]), np.arange(160)
    found = [find_season(np.random.default_rng(seed).poisson(week[t % 7])).period for seed in range(30)]
    assert found.count(7) >= 29


def test_the_autocorrelation_is_that_of_what_a_centred_mean_leaves_but_for_what_is_wild() -> None:
    values = np.random.default_rng(1).normal(size=80).cumsum()
    for p, weights in ((3, np.ones(3) / 3), (4, np.array([0.5, 1, 1, 1, 0.5]) / 4)):
        means = np.convolve(values, weights, "valid")
        rest = values[p // 2 : p // 2 + len(means)] - means
        far = 3 * np.median(np.abs(rest)) / 0.67449
        rest = np.minimum(np.maximum(rest, -far), far)
        expected = rest[p:] @ rest[:-p] / np.linalg.norm(rest[p:]) / np.linalg.norm(rest[:-p])
        assert autocorrelation(values, (3, 4))[p] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("frequency", "periods"),
    [("MS", (12,)), ("QS", (4,)), ("D", (7, 365)), ("B", (5,)), ("h", (24, 168, 8760)), ("30min", (48, 336, 17520)),
     ("W-SUN", (52,)), ("YS", ()), ("2MS", (6,)), ("QE-DEC", (4,))],
)  # fmt: skip
def test_the_calendar_names_days_weeks_and_years(frequency: str, periods: tuple[int, ...]) -> None:
    assert natural_periods(pd.date_range("2020-01-01", periods=5, freq=frequency), frequency) == periods
    assert natural_periods(pd.RangeIndex(5), None) == ()


def test_a_season_of_a_long_series_is_found_in_its_latest_rows() -> None:
    t = np.arange(300_000)
    values = np.sin(2 * np.pi * t / np.where(t < 200_000, 61, 37)) + np.random.default_rng(3).normal(0, 0.3, len(t))
    assert find_season(values).period == 37
