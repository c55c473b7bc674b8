"""What Arrow splits is what Python's reader of CSV splits, or it is left to that."""

import io

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.data.reading.grid import Grid, grid_of, parsed, without_blank
from lstm_viz.data.reading.plain_grid import plain_grid
from lstm_viz.data.room import FILE, Bounds

LETTERS = st.text(st.sampled_from("a1.,;\t -'’é\u00a0NUL#=|\u2028\x0b\\"), max_size=4)
MARKS = st.sampled_from([",", ";", "\t", "|"])
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", ""])
LONGEST = 100_000


def by_python(text: str, delimiter: str) -> Grid:
    return without_blank(
        grid_of(parsed(io.StringIO(text, newline=None), delimiter, "file"), "file", delimiter, FILE), "file"
    )


@given(st.lists(st.lists(LETTERS, min_size=2, max_size=3), min_size=1, max_size=6), MARKS, ENDS, ENDS)
def test_arrow_s_rows_are_python_s_or_none(rows: list[list[str]], delimiter: str, end: str, last: str) -> None:
    text = (end or "\n").join(delimiter.join(cells) for cells in rows) + last
    found = plain_grid(text, delimiter, FILE, LONGEST)
    if found is None or not any(cell.strip() for row in rows for cell in row):
        return
    own, other = without_blank(found, "file"), by_python(text, delimiter)
    assert [each.to_pylist() for each in own.columns] == [each.to_pylist() for each in other.columns]
    assert (own.lines.tolist(), own.widths.tolist()) == (other.lines.tolist(), other.widths.tolist())
    assert own.long == other.long == {}


def test_lines_that_are_alike_are_split_and_others_left_alone() -> None:
    assert plain_grid("a;b\n1;2\n", ";", FILE, LONGEST) is not None
    tight = Bounds(10**6, 2, 100, 100)
    for text in ("a;b\n1\n", 'a;b\n"1";2\n', "a;b\n1;2;3\n", "a\n1\n", "a;b\r1;2\n", "\na;b\n", ""):
        assert plain_grid(text, ";", FILE, LONGEST) is None, text
    assert plain_grid("a;b\n1;2\n3;4\n", ";", tight, LONGEST) is None
    assert plain_grid("a;b\n1;2345\n", ";", FILE, 5) is None


def test_a_large_file_is_read_alike_with_and_without_one_quoted_cell() -> None:
    rows = [
        f"2020-01-01 {k // 60 % 24:02d}:{k % 60:02d};{k / 7:.3f};{'' if k % 50 == 3 else k % 9}" for k in range(60_000)
    ]
    plain = "\n".join(["time;a;b", *rows])
    assert len(plain) > 1_000_000
    first, other = (read_csv(text.encode(), date="") for text in (plain, plain.replace("time;a", '"time";a', 1)))
    assert first.table.equals(other.table)
    assert np.array_equal(first.filled, other.filled)
    assert (first.columns, first.warnings, first.skipped) == (other.columns, other.warnings, other.skipped)
