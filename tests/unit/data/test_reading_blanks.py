"""Columns by runs of blanks: read where nothing else can be meant, and never where a blank may stand in a cell."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_viz.data.csv_reader import Reading, read_csv
from lstm_viz.errors import DataError

DAYS = pd.date_range("2001-03-05", periods=40)


def read(*lines: str, **given: Any) -> Reading:
    return read_csv("\n".join(lines).encode(), **given)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-1e6, 1e6), st.integers(-999, 999)), min_size=5, max_size=40),
    st.sampled_from([".", ","]),
    st.booleans(),
)
def test_what_is_lined_up_with_blanks_is_read_as_it_was_written(
    values: list[tuple[float, int]], decimal: str, indented: bool
) -> None:
    lines = [
        f"{'  ' * indented}{DAYS[k]:%Y-%m-%d}   {f'{a:.3f}'.replace('.', decimal):>12} {b:5d}  "
        for k, (a, b) in enumerate(values)
    ]
    reading = read("day  height count", *lines, sentinels="values")
    assert (reading.delimiter, reading.decimal, reading.time) == (" ", decimal, "day")
    assert reading.table["height"].tolist() == [float(f"{a:.3f}") for a, _ in values]
    assert reading.table["count"].tolist() == [b for _, b in values]


def test_comments_are_set_aside_and_the_last_may_hold_the_names() -> None:
    rows = [f" {1990 + k // 12}  {k % 12 + 1:2d}  {k * 7 % 11:6.2f}" for k in range(40)]
    reading = read("# Made by hand, of course", '# a "quoted" word', "# year month co2", *rows)
    assert (reading.time, reading.frequency) == ("year, month", "MS")
    assert reading.table["co2"].tolist() == [k * 7 % 11 for k in range(40)]
    assert [each.text for each in reading.skipped] == ["# Made by hand, of course", '# a "quoted" word']


def test_years_and_values_need_no_names() -> None:
    assert read(*(f"{1700 + k} {k % 7}.5" for k in range(40))).table.index[0] == pd.Timestamp(1700, 1, 1)
    assert read(*(f"{1700 + k} {k % 7},5" for k in range(40))).table.iloc[:, 0].tolist()[:2] == [0.5, 1.5]


def test_a_day_and_a_time_of_day_are_two_words() -> None:
    hours = pd.date_range("2001-01-01", periods=40, freq="h")
    reading = read("date time value", *(f"{at:%Y-%m-%d %H:%M}  {k}" for k, at in enumerate(hours)))
    assert reading.table.index.tolist() == hours.tolist()


@pytest.mark.parametrize(
    "lines",
    [
        [f"{k + 1} {100 + k * 7 % 11}" for k in range(40)],
        [f"{k + 1} {100 + k},5" for k in range(40)],
        ["sold", *(f"{k + 1} {100 + k}" for k in range(40))],
        ["time value", *(f"{at:%Y-%m-%d} 00:00,5" for at in DAYS)],
        ["day,x", *(f"{at:%d %m %Y},{k}" for k, at in enumerate(DAYS))],
        [f"{at:%d %m %Y} {k}" for k, at in enumerate(DAYS)],
        ["day;x", *(f"{at:%Y-%m-%d} 12:00;{k}" for k, at in enumerate(DAYS))],
        ["day x", *(f"{at:%Y-%m-%d}\t{k}" for k, at in enumerate(DAYS))],
        ["a title", *(f"{1950 + k} {k}" for k in range(40)), "a note below the table"],
        ["first name  second name", *(f"{1950 + k} {k}" for k in range(40))],
    ],
    ids=lambda lines: lines[0],
)
def test_where_a_blank_may_belong_to_a_cell_it_separates_nothing(lines: list[str]) -> None:
    try:
        reading = read(*lines)
    except DataError:
        return
    assert reading.delimiter != " "


def test_blanks_may_be_said_to_separate() -> None:
    lines = [f"{k + 1} {100 + k}" for k in range(40)]
    table = read_csv("\n".join(lines).encode(), delimiter=" ").table
    assert np.array_equal(table.to_numpy()[:, -1], np.arange(100, 140))
