"""Excel files take the same road as text."""

import io
import zipfile
from datetime import datetime
from typing import Any

import openpyxl
import pandas as pd
import pytest

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.data.excel_parts import MOST_UNPACKED
from lstm_viz.data.room import UPLOAD
from lstm_viz.errors import DataError

MONTHS = [moment.to_pydatetime() for moment in pd.date_range("2001-01-01", periods=40, freq="MS")]


def workbook(rows: list[list[Any]], *, before: int = 0) -> bytes:
    """A workbook with `before` empty sheets first."""
    book = openpyxl.Workbook()
    for _ in range(before):
        book.create_sheet()
    sheet = book.worksheets[-1]
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def example() -> list[list[Any]]:
    return [["month", "x", "note"], *([MONTHS[row], 1000.125 * row % 7, None] for row in range(40))]


def test_rows_below_a_wide_gap_are_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(example())))
    book.worksheets[0].cell(row=150_000, column=1, value=datetime(2004, 5, 1))  # noqa: DTZ001
    book.worksheets[0].cell(row=150_000, column=2, value=2.5)
    out = io.BytesIO()
    book.save(out)
    assert read_csv(out.getvalue()).table["x"].tolist()[-1] == 2.5


def test_a_sheet_that_is_too_wide_is_told() -> None:
    with pytest.raises(DataError, match=r"more than 200 columns.*\.$"):
        read_csv(workbook([list(range(300))] * 40), bounds=UPLOAD)


def archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused() -> None:
    bomb = archive({"xl/worksheets/sheet1.xml": b"\0" * (MOST_UNPACKED + 1)})
    assert len(bomb) < 100_000
    with pytest.raises(DataError, match=r"unpacks to 50 MB; 50 MB is the most: .*\.$"):
        read_csv(bomb)


def test_another_archive_and_a_damaged_workbook_are_told() -> None:
    good = workbook(example())
    with zipfile.ZipFile(io.BytesIO(good)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    damaged = [archive({"a.txt": b"hello", "b.txt": b"hello"})]
    damaged += [archive(parts | {name: parts[name][: len(parts[name]) // 2]}) for name in parts if "sheet1" in name]
    damaged += [archive(parts | {"xl/workbook.xml": b"<nonsense/>"}), good[: len(good) // 2]]
    for data in damaged:
        with pytest.raises(DataError, match=r"(not an Excel file that can be read|no sheet with data).*\.$"):
            read_csv(data)
