"""A column of dates that is not read as time is told, with the first cell that does not fit; a clean file is quiet."""

from collections.abc import Sequence

import pandas as pd
import pytest

from lstm_viz.data.csv_reader import Reading, read_csv

DAYS = pd.date_range("2021-01-01", periods=40)
ADVICE = "is the first that is not written as the others are; write all of them in one way, such as 2021-01-31."
ISO = [f"{at:%Y-%m-%d}" for at in DAYS]
QUARTERS = [f"Q{k % 4 + 1} {2010 + k // 4}" for k in range(12)]
MONTHS = [f"{k % 12 + 1:02}/{2013 + k // 12}" for k in range(24)]
GERMAN = [f"{at:%d.%m.%Y}" for at in DAYS]


def read(cells: Sequence[str], *, name: str = "date", **given: str) -> Reading:
    lines = [f"{cell},{k * k % 17}" for k, cell in enumerate(cells)]
    return read_csv("\n".join([f"{name},x", *lines]).encode(), **given)  # type: ignore[arg-type]  # each is of text


def told(name: str, cell: str, line: int) -> tuple[str]:
    seen = f"“{cell}” in line {line}"
    return (f"Column “{name}” is not read as time, though most of its cells are dates: {seen} {ADVICE}",)


@pytest.mark.parametrize(
    ("cells", "odd"),
    [
        ([*ISO[:20], *(f"{at:%d/%m/%Y}" for at in DAYS[20:])], 20),
        ([*(f"{cell} 00:00:00" for cell in ISO[:12]), *GERMAN[12:30], *ISO[30:]], 12),
        ([*ISO[:15], *GERMAN[15:]], 0),
        ([*QUARTERS, *MONTHS], 0),
        ([cell if k % 4 else "soon" for k, cell in enumerate(ISO, start=2)], 2),
    ],
)
def test_dates_that_are_not_all_written_alike_are_told_with_the_first_that_does_not_fit(
    cells: list[str], odd: int
) -> None:
    reading = read(cells, name="when")
    assert reading.layout == "bare"
    assert reading.warnings == told("when", cells[odd], odd + 2)


def test_dates_that_are_only_written_where_they_change_are_told() -> None:
    reading = read([cell if k % 3 == 0 else "" for k, cell in enumerate(ISO)])
    empty = "26 of its 40 cells are empty, the first in line 3; fill them in."
    assert reading.warnings == (f"Column “date” is not read as time, though it holds dates: {empty}",)


def test_a_column_of_years_does_not_hide_the_dates_beside_it() -> None:
    cells = [*ISO[:20], *GERMAN[20:]]
    lines = [f"{cell},{1950 + k},{k % 7}" for k, cell in enumerate(cells)]
    reading = read_csv("\n".join(["date,year,x", *lines]).encode())
    assert reading.time == "year"
    assert reading.warnings == told("date", cells[20], 22)


@pytest.mark.parametrize(
    "cells", [ISO, GERMAN, [f"Store {k + 10}" for k in range(40)], [f"lot {k}" for k in range(40)], ["2.1.x"] * 40]
)
def test_clean_dates_and_texts_that_only_look_like_dates_are_read_without_a_word(cells: list[str]) -> None:
    assert read(cells).warnings == ()


def test_who_says_that_there_is_no_time_is_told_nothing() -> None:
    assert read([*ISO[:20], *GERMAN[20:]], date="").warnings == ()


def test_dates_in_a_second_column_are_no_concern_where_the_first_is_time() -> None:
    lines = [f"{ISO[k]},{(ISO if k % 2 else GERMAN)[k]},{k % 7}" for k in range(40)]
    assert read_csv("\n".join(["date,seen,x", *lines]).encode()).warnings == ()
