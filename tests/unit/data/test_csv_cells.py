from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.data.reading.numbers import is_numeric, to_numbers
from lstm_viz.errors import DataError
from tests.unit.data.tables import WAVE, days, file_of, table_of, text_of


@given(st.floats(-1e12, 1e12), st.integers(1, 6))
def test_thousands_are_read_as_python_writes_them(value: float, places: int) -> None:
    english = f"{value:,.{places}f}"
    german = english.translate(str.maketrans(",.", ".,"))
    spaced = english.translate(str.maketrans(",.", " ,"))
    expected = float(f"{value:.{places}f}")
    assert to_numbers(pa.array([english]), ".")[0] == expected
    assert to_numbers(pa.array([german, spaced]), ",").tolist() == [expected, expected]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_double_is_read_as_it_was_written(value: float) -> None:
    assert to_numbers(pa.array([repr(value), f"{value:e}"]), ".").tolist() == [value, float(f"{value:e}")]
    assert to_numbers(pa.array([repr(value).replace(".", ",")]), ",")[0] == value


@pytest.mark.parametrize("cell", ["1.2.3", "1,2,3", "--1", "e5", "+", "1e", "12 apples", "0x10", "1_000", "²", "١"])
def test_what_is_no_number_is_none(cell: str) -> None:
    assert not is_numeric(pa.array([cell]), ".")[0]
    assert np.isnan(to_numbers(pa.array([cell]), ".")[0])


@pytest.mark.parametrize(("delimiter", "decimal"), [(",", "."), (";", "."), (";", ","), ("\t", ","), (",", ",")])
def test_a_table_of_thousands_is_understood(delimiter: str, decimal: str) -> None:
    values = np.round(np.random.default_rng(0).uniform(1e3, 1e7, (40, 2)), 2)
    cells = [[f"{value:,.2f}" for value in row] for row in values]
    if decimal == ",":
        cells = [[cell.translate(str.maketrans(",.", ".,")) for cell in row] for row in cells]
    reading = read_csv(file_of([["a", "b"], *cells], delimiter))
    assert (reading.decimal, reading.delimiter) == (decimal, delimiter)
    np.testing.assert_array_equal(reading.table, values)


def test_whole_thousands_in_quotes_between_commas_are_thousands() -> None:
    data = table_of({"when": days(), "a": [f"{1000 + 37 * k:,}" for k in range(40)]})
    assert read_csv(data).table["a"].tolist() == [1000 + 37 * k for k in range(40)]


def test_quotes_hide_delimiters_line_ends_and_quotes() -> None:
    names = ["when", 'a "b"; c, d', "two\nlines"]
    data = file_of([names, *zip(days(), text_of(WAVE), text_of(-WAVE), strict=True)])
    reading = read_csv(data)
    assert list(reading.table.columns) == [names[1], "two lines"]
    np.testing.assert_array_equal(reading.table["two lines"], -reading.table[names[1]])


def test_names_are_kept_letter_by_letter() -> None:
    names = ["<b>x</b>$a$:red[b]", "![i](http://x.y/z.png)", "`code` **bold**", "=1+1", "\\n", "🙂"]
    data = table_of({name: text_of(WAVE * (k + 2)) for k, name in enumerate(names)})
    assert list(read_csv(data).table.columns) == names


def test_equal_and_missing_names_become_unique() -> None:
    rows = [text_of(np.array([k / 7, k / 9, k / 11, k / 13])) for k in range(1, 41)]
    names = read_csv(file_of([["a", "", "a", "a (3)"], *rows])).table.columns
    assert len(set(names)) == 4
    assert names[0] == "a"
    assert names[1] == "column 2"


