"""Rows of text cells out of an Excel file (.xlsx), within bounds of memory and time whatever the file claims."""

import zipfile
import zlib
from xml.parsers.expat import ExpatError

from lstm_viz.data.excel_parts import MOST_UNPACKED, Parts
from lstm_viz.data.excel_sheet import Sheet
from lstm_viz.data.excel_tables import Styles, sheets_of, styles_of, targets_of, texts_of
from lstm_viz.data.sheets import Picked, Picking
from lstm_viz.errors import DataError

# What zip, XML and their parsing let through when a file is broken.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ExpatError),
    *(KeyError, ValueError, TypeError, IndexError, OverflowError, StopIteration),
)


def is_excel(data: bytes) -> bool:
    """Return whether the bytes begin as a zip archive does, which .xlsx is."""
    return data.startswith(b"PK\x03\x04")


def rows_of_excel(data: bytes, name: str, sheet: str | None = None) -> Picked:
    """Return the rows that are not blank of the sheet that is named, else of the one that is found by rule.

    Raises:
        DataError: it is no Excel file, is empty, has no such sheet, has too many rows or cells, or unpacks to more than
            50 MB.
    """
    picking = Picking(name, sheet)
    try:
        parts = Parts(data)
        if parts.unpacked <= MOST_UNPACKED:
            _tell_sheets(parts, picking)
    except _BROKEN as error:
        raise DataError(f"{name} is not an Excel file that can be read: save it as .xlsx or CSV.") from error
    if parts.unpacked > MOST_UNPACKED:
        raise DataError(f"{name} unpacks to {parts.unpacked / 2**20:.0f} MB; 50 MB is the most: save it as CSV.")
    return picking.picked()


def _tell_sheets(parts: Parts, picking: Picking) -> None:
    """Blank rows are dropped as they come: a sheet may claim a million of them."""
    workbook = next(part for kind, part in targets_of(parts, "").values() if kind == "officeDocument")
    targets = targets_of(parts, workbook)
    sheets, from_1904 = sheets_of(parts, workbook)
    shared = [part for kind, part in targets.values() if kind == "sharedStrings" and part in parts]
    styled = [part for kind, part in targets.values() if kind == "styles" and part in parts]
    texts = texts_of(parts, shared[0]) if shared else []
    styles = styles_of(parts, styled[0]) if styled else Styles()
    for each in sheets:
        kind, part = targets[each.id]
        if kind == "worksheet":
            picking.begin(each.name, hidden=each.hidden)
            Sheet(picking, texts, styles, from_1904=from_1904).read(parts, part)
            picking.end()
