"""A sheet of an Excel file as rows of text cells, read tag by tag."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from lstm_viz.data.excel_parts import MOST_UNPACKED, Parts
from lstm_viz.data.excel_tables import Styles, Text
from lstm_viz.data.room import MOST_WIDE, Room
from lstm_viz.errors import DataError

_PLACE = re.compile(r"([A-Z]{1,3})\d{1,7}", re.ASCII)
_WHOLE = re.compile(r"-?\d+", re.ASCII)


class Sheet:
    """The rows of a sheet that are not blank, and where they stand, as `parts` tell them; `name` is the file's."""

    def __init__(self, name: str, texts: Sequence[str], styles: Styles, *, from_1904: bool) -> None:
        self.rows: list[tuple[str, ...]] = []
        self.lines: list[int] = []
        self._line = 0
        self._name, self._texts, self._styles = name, texts, styles
        self._epoch = MAC_EPOCH if from_1904 else WINDOWS_EPOCH
        self._room, self._letters = Room(name), 0
        self._row: list[str] = []
        self._column, self._type, self._style = 0, "n", 0
        self._inside = ""
        self._text = Text()

    def read(self, parts: Parts, part: str) -> None:
        """Read a part.

        Raises:
            DataError: it is too large. ValueError and others: it is not as Excel writes it.
        """
        parts.read(part, self._start, self._end, self._piece)

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
            self._room.take(self._row)
            self.rows.append(tuple(self._row))
            self.lines.append(self._line)

    def _keep(self, cell: str) -> None:
        self._letters += len(cell)
        if self._letters > MOST_UNPACKED:
            raise DataError(f"{self._name} unpacks to more than 50 MB of text; 50 MB is the most: save it as CSV.")
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
