"""How a file is understood, guess by guess."""

from collections.abc import Callable

import numpy as np
import pytest

from lstm_viz.data.csv_reader import Column, read_csv
from lstm_viz.data.problem import forecasting_problem


def lines(make: Callable[[int], str], rows: int = 40, header: str = "t,x") -> bytes:
    return "\n".join([*([header] if header else []), *map(make, range(rows))]).encode()


def monthly(row: int) -> str:
    return f"{1950 + row // 12}-{row % 12 + 1:02},{row * row % 17}"


def test_a_clean_file_is_read_without_a_word() -> None:
    reading = read_csv(lines(monthly), name="clean.csv")
    assert reading.columns == (Column("t", "time", 0), Column("x", "number", 0))
    assert (reading.time, reading.frequency, reading.warnings) == ("t", "MS", ())
    assert reading.table["x"].tolist() == [row * row % 17 for row in range(40)]
    source = reading.to_source()
    assert (source.name, source.target) == ("clean.csv", "x")
    assert source.about == "40 rows, 1950-01-01 to 1953-04-01."


def test_a_first_column_without_a_name_that_counts_the_rows_is_an_id() -> None:
    reading = read_csv(lines(lambda row: f"{row},{row * row % 7}", header=",x"))
    assert [column.kind for column in reading.columns] == ["id", "number"]
    assert list(reading.table.columns) == ["x"]


def test_text_and_codes_that_look_like_powers_of_ten_are_no_numbers() -> None:
    reading = read_csv(lines(lambda row: f"E{row},{row % 7}", header="code,x"))
    assert [column.kind for column in reading.columns] == ["text", "number"]


def test_columns_of_one_name_are_told_apart() -> None:
    reading = read_csv(lines(lambda row: f"{row % 7},{row % 5},{row % 3}", header="a,a (3),a"))
    assert len({column.name for column in reading.columns}) == 3
    assert reading.table.to_numpy()[:, 2].tolist() == [row % 3 for row in range(40)]


def test_a_title_above_the_table_is_left_out_and_told() -> None:
    reading = read_csv(b"Figures of 1950\n# by hand\n" + lines(monthly))
    assert reading.table.equals(read_csv(lines(monthly)).table)
    assert [each[:2] for each in reading.skipped] == [(1, "Figures of 1950"), (2, "# by hand")]
    assert reading.warnings == (
        "2 rows are not of the table and set aside, the first in line 1 (above the table): “Figures of 1950”.",
    )


def test_a_note_below_the_table_costs_no_dates_and_adds_no_value() -> None:
    reading = read_csv(lines(monthly) + b"\nSource: somebody 2020,\n")
    assert reading.table.equals(read_csv(lines(monthly)).table)
    assert reading.skipped == ((42, "Source: somebody 2020", "below the table"),)
    assert reading.warnings == (
        "1 row is not of the table and set aside, the first in line 42 (below the table): “Source: somebody 2020”.",
    )


def test_few_gaps_are_filled_between_neighbours_in_time_even_if_the_rows_are_not_sorted() -> None:
    """Years in shuffled order; the value is the year, so the straight line gives the missing year back."""
    years = [2000 + row * 7 % 41 for row in range(41)]
    cells = ["n/a" if row == 5 else str(year) for row, year in enumerate(years)]
    reading = read_csv(lines(lambda row: f"{years[row]},{cells[row]}.5".replace("n/a.5", "n/a"), 41, "year,x"))
    assert reading.table["x"].tolist() == [year + 0.5 for year in sorted(years)]
    assert reading.columns[1].missing == 1
    assert reading.warnings == (
        (
            "Column “x”: 1 value missing or not a number, the first in data row 6; filled on a straight line between "
            "neighbours."
        ),
        "The rows were not in time order; they have been sorted.",
    )


def test_a_repeated_time_keeps_its_first_row() -> None:
    reading = read_csv(lines(lambda row: monthly(row if row != 30 else 29)))
    assert reading.table["x"].iloc[29] == 29 * 29 % 17
    assert reading.warnings[0] == "1 row repeats a time, the first at 1952-06-01; the first row of each time is kept."


@pytest.mark.parametrize(
    ("cell", "delimiter", "mark", "value"),
    [("1,234", ",", ".", 1234), ("1,234", ";", ",", 1.234), ("1.234", ";", ".", 1.234), ("1.234", ",", ".", 1.234)],
)
def test_a_mark_that_may_be_either_is_read_by_the_table_and_asked(
    cell: str, delimiter: str, mark: str, value: float
) -> None:
    data = lines(lambda row: f'{row % 5}{delimiter}"{cell}"', header=f"a{delimiter}b")
    reading = read_csv(data)
    assert reading.decimal == mark
    assert reading.table["b"].iloc[0] == value
    told = [question for question in reading.questions if question.choices[0] == f"“{cell}” is {value:g}"]
    assert len(told) == len(reading.questions) == (delimiter != ",")
    assert read_csv(data, decimal=mark).questions == ()


def test_numbers_as_small_as_they_like_can_be_learnt_from() -> None:
    values = np.sin(np.arange(60.0)) * 1e-14
    source = read_csv(lines(lambda row: repr(float(values[row])), 60, "x")).to_source()
    np.testing.assert_allclose(forecasting_problem(source, window=10).actual[0], values[1:], rtol=1e-12)
