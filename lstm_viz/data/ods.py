"""Rows of text cells out of an OpenDocument spreadsheet (.ods), within the same bounds as an Excel file's."""

import re
import zipfile
import zlib
from collections.abc import Mapping
from datetime import timedelta
from xml.parsers.expat import ExpatError

from lstm_viz.data.excel_parts import MOST_UNPACKED, Parts
from lstm_viz.data.excel_tables import Text
from lstm_viz.data.room import MOST_WIDE
from lstm_viz.data.sheets import Picked, Picking
from lstm_viz.errors import DataError

_CONTENT = "content.xml"
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OFFICE, _TABLE, _STYLE = (
    f"urn:oasis:names:tc:opendocument:xmlns:{each}:1.0 " for each in ("office", "table", "style")
)
_COPY = "ta_extref"  # the style of what LibreOffice keeps of other files: no sheets
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_NUMBERS = frozenset({"float", "percentage", "currency"})
_WHOLE = re.compile(r"-?\d{1,300}", re.ASCII)
_LENGTH = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d{1,12})?S", re.ASCII)
# What zip, XML and their parsing let through when a file is broken.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ExpatError),
    *(KeyError, ValueError, TypeError, IndexError, OverflowError),
)


def is_ods(data: bytes) -> bool:
    """Return whether the bytes begin as an OpenDocument spreadsheet does: its first member tells its type."""
    return data[30:38] == b"mimetype" and _TYPE.encode() in data[:200]


def rows_of_ods(data: bytes, name: str, sheet: str | None = None) -> Picked:
    """Return the rows that are not blank of the sheet that is named, else of the one that is found by rule.

    A cell is its value, not what its format shows of it: 5 % is 0.05, a date is ISO 8601.

    Raises:
        DataError: it is no such file, is empty, has no such sheet, has too many rows or cells, or unpacks to more than
            50 MB.
    """
    picking = Picking(name, sheet)
    try:
        parts = Parts(data)
        if parts.unpacked <= MOST_UNPACKED:
            _Sheets(picking).read(parts)
    except _BROKEN as error:
        raise DataError(f"{name} is not an .ods file that can be read: save it as .xlsx or CSV.") from error
    if parts.unpacked > MOST_UNPACKED:
        raise DataError(f"{name} unpacks to {parts.unpacked / 2**20:.0f} MB; 50 MB is the most: save it as CSV.")
    return picking.picked()


class _Sheets:
    """Tells `picking` of the sheets, tag by tag, and of their rows that are not blank, as long as it needs them."""

    def __init__(self, picking: Picking) -> None:
        self._picking, self._hiding = picking, _Hiding()
        self._depth = 0
        self._line, self._row_times = 0, 1
        self._row: list[str] = []
        self._column, self._cell_times = 0, 1
        self._cell: Mapping[str, str] | None = None
        self._notes = self._paragraphs = 0
        self._text = Text()

    def read(self, parts: Parts) -> None:
        parts.read(_CONTENT, self._start, self._end, self._piece)

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._hiding.start(tag, attributes)
        if tag == "table":
            self._depth += 1
            if self._depth == 1 and attributes.get(f"{_TABLE}style-name") != _COPY:
                self._line = 0
                self._picking.begin(attributes.get(f"{_TABLE}name", ""), hidden=self._hiding.hides(attributes))
        if not self._picking.open:
            return
        if tag == "annotation":
            self._notes += 1
        elif tag == "table-row":
            self._row, self._column = [], 0
            self._row_times = _times(attributes, "rows")
        elif tag in _CELLS:
            self._cell, self._cell_times, self._paragraphs = attributes, _times(attributes, "columns"), 0
        elif tag in ("s", "tab", "line-break"):
            self._piece(" ")
        elif tag == "p":
            self._paragraphs += 1
            if self._paragraphs > 1:
                self._piece(" ")

    def _piece(self, piece: str) -> None:
        if self._cell is not None and not self._notes and self._picking.open:
            self._text.add(piece)

    def _end(self, tag: str) -> None:
        if tag == "table":
            self._depth -= 1
            if not self._depth:
                self._picking.end()
        if not self._picking.open:
            return
        if tag == "annotation":
            self._notes -= 1
        elif tag in _CELLS and self._cell is not None:
            self._keep(_value(self._cell, self._text.take()))
            self._cell = None
        elif tag == "table-row":
            self._end_row()

    def _keep(self, cell: str) -> None:
        if cell and self._column <= MOST_WIDE:
            times = min(self._cell_times, MOST_WIDE + 1 - self._column)
            self._row += [*[""] * (self._column - len(self._row)), *[cell] * times]
        self._column = min(self._column + self._cell_times, MOST_WIDE + 1)

    def _end_row(self) -> None:
        if any(self._row):
            row = tuple(self._row)
            for k in range(1, self._row_times + 1):
                if not self._picking.open:
                    break
                self._picking.add(self._line + k, row)
        self._line += self._row_times


class _Hiding:
    """Which styles hide a sheet: a sheet itself tells only its style."""

    def __init__(self) -> None:
        self._style = ""
        self._styles: set[str] = set()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif tag == "table-properties" and attributes.get(f"{_TABLE}display") == "false":
            self._styles.add(self._style)

    def hides(self, sheet: Mapping[str, str]) -> bool:
        return sheet.get(f"{_TABLE}style-name", "") in self._styles


def _times(attributes: Mapping[str, str], what: str) -> int:
    """Return how often a cell or row stands there: alike ones are written once."""
    told = attributes.get(f"{_TABLE}number-{what}-repeated", "1")
    if len(told) > 9 or int(told) < 1:
        raise ValueError("nothing is repeated so often")
    return int(told)


def _value(attributes: Mapping[str, str], text: str) -> str:
    kind = attributes.get(f"{_OFFICE}value-type", "string")
    if kind in _NUMBERS:
        value = attributes[f"{_OFFICE}value"]
        return repr(int(value) if _WHOLE.fullmatch(value) else float(value))
    if kind == "date":
        return attributes[f"{_OFFICE}date-value"][:40]
    if kind == "boolean":
        return str(attributes[f"{_OFFICE}boolean-value"] == "true")
    if kind == "time" and (found := _LENGTH.fullmatch(attributes[f"{_OFFICE}time-value"])):
        hours, minutes, seconds = (int(each) for each in found.groups())
        return str(timedelta(hours=hours, minutes=minutes, seconds=seconds))
    return text
