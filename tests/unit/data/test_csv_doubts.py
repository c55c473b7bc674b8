"""Which columns are moments, and which moments they are."""

from datetime import datetime

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from lstm_viz.data.csv_reader import Reading, read_csv
from lstm_viz.data.reading.axis import about_steps, axis_of
from lstm_viz.data.reading.times import read_times

VALUES = [row * row % 17 for row in range(45)]


def with_moments(cells: list[str], name: str = "date") -> Reading:
    rows = [f'"{cell}",{value}' for cell, value in zip(cells, VALUES, strict=False)]
    return read_csv("\n".join([f"{name},x", *rows]).encode())


def told(index: pd.DatetimeIndex) -> list[str]:
    return about_steps(index, axis_of("date", "", index)[1])


def test_months_and_days_may_be_written_with_one_digit() -> None:
    cells = [f"{1950 + row // 12}-{row % 12 + 1}" for row in range(45)]
    assert with_moments(cells).table.index[-1] == datetime(1953, 9, 1)  # noqa: DTZ001


def test_where_only_one_of_day_and_month_first_makes_an_even_series_it_is_used_and_nothing_asked() -> None:
    months = pd.date_range("2010-01-01", periods=45, freq="MS")
    reading = with_moments(list(months.strftime("%d/%m/%Y")))
    assert reading.table.index.tolist() == months.tolist()
    assert not reading.warnings + reading.questions


def test_numbers_are_not_taken_for_moments() -> None:
    assert with_moments([str(1500 + 7 * row) for row in range(45)], "price").time is None
    assert with_moments([f"{row}.5" for row in range(45)], "height").time is None
    assert read_times(pa.array([f"1-{row + 1:02}" for row in range(12)]), "month") is None


@pytest.mark.parametrize("step", ["D", "MS", "h", "15min"])
def test_missing_moments_of_an_even_series_are_counted(step: str) -> None:
    full = pd.date_range("2001-01-01", periods=200, freq=step)
    assert told(full) == []
    gone = full.delete([50, 51, 120])
    (sentence,) = told(gone)
    assert sentence.startswith("3 moments are missing from an otherwise even series")
    assert str(full[49]).removesuffix(" 00:00:00") in sentence


def test_trading_days_lack_nothing_and_uneven_moments_are_called_uneven() -> None:
    assert told(pd.bdate_range("2001-01-01", periods=60)) == []
    uneven = pd.Timestamp("2001-01-01") + pd.to_timedelta(np.cumsum(np.arange(60)), unit="h")
    (sentence,) = told(pd.DatetimeIndex(uneven))
    assert sentence.startswith("The times are not evenly spaced")


def test_steps_of_one_day_are_told_in_the_singular() -> None:
    days = (1, 2, 4, 15)
    data = "day,y\n" + "".join(f"2024-01-{day:02},{day}\n" for day in days)
    assert "the steps are 1 day to 11 days;" in " ".join(read_csv(data.encode(), name="days.csv").warnings)
