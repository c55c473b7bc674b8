"""Rows of text cells out of an Excel file (.xlsx), within bounds of memory and time whatever the file claims."""

import zipfile
import zlib
from xml.parsers.expat import ExpatError

from lstm_viz.data.excel_parts import MOST_UNPACKED, Parts
from lstm_viz.data.excel_sheet import Sheet
from lstm_viz.data.excel_tables import Styles, sheets_of, styles_of, targets_of, texts_of
from lstm_viz.errors import DataError

# What zip, XML and their parsing let through when a file is broken.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ExpatError),
    *(KeyError, ValueError, TypeError, IndexError, OverflowError, StopIteration),
)


def is_excel(data: bytes) -> bool:
    """Return whether the bytes begin as a zip archive does, which .xlsx is."""
    return data.startswith(b"PK\x03\x04")


def rows_of_excel(data: bytes, name: str) -> tuple[list[tuple[str, ...]], list[int]]:
    """Return the rows that are not blank of the first sheet that has any, and where they stand there, from 1.

    Raises:
        DataError: it is no Excel file, is empty, has too many rows or cells, or unpacks to more than 50 MB.
    """
    try:
        parts = Parts(data)
        rows, lines = _first_rows(parts, name) if parts.unpacked <= MOST_UNPACKED else ([], [])
    except _BROKEN as error:
        raise DataError(f"{name} is not an Excel file that can be read: save it as .xlsx or CSV.") from error
    if parts.unpacked > MOST_UNPACKED:
        raise DataError(f"{name} unpacks to {parts.unpacked / 2**20:.0f} MB; 50 MB is the most: save it as CSV.")
    if not rows:
        raise DataError(f"{name} has no sheet with data: choose a file with one row per timestep.")
    return rows, lines


def _first_rows(parts: Parts, name: str) -> tuple[list[tuple[str, ...]], list[int]]:
    """Blank rows are dropped as they come: a sheet may claim a million of them."""
    workbook = next(part for kind, part in targets_of(parts, "").values() if kind == "officeDocument")
    targets = targets_of(parts, workbook)
    sheets, from_1904 = sheets_of(parts, workbook)
    shared = [part for kind, part in targets.values() if kind == "sharedStrings" and part in parts]
    styled = [part for kind, part in targets.values() if kind == "styles" and part in parts]
    texts = texts_of(parts, shared[0]) if shared else []
    styles = styles_of(parts, styled[0]) if styled else Styles()
    for each in sheets:
        kind, part = targets[each]
        if kind != "worksheet":
            continue
        sheet = Sheet(name, texts, styles, from_1904=from_1904)
        sheet.read(parts, part)
        if sheet.rows:
            return sheet.rows, sheet.lines
    return [], []
