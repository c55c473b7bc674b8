"""Rows of text cells out of an Excel file (.xlsx), read by openpyxl."""

import io
import zipfile
import zlib
from datetime import date, datetime
from typing import Any

import openpyxl

from lstm_viz.data.source import MOST_ROWS
from lstm_viz.data.table_shape import MOST_WIDE
from lstm_viz.errors import DataError

MOST_UNPACKED = 50 * 2**20
# What openpyxl lets through from zip, XML and its own parsing when a file is broken.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError),
    *(SyntaxError, KeyError, ValueError, TypeError, AttributeError, IndexError),
)


def is_excel(data: bytes) -> bool:
    """Return whether the bytes begin as a zip archive does, which .xlsx is."""
    return data.startswith(b"PK\x03\x04")


def rows_of_excel(data: bytes, name: str) -> list[list[str]]:
    """Return the rows that are not blank of the first sheet that has any.

    Raises:
        DataError: it is no Excel file, is empty, or unpacks to more than 50 MB.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        rows = _first_rows(data) if unpacked <= MOST_UNPACKED else []
    except _BROKEN as error:
        raise DataError(f"{name} is not an Excel file that can be read: save it as .xlsx or CSV.") from error
    if unpacked > MOST_UNPACKED:
        raise DataError(f"{name} unpacks to {unpacked / 2**20:.0f} MB; 50 MB is the most: save it as CSV.")
    if not rows:
        raise DataError(f"{name} has no sheet with data: choose a file with one row per timestep.")
    return rows


def _first_rows(data: bytes) -> list[list[str]]:
    """Blank rows are dropped as they come: a sheet may claim a million of them."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            cells = sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=MOST_WIDE + 1)
            rows = [_shortened([_text(cell) for cell in row]) for row in cells if any(cell is not None for cell in row)]
            if any(rows):
                width = max(map(len, rows))
                return [row + [""] * (width - len(row)) for row in rows if row]
    finally:
        book.close()
    return []


def _shortened(row: list[str]) -> list[str]:
    """Return the row without the blank cells at its end."""
    last = max((place for place, cell in enumerate(row) if cell), default=-1)
    return row[: last + 1]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return repr(cell) if isinstance(cell, float) else str(cell).strip()
