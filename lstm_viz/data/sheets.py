"""Which sheet of a workbook is read, found while its sheets come one after another: no more is kept than is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from lstm_viz.data.excel_parts import MOST_UNPACKED
from lstm_viz.data.reading.header import tidy
from lstm_viz.data.reading.numbers import is_numeric
from lstm_viz.data.room import Room
from lstm_viz.errors import DataError

LOOK, FEWEST_ROWS = 50, 3
_MOST_SHEETS, _MOST_NAMED = 1000, 5


@dataclass(frozen=True)
class Picked:
    """The sheet that is read: its rows that are not blank, and where they stand there, from 1.

    `sheets`: the names of all that have cells. `warnings`: a sentence where others were passed over by rule.
    """

    rows: list[tuple[str, ...]]
    lines: list[int]
    sheet: str
    sheets: tuple[str, ...]
    warnings: tuple[str, ...]


class _Label(NamedTuple):
    """What a sheet is called, and its place among all."""

    place: int
    name: str
    hidden: bool


class _Sheet:
    """A sheet as its rows come; `wanted`: it may be the one that is read."""

    def __init__(self, label: _Label, file: str, *, wanted: bool) -> None:
        self.label, self.wanted = label, wanted
        self.rows: list[tuple[str, ...]] = []
        self.lines: list[int] = []
        self._file, self._room, self._letters = file, Room(file), 0

    def add(self, line: int, row: tuple[str, ...]) -> None:
        self._letters += sum(map(len, row))
        if self._letters > MOST_UNPACKED:
            raise DataError(f"{self._file} unpacks to more than 50 MB of text; 50 MB is the most: save it as CSV.")
        self._room.take(row)
        self.rows.append(row)
        self.lines.append(line)


class Picking:
    """Takes the sheets of the workbook `file` in their order and picks the one that was `asked` for, hidden or not.

    By rule it is the first that is not hidden and looks like a table, else the first that is not hidden and has cells.
    `open`: whether more rows of the sheet that has begun are needed; any may be left out once they are not.
    """

    def __init__(self, file: str, asked: str | None) -> None:
        self.open = False
        self._file, self._asked = file, None if asked is None else tidy(asked)
        self._count, self._settled = 0, False
        self._now: _Sheet | None = None
        self._kept: _Sheet | None = None
        self._filled: list[_Label] = []

    def begin(self, name: str, *, hidden: bool) -> None:
        """Begin a sheet.

        Raises:
            ValueError: there are more than any workbook has.
        """
        self._count += 1
        if self._count > _MOST_SHEETS:
            raise ValueError("no workbook has so many sheets")
        label = _Label(self._count, tidy(name) or f"sheet {self._count}", hidden)
        fits = not hidden if self._asked is None else label.name == self._asked
        self._now, self.open = _Sheet(label, self._file, wanted=fits and not self._settled), True

    def add(self, line: int, row: tuple[str, ...]) -> None:
        """Take a row that is not blank, of the sheet that has begun.

        Raises:
            DataError: the sheet has too many rows, cells or letters.
        """
        if not self.open or self._now is None:
            return
        self._now.add(line, row)
        if not self._now.wanted:
            self.open = False
        elif self._kept is not None and len(self._now.rows) == LOOK:
            self.open = looks_like_a_table(self._now.rows)
            self._kept = None if self.open else self._kept

    def end(self) -> None:
        """End the sheet that has begun."""
        now, self._now, self.open = self._now, None, False
        if now is None or not now.rows:
            return
        self._filled.append(now.label)
        if now.wanted:
            self._settled = self._asked is not None or looks_like_a_table(now.rows)
        if now.wanted and (self._settled or self._kept is None):
            self._kept = now

    def picked(self) -> Picked:
        """Return the sheet that is read.

        Raises:
            DataError: none has cells, or only hidden ones have, or none of the name that was asked for.
        """
        kept = self._kept
        if kept is None:
            raise DataError(self._why_none())
        name, others = kept.label.name, [each for each in self._filled if each != kept.label]
        warned = others and self._asked is None
        more = f"another: {_listed(others)}" if len(others) == 1 else f"others: {_listed(others)}"
        warnings = (f"Sheet “{name}” is read; the workbook has {more}.",) if warned else ()
        return Picked(kept.rows, kept.lines, name, tuple(each.name for each in self._filled), warnings)

    def _why_none(self) -> str:
        if not self._filled:
            return f"{self._file} has no sheet with data: choose a file with one row per timestep."
        if self._asked is None:
            shown = "show one in the program that wrote it, or say which sheet is read"
            return f"{self._file} has data only in hidden sheets: {_listed(self._filled)}; {shown}."
        return f"{self._file} has no sheet “{self._asked}” with data; those it has: {_listed(self._filled)}."


def looks_like_a_table(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether three rows or more among the first of a sheet hold a number."""
    cells = [(place, cell) for place, row in enumerate(rows[:LOOK]) for cell in row if cell]
    words = pa.array([cell for _, cell in cells], pa.string())
    numeric = is_numeric(words, ".") | is_numeric(words, ",")
    return len({cells[k][0] for k in np.flatnonzero(numeric)}) >= FEWEST_ROWS


def _listed(sheets: Sequence[_Label]) -> str:
    named = ", ".join(f"“{each.name}”{' (hidden)' if each.hidden else ''}" for each in sheets[:_MOST_NAMED])
    return f"{named} and {len(sheets) - _MOST_NAMED} more" if len(sheets) > _MOST_NAMED else named
