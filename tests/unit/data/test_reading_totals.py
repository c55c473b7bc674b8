"""Rows that sum up others are no rows of the series: they are set aside, wherever they stand, and named."""

from collections.abc import Callable

import pandas as pd
import pyarrow as pa
import pytest

from lstm_viz.data.csv_reader import Reading, read_csv
from lstm_viz.data.reading.totals import are_totals

MONTHS = pd.date_range("2019-01-01", periods=36, freq="MS")


def read(*lines: str) -> Reading:
    return read_csv("\n".join(lines).encode())


def by_quarter(of_quarter: Callable[[pd.Timestamp], str], *, first: bool = False) -> Reading:
    lines = ["month,sales"]
    for k in range(0, 36, 3):
        rows = [f"{at:%b %Y},{k + j}" for j, at in enumerate(MONTHS[k : k + 3])]
        total = f"{of_quarter(MONTHS[k])},{3 * k + 3}"
        lines += [total, *rows] if first else [*rows, total]
    return read(*lines)


@pytest.mark.parametrize(
    "word", ["Q{} total", "Subtotal", "Total", "Sub-total:", "Zwischensumme", "Summe", "Quartalssumme Q{}", "TOTAL Q{}"]
)
@pytest.mark.parametrize("first", [False, True])
def test_totals_among_the_months_are_set_aside_and_named(word: str, first: bool) -> None:
    reading = by_quarter(lambda at: word.format(at.quarter), first=first)
    assert (reading.layout, reading.time, reading.frequency) == ("single", "month", "MS")
    assert reading.table.index.tolist() == MONTHS.tolist()
    assert reading.table["sales"].tolist() == list(range(36))
    assert [each.why for each in reading.skipped] == ["a total"] * 12
    assert len(reading.warnings) == 1
    assert reading.warnings[0].startswith("12 rows are not of the table and set aside, the first in line ")


@pytest.mark.parametrize("first", [False, True])
def test_quarters_among_the_months_that_they_hold_are_set_aside(first: bool) -> None:
    reading = by_quarter(lambda at: f"Q{at.quarter} {at:%Y}", first=first)
    assert reading.frequency == "MS"
    assert reading.table["sales"].tolist() == list(range(36))
    assert [each.why for each in reading.skipped] == ["of a longer period"] * 12


def test_quarters_and_years_among_the_months_that_they_hold_are_set_aside() -> None:
    def of_quarter(at: pd.Timestamp) -> str:
        return f"Q{at.quarter} {at:%Y},9" + (f"\n{at:%Y}" if at.quarter == 4 else "")

    reading = by_quarter(of_quarter)
    assert reading.frequency == "MS"
    assert reading.table["sales"].tolist() == list(range(36))
    assert len(reading.skipped) == 15


def test_totals_of_a_month_told_in_a_column_of_its_own_are_set_aside() -> None:
    lines = []
    for k, at in enumerate(MONTHS):
        lines += [f"{at.year},{at.month},{k}"]
        lines += [f"{at.year},Q{at.quarter} total,99"] if at.month % 3 == 0 else []
        lines += [f"{at.year},Total,999"] if at.month == 12 else []
    reading = read("Year,Month,sales", *lines)
    assert (reading.time, reading.frequency) == ("Year, Month", "MS")
    assert reading.table["sales"].tolist() == list(range(36))
    assert [each.why for each in reading.skipped] == ["a total"] * 15


def test_quarters_that_lie_before_the_months_are_no_sums_of_them() -> None:
    quarters = [f"Q{q} {year},{q}" for year in (2016, 2017, 2018) for q in (1, 2, 3, 4)]
    reading = read("when,x", *quarters, *(f"{at:%b %Y},{k}" for k, at in enumerate(MONTHS)))
    assert not reading.skipped


def test_a_series_that_is_called_total_stays_a_series() -> None:
    rows = [f"{at:%Y-%m-%d},{shop},{k}" for k, at in enumerate(MONTHS) for shop in ("north", "south", "Total")]
    reading = read("day,shop,y", *rows)
    assert list(reading.table.columns) == ["north", "south", "Total"]
    assert not reading.skipped + reading.warnings


def test_a_word_that_only_holds_the_letters_of_a_total_is_none() -> None:
    words = ["Total", "2019 Total", "Q1-total", "Jahressumme 2019", "Totalitarian", "Summer", "Sum1", "Feb 2019", ""]
    told = [True] * 4 + [False, False, True, False, False]
    assert are_totals(pa.array(words)).tolist() == told
    assert are_totals(pa.array(words * 1000)).tolist() == told * 1000  # RE2 and Python's patterns agree
