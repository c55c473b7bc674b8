"""The rows of text cells of a sheet of an Excel file, read tag by tag."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from lstm_viz.data.excel_parts import Parts
from lstm_viz.data.excel_tables import Styles, Text
from lstm_viz.data.room import MOST_WIDE
from lstm_viz.data.sheets import Picking

_PLACE = re.compile(r"([A-Z]{1,3})\d{1,7}", re.ASCII)
_WHOLE = re.compile(r"-?\d+", re.ASCII)


class Sheet:
    """Tells `picking` of the rows of a sheet that are not blank, as long as it needs them."""

    def __init__(self, picking: Picking, texts: Sequence[str], styles: Styles, *, from_1904: bool) -> None:
        self._line = 0
        self._picking, self._texts, self._styles = picking, texts, styles
        self._epoch = MAC_EPOCH if from_1904 else WINDOWS_EPOCH
        self._row: list[str] = []
        self._column, self._type, self._style = 0, "n", 0
        self._inside = ""
        self._text = Text()

    def read(self, parts: Parts, part: str) -> None:
        """Read a part.

        Raises:
            DataError: it is too large. ValueError and others: it is not as Excel writes it.
        """
        parts.read(part, self._start, self._end, self._piece, lambda: not self._picking.open)

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._inside = tag
        if tag == "c":
            self._column = _column(attributes["r"]) if "r" in attributes else self._column + 1
            self._type, self._style = attributes.get("t", "n"), int(attributes.get("s", 0))
        elif tag == "row":
            self._row, self._column = [], 0
            self._line = int(attributes.get("r", self._line + 1))

    def _piece(self, piece: str) -> None:
        if self._inside in ("v", "t"):
            self._text.add(piece)

    def _end(self, tag: str) -> None:
        self._inside = ""
        if tag == "c" and (cell := self._text.take()) and self._column <= MOST_WIDE + 1:
            self._keep(self._value(cell))
        elif tag == "row" and any(self._row):
            self._picking.add(self._line, tuple(self._row))

    def _keep(self, cell: str) -> None:
        self._row += [""] * (self._column - len(self._row))
        self._row[self._column - 1] = cell

    def _value(self, cell: str) -> str:
        if self._type == "s":
            return self._texts[int(cell)]
        if self._type == "b":
            return str(bool(int(cell)))
        if self._type != "n":
            return cell
        value = int(cell) if _WHOLE.fullmatch(cell) else float(cell)
        length = self._style in self._styles.lengths
        if not length and self._style not in self._styles.dates:
            return repr(value)
        try:
            moment = from_excel(value, self._epoch, timedelta=length)
        except (OverflowError, ValueError):
            return cell
        return moment.isoformat() if isinstance(moment, datetime) else str(moment)


def _column(place: str) -> int:
    """Return a cell's column, from 1 for A, of a place such as AB12."""
    found = _PLACE.fullmatch(place)
    if found is None:
        raise ValueError("a cell is nowhere")
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - 64
    return column