def test_short_rows_lack_values_and_long_rows_are_left_out() -> None:
    rows: list[list[Any]] = [[k + 0.5, k * k / 10] for k in range(100)]
    rows[10] = [10.5]
    rows[20] = [20.5, 40.0, 7]
    reading = read_csv(file_of([["a", "b"], *rows]))
    assert reading.table["a"].tolist() == [k + 0.5 for k in range(100) if k != 20]
    assert reading.table["b"].iloc[10] == pytest.approx((8.1 + 12.1) / 2)
    assert len(reading.warnings) == 2
    assert [(each.row, each.text) for each in reading.skipped] == [(22, "20.5,40.0,7")]
    assert "row 11" in reading.warnings[1]


@pytest.mark.parametrize("word", ["", "NA", "n/a", "NaN", "null", "None", "-", "?", "."])
def test_few_missing_values_are_filled_on_a_straight_line(word: str) -> None:
    values = WAVE.copy()
    cells = text_of(values)
    cells[5] = cells[39] = word
    reading = read_csv(table_of({"when": days(), "a": cells, "b": text_of(WAVE)}))
    values[[5, 39]] = np.nan
    expected = pd.Series(values).interpolate(limit_direction="both")
    np.testing.assert_allclose(reading.table["a"], expected, rtol=0, atol=1e-9)
    assert [column.missing for column in reading.columns] == [0, 2, 0]
    assert len(reading.warnings) == 1
    assert "“a”: 2 " in reading.warnings[0]
    assert "row 6" in reading.warnings[0]


def test_nothing_is_learnt_from_a_column_with_many_missing_values_where_others_are_left() -> None:
    cells = ["NA" if k % 10 == 3 else cell for k, cell in enumerate(text_of(WAVE))]
    reading = read_csv(table_of({"when": days(), "a": cells, "b": text_of(WAVE)}))
    assert reading.filled.sum(0).tolist() == [4, 0]
    source = reading.to_source()
    assert list(source.table.columns) == ["b"]
    assert "“a”" in source.about


def test_columns_that_all_lack_many_values_are_refused_in_a_sentence() -> None:
    cells = ["NA" if k % 10 == 3 else cell for k, cell in enumerate(text_of(WAVE))]
    with pytest.raises(DataError, match=r"4 of 40.*\.$"):
        read_csv(table_of({"when": days(), "a": cells, "b": cells})).to_source()


def test_columns_are_told_apart() -> None:
    data = table_of(
        {
            "id": [str(k) for k in range(1, 41)],
            "when": days(),
            "a": text_of(WAVE),
            "colour": ["red", "blue"] * 20,
            "count": [str(k * k) for k in range(40)],
        }
    )
    reading = read_csv(data)
    assert [column.kind for column in reading.columns] == ["id", "time", "number", "text", "number"]
    assert list(reading.table.columns) == ["a", "count"]


def test_a_file_that_only_counts_is_a_series_all_the_same() -> None:
    assert read_csv(table_of({"n": [str(k) for k in range(40)]})).table["n"].tolist() == list(range(40))


def test_a_given_header_and_decimal_mark_win() -> None:
    rows = [[f"{k},{k % 7}5"] for k in range(40)]
    point = read_csv(file_of([["a"], *rows], ";"), delimiter=";", decimal=",", header=True)
    assert point.table["a"].tolist() == [float(f"{k}.{k % 7}5") for k in range(40)]
    titles = read_csv(file_of([[f"{k}.5", k * k] for k in range(41)]), header=True)
    assert list(titles.table.columns) == ["0.5", "0"]
    assert len(titles.table) == 40


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(end: str) -> None:
    text = end.join(["a,b", *(f"{k}.25,{k * k}" for k in range(40))])
    assert read_csv((text + end).encode()).table["b"].tolist() == [k * k for k in range(40)]
    assert read_csv((text + end + end).encode()).table["a"].tolist() == [k + 0.25 for k in range(40)]


def test_a_path_names_the_file(tmp_path: Any) -> None:
    path = tmp_path / "my series.csv"
    path.write_bytes(table_of({"a": text_of(WAVE)}))
    assert read_csv(path).name == read_csv(str(path)).name == "my series.csv"
    assert read_csv(path.read_bytes()).name == "the file"
