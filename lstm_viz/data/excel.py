"""Rows of text cells out of an Excel file (.xlsx), read by openpyxl."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl

from lstm_viz.errors import DataError

MOST_UNPACKED, MOST_CELLS = 100 * 2**20, 2_000_000


def is_excel(data: bytes) -> bool:
    """Return whether the bytes begin as a zip archive does, which .xlsx is."""
    return data.startswith(b"PK\x03\x04")


def rows_of_excel(data: bytes, name: str) -> list[list[str]]:
    """Return the rows that are not blank of the first sheet that has any.

    Raises:
        DataError: it is no Excel file, is empty, or unpacks to more than 100 MB.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MOST_UNPACKED:
            raise DataError(f"{name} unpacks to {unpacked / 2**20:.0f} MB; 100 MB is the most: save it as CSV.")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise DataError(f"{name} is not an Excel file that can be read: save it as .xlsx or CSV.") from error
    try:
        for sheet in book.worksheets:
            rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True, max_row=200_001)]
            filled = [row for row in rows if any(row)]
            if filled:
                return filled
    finally:
        book.close()
    raise DataError(f"{name} has no sheet with data: choose a file with one row per timestep.")


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return repr(cell) if isinstance(cell, float) else str(cell).strip()
