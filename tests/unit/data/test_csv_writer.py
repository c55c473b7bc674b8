"""A table that is written is read again with the same numbers, and does nothing in a spreadsheet."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_viz.data.csv_writer import to_csv

FORMULAS = "=+-@\t\r\n"
HARMFUL = st.text(st.sampled_from(FORMULAS + " \"',;aä1\ufeff＝＠\x00"), max_size=8)


def cells_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@settings(deadline=None)
@given(st.lists(st.floats(allow_nan=False), min_size=1, max_size=20))
def test_every_number_comes_back_with_the_same_bits(values: list[float]) -> None:
    header, *rows = cells_of(to_csv(pd.DataFrame({"x": values})))
    assert header == ["x"]
    read = np.array([float(row[0]) for row in rows])
    assert read.tobytes() == np.array(values).tobytes()


@settings(deadline=None)
@given(HARMFUL, st.lists(HARMFUL, min_size=1, max_size=5))
def test_no_text_begins_as_a_formula_does_and_every_text_is_whole(name: str, texts: list[str]) -> None:
    table = pd.DataFrame({name: texts, "n": range(len(texts))})
    written = [row[0] for row in cells_of(to_csv(table))]
    for cell, text in zip(written, [name, *texts], strict=True):
        assert cell in (text, "'" + text)
        assert not cell.lstrip(' "\ufeff\x00').startswith(tuple(FORMULAS))


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", '"=1', "'=1", "=cmd|' /C x'!A0"]
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert [row[0] for row in cells_of(to_csv(pd.DataFrame({text: [text]})))] == ["'" + text] * 2


@pytest.mark.parametrize("text", ["a=1", "2001-01-02", "1 - 2", "Größe", "ä@b", "", "'a'"])
def test_harmless_text_is_left_alone(text: str) -> None:
    assert cells_of(to_csv(pd.DataFrame({"x": [text, "b"]})))[1] == [text]


def test_negative_numbers_stay_numbers_and_missing_ones_blank() -> None:
    table = pd.DataFrame({"x": [-1.5, np.nan, 1e-300], "n": [-1, 2, 3]})
    assert cells_of(to_csv(table))[1:] == [["-1.5", "-1"], ["", "2"], ["1e-300", "3"]]


def test_accents_are_marked_as_utf8() -> None:
    assert to_csv(pd.DataFrame({"Größe": [1.0]})).startswith(b"\xef\xbb\xbfGr\xc3\xb6")


def test_columns_of_one_name_and_a_table_without_rows_are_written() -> None:
    table = pd.DataFrame([[1.0, 2.0]], columns=["a", "a"])
    assert cells_of(to_csv(table)) == [["a", "a"], ["1.0", "2.0"]]
    assert cells_of(to_csv(table.iloc[:0])) == [["a", "a"]]
