"""Whatever bytes come, there is a Reading whose numbers are finite, or a DataError in a sentence; nothing else."""

import io

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_viz.data.csv_reader import Reading, read_csv
from lstm_viz.errors import DataError
from tests.unit.data.tables import WAVE, days, table_of, text_of

CELLS = (
    *(
        "",
        "0",
        "1",
        "-3.5",
        "1,5",
        "1.234",
        "1.234,5",
        "1,234",
        "1e5",
        "e5",
        "1e999",
        "inf",
        "1e308",
        "-1e308",
        "NaN",
        "-",
        ".",
        ",",
    ),
    *(
        "2001-02-03",
        "2001-02",
        "03/04/2001",
        "13/04/2001",
        "1999",
        "20010203",
        "9999-12-31",
        "0001-01-01",
        "2001-13-45",
    ),
    *("2001-02-03T04:05:06Z", "2001-02-03 04:05+02:00", "Jan 2001", "1.1.01", "99:99", "red", "é", "١", "²", "\x00"),
    *('"', '""', "'", "\u2028", "\x0b", "\ufeff", " ", "=1", "#", "9" * 400, "1" * 18, "0x1F", "１２"),
)
ENCODINGS = (None, "utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1")
GOOD = (
    table_of({"when": days(), "a": text_of(WAVE), "b": [str(k * k) for k in range(40)]}),
    table_of({"when": days(form="%d/%m/%Y"), "größe": text_of(WAVE, ",")}, ";", "cp1252"),
    table_of({"when": days(form="%Y-%m", step="M"), "a": text_of(WAVE)}, "\t", "utf-16"),
)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in zip(days(), WAVE.tolist(), strict=True):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


BOOK = workbook()


def outcome(data: bytes, encoding: str | None, header: bool | None, date: str | None) -> tuple[Reading | None, str]:
    """Return what was read, or why nothing was."""
    try:
        return read_csv(data, name="my table.csv", encoding=encoding, header=header, date=date), ""
    except DataError as error:
        return None, str(error)


def check(data: bytes, encoding: str | None = None, header: bool | None = None, date: str | None = None) -> None:
    reading, sentence = outcome(data, encoding, header, date)
    if reading is None:
        assert sentence.endswith(".")
        assert "my table.csv" in sentence
        return
    assert np.isfinite(reading.table.to_numpy(np.float64)).all()
    assert reading.table.columns.is_unique
    assert reading.table.index.is_monotonic_increasing
    assert reading.table.index.is_unique
    assert isinstance(reading.table.index, pd.DatetimeIndex if reading.time else pd.RangeIndex)
    assert all(warning.endswith(".") for warning in reading.warnings)
    assert reading.filled.shape == reading.table.shape
    kept = reading.table.loc[:, reading.filled.mean(0) <= 0.05]
    if len(kept) >= 30 and any(np.ptp(kept[column]) > 0 for column in kept.columns):
        assert reading.to_source().table.equals(kept)
    else:
        with pytest.raises(DataError, match=r"my table\.csv.*\.$"):
            reading.to_source()


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2000), st.sampled_from(ENCODINGS))
def test_any_bytes_are_read_or_refused(data: bytes, encoding: str | None) -> None:
    check(data, encoding)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(GOOD), st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=8)), max_size=12))
def test_a_file_with_bytes_changed_is_read_or_refused(data: bytes, changes: list[tuple[int, bytes]]) -> None:
    changed = bytearray(data)
    for place, piece in changes:
        changed[place % len(data) : place % len(data) + len(piece)] = piece
    check(bytes(changed))


@settings(max_examples=120, deadline=None)
@given(
    st.integers(0, 99_999),
    st.integers(1, 5),
    st.sampled_from(",;\t|"),
    st.sampled_from((None, True, False)),
    st.lists(st.sampled_from(CELLS), min_size=1, max_size=4),
)
def test_any_table_of_odd_cells_is_read_or_refused(
    seed: int, columns: int, delimiter: str, header: bool | None, palette: list[str]
) -> None:
    random = np.random.default_rng(seed)
    rows = [[str(palette[k]) for k in random.integers(len(palette), size=columns)] for _ in range(35)]
    rows[int(random.integers(35))] = [str(cell) for cell in random.choice(CELLS, size=columns)]
    text = "\n".join(delimiter.join(row) for row in rows)
    check(text.encode(), header=header)
    check(text.encode("utf-16"), header=header)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(CELLS), st.integers(0, 39), st.booleans())
def test_one_odd_cell_in_a_good_table_is_read_or_refused(cell: str, row: int, at_date: bool) -> None:
    moments, cells = days(), text_of(WAVE)
    (moments if at_date else cells)[row] = cell
    for date in (None, "when", "a", ""):
        check(table_of({"when": moments, "a": cells, "b": text_of(-WAVE)}), date=date)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 9999), st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 255)), max_size=20))
def test_a_workbook_with_bytes_changed_is_read_or_refused(cut: int, changes: list[tuple[int, int]]) -> None:
    changed = bytearray(BOOK)
    for place, value in changes:
        changed[place % len(BOOK)] = value
    check(bytes(changed))
    check(bytes(changed[: cut % len(BOOK)]))


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=500))
def test_a_zip_mark_before_any_bytes_is_refused(data: bytes) -> None:
    with pytest.raises(DataError, match=r"\.$"):
        read_csv(b"PK\x03\x04" + data)


@pytest.mark.parametrize("encoding", ["hex", "rot13", "undefined", "idna", "punycode", "utf-32", "\x00", "", "no such"])
def test_an_encoding_that_is_none_for_text_is_refused_or_read(encoding: str) -> None:
    check(GOOD[0], encoding)
