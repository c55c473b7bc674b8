"""Rows gathered into coarser steps, and what series below each other lack: reckoned a second way, and said."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_viz.data.csv_reader import Reading, read_csv
from lstm_viz.errors import DataError

FLOORS: dict[str, Callable[[datetime], datetime]] = {
    "min": lambda at: at.replace(second=0),
    "h": lambda at: at.replace(minute=0, second=0),
    "D": lambda at: datetime(at.year, at.month, at.day),  # noqa: DTZ001  # the files name no zone
    "W-MON": lambda at: datetime(at.year, at.month, at.day) - timedelta(days=at.weekday()),  # noqa: DTZ001  # the files name no zone
    "MS": lambda at: datetime(at.year, at.month, 1),  # noqa: DTZ001  # the files name no zone
    "QS": lambda at: datetime(at.year, 3 * ((at.month - 1) // 3) + 1, 1),  # noqa: DTZ001  # the files name no zone
    "YS": lambda at: datetime(at.year, 1, 1),  # noqa: DTZ001  # the files name no zone
}
OWN = {"min": "7s", "h": "11min", "D": "5h", "W-MON": "D", "MS": "D", "QS": "W-SUN", "YS": "MS"}


def read(moments: pd.DatetimeIndex, values: list[float], **given: Any) -> Reading:
    rows = [f"{at:%Y-%m-%d %H:%M:%S},{value!r}" for at, value in zip(moments, values, strict=True)]
    return read_csv("\n".join(["t,x", *rows]).encode(), **given)


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(sorted(FLOORS)),
    st.sampled_from(["mean", "sum"]),
    st.lists(st.integers(-50, 50), min_size=150, max_size=400),
    st.randoms(use_true_random=False),
)
def test_each_step_is_the_mean_or_sum_of_its_rows(step: str, how: str, values: list[int], random: Any) -> None:
    moments = pd.date_range("2001-02-03 04:05:06", periods=len(values), freq=OWN[step])
    kept = sorted(random.sample(range(len(values)), len(values) * 3 // 4))
    reading = read(moments[kept], [float(values[k]) for k in kept], resample=step, aggregate=how)
    groups = defaultdict(list)
    for k in kept:
        groups[FLOORS[step](moments[k].to_pydatetime())].append(values[k])
    for at, members in groups.items():
        expected = sum(members) / (len(members) if how == "mean" else 1)
        assert reading.table["x"][at] == pytest.approx(expected)
    filled = set(reading.table.index[reading.filled[:, 0]])
    assert set(reading.table.index) - set(groups) == filled


def test_steps_that_are_not_whole_and_steps_without_a_row_are_said() -> None:
    days = pd.date_range("2001-01-10", "2001-12-31")
    kept = days[(days.month != 6) & (days != pd.Timestamp("2001-09-05"))]
    reading = read(kept, [1.0] * len(kept), resample="MS", aggregate="sum")
    assert reading.table["x"].tolist() == [22, 28, 31, 30, 31, 31, 31, 31, 29, 31, 30, 31]
    assert np.flatnonzero(reading.filled).tolist() == [5]
    told = "\n".join(reading.warnings)
    assert "325 rows are gathered into 12 months, each the sum of its values." in told
    assert "1 month has no row, the first at 2001-06-01; filled on a straight line." in told
    assert "2 months are not whole, the first at 2001-01-01 with 22 of 31 values; the sum is of what is there." in told
    assert "one another" not in told


def test_the_file_is_still_described_as_it_is() -> None:
    days = pd.date_range("2001-01-01", periods=365)
    reading = read(days, list(range(365)), resample="W-MON")
    assert (reading.frequency, reading.overrides) == ("W-MON", {"resample": "W-MON"})
    assert reading.axis is not None
    assert reading.axis.frequency == "D"
    assert (len(reading.table), reading.table["x"].iloc[0]) == (53, 3.0)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"resample": "h"}, "fewer than it spans hours"),
        ({"resample": "YS"}, "spans too few years, 2"),
        ({"resample": "fortnight"}, "“fortnight” is not a step"),
        ({"resample": "MS", "date": ""}, "no time column"),
        ({"aggregate": "sum"}, "nothing to take the sum of"),
        ({"resample": "MS", "aggregate": "median"}, "“median” is not what gathered rows"),
    ],
)
def test_what_cannot_be_gathered_is_told(given: dict[str, str], words: str) -> None:
    with pytest.raises(DataError, match=rf"{words}.*\.$"):
        read(pd.date_range("2001-01-01", periods=400), [1.0] * 400, **given)


def long_table(gone: set[tuple[str, int]], **given: Any) -> Reading:
    days = pd.date_range("2003-01-01", periods=30)
    rows = [f"{s},{days[k]:%Y-%m-%d},{k}" for s in "ab" for k in range(30) if (s, k) not in gone]
    return read_csv("\n".join(["id,day,y", *rows]).encode(), **given)


def test_moments_that_no_series_has_become_what_is_asked_for() -> None:
    gone = {(s, k) for s in "ab" for k in (4, 5, 20)}
    steps, filled = long_table(gone), long_table(gone, gaps="fill")
    assert len(steps.table) == 27
    assert not steps.filled.any()
    assert any("3 moments are missing" in told and "one another evenly" in told for told in steps.warnings)
    assert filled.table["a"].tolist() == filled.table["b"].tolist() == list(range(30))
    assert np.flatnonzero(filled.filled.all(1)).tolist() == [4, 5, 20]
    assert any("3 moments are missing" in told and "straight line" in told for told in filled.warnings)


def test_a_series_that_begins_late_is_filled_with_its_nearest_value_and_that_is_said() -> None:
    reading = long_table({("b", k) for k in range(6)} | {("a", 12)})
    assert reading.table["b"].tolist()[:7] == [6] * 7
    told = "\n".join(reading.warnings)
    assert "1 series begins later or ends earlier than the others; 6 moments, the first in “b” at 2003-01-01" in told
    assert "1 moment is missing from a series while others have them, the first in “a” at 2003-01-13" in told


def test_times_across_the_columns_are_gathered_too() -> None:
    months = [f"{year}-{month:02}" for year in range(2000, 2003) for month in range(1, 13)]
    towns = {"Bonn": 2, "Ulm": 3, "Kiel": 4}
    lines = [",".join(["city", *months]), *(",".join([town, *[str(value)] * 36]) for town, value in towns.items())]
    reading = read_csv("\n".join(lines).encode(), resample="YS", aggregate="sum")
    assert reading.table.to_numpy().tolist() == [[24, 36, 48]] * 3
