"""Rows of text cells, kept as columns: whole columns are understood at a time, with no Python object per cell."""

import csv
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lstm_viz.data.room import MOST_TITLES, Bounds, check_room
from lstm_viz.errors import DataError
from lstm_viz.records import Array

_CHUNK = 2_000  # fewer rows than live to see Python's full garbage collection, which took a quarter of the time
_TOLD_EVERY = 100_000
_SAMPLE = 400
_SOME = 10_000


@dataclass(frozen=True, eq=False)
class Grid:
    """The rows of a file that are not blank.

    Attributes:
        columns: one array of trimmed text cells per column of the table; short rows have "" at their end.
        lines: for every row, where it stands in the file, from 1. widths: how many cells it has there.
        long: the cells of the rows that have more than the table has columns. joint: what joins cells into a line.
    """

    columns: tuple[pa.Array, ...]
    lines: Array
    widths: Array
    long: dict[int, tuple[str, ...]]
    joint: str

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.lines)

    def row(self, place: int) -> tuple[str, ...]:
        """Return the cells of a row, as many as the file has there."""
        if place in self.long:
            return self.long[place]
        return tuple(str(column[place]) for column in self.columns)

    def text(self, place: int) -> str:
        """Return a row as one line, without the empty cells at its end."""
        cells = list(self.row(place))
        while cells and not cells[-1]:
            cells.pop()
        return self.joint.join(" ".join(cell.split()) for cell in cells)[:300]

    def some(self) -> list[pa.Array]:
        """Return cells of every column, from all over it: all of a small table, a few thousand of a large one."""
        places = np.unique(np.linspace(0, self.rows - 1, min(self.rows, _SOME)).astype(np.int64))
        return [column.take(pa.array(places)) for column in self.columns]

    def take(self, places: Array) -> "Grid":
        """Return some of the rows."""
        if len(places) == self.rows:
            return self
        old = {int(place): new for new, place in enumerate(places)} if self.long else {}
        long = {old[place]: cells for place, cells in self.long.items() if place in old}
        chosen = pa.array(places)
        columns = tuple(column.take(chosen) for column in self.columns)
        return Grid(columns, self.lines[places], self.widths[places], long, self.joint)


def usual_width(widths: Iterable[int]) -> tuple[int, int]:
    """Return how many cells most rows have, and how many rows that is; (1, 0) for no rows."""
    return max(sorted(Counter(widths).items()), key=lambda pair: pair[1], default=(1, 0))


def grid_of(
    rows: Iterable[tuple[int, Sequence[str]]],
    name: str,
    joint: str,
    bounds: Bounds,
    tell: Callable[[int], None] | None = None,
) -> Grid:
    """Return the rows that are not blank; `rows` are (line, cells). `tell` hears now and then how many there are.

    Raises:
        DataError: the file has more columns, rows or cells than its bounds, or no row that is not blank.
    """
    numbered = iter(rows)
    sample = list(itertools.islice(numbered, _SAMPLE))
    guess, _ = usual_width(len(cells) for _, cells in sample)
    builder = _Builder(guess, name, bounds, tell)
    builder.add_all(sample)
    while some := list(itertools.islice(numbered, builder.room)):
        builder.add_all(some)
    if not builder.lines:
        raise DataError(f"{name} is empty: choose a file with one row per timestep.")
    width, _ = usual_width(builder.widths)
    if width > bounds.columns:
        raise DataError(
            f"{name} has more than {bounds.columns} columns; {bounds.columns} is the most: keep those that matter."
        )
    return builder.grid(width, joint)


class _Builder:
    """Rows on their way into columns, a chunk at a time."""

    def __init__(self, width: int, name: str, bounds: Bounds, tell: Callable[[int], None] | None) -> None:
        self._tell = tell
        self.lines: list[int] = []
        self.widths: list[int] = []
        self._width, self._name, self._bounds = min(width, bounds.columns), name, bounds
        self._waiting: list[Sequence[str]] = []
        self._chunks: list[list[pa.Array]] = []
        self._long: dict[int, tuple[str, ...]] = {}
        self._cells = 0

    @property
    def room(self) -> int:
        """How many rows complete a chunk."""
        return _CHUNK - len(self._waiting)

    def add_all(self, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
        widths = [len(cells) for _, cells in rows]
        if widths != [self._width] * len(rows) or len(rows) > self.room:
            for line, cells in rows:
                self.add(line, cells)
            return
        self.lines += [line for line, _ in rows]
        self.widths += widths
        self._cells += sum(widths)
        self._waiting += [cells for _, cells in rows]
        self._after_adding()

    def add(self, line: int, cells: Sequence[str]) -> None:
        width = len(cells)
        if width > self._width:
            width = min(width, self._bounds.columns + 1)
            self._long[len(self.lines)] = tuple(cell.strip() for cell in cells[: self._bounds.columns + 1])
            cells = cells[: self._width]
        elif width < self._width:
            cells = [*cells, *[""] * (self._width - width)]
        self.lines.append(line)
        self.widths.append(width)
        self._cells += width
        self._waiting.append(cells)
        self._after_adding()

    def _after_adding(self) -> None:
        if len(self._waiting) == _CHUNK or self._cells > self._bounds.cells:
            check_room(self._name, len(self.lines) - MOST_TITLES, self._cells, self._bounds)
            self._flush()
            if self._tell is not None and len(self.lines) % _TOLD_EVERY == 0:
                self._tell(len(self.lines))

    def _flush(self) -> None:
        arrays = [pc.utf8_trim_whitespace(pa.array(column, pa.string())) for column in zip(*self._waiting, strict=True)]
        self._chunks.append(arrays)
        self._waiting = []

    def grid(self, width: int, joint: str) -> Grid:
        check_room(self._name, len(self.lines) - MOST_TITLES, self._cells, self._bounds)
        if self._waiting:
            self._flush()
        columns = [pa.chunked_array(each).combine_chunks() for each in zip(*self._chunks, strict=True)]
        self._chunks = []
        if width < self._width:
            columns = self._narrowed(columns, width)
        elif width > self._width:
            columns = self._widened(columns, width)
        long = {place: cells for place, cells in self._long.items() if any(cells[width:])}
        check_room(self._name, 0, len(self.lines) * width, self._bounds)
        return Grid(tuple(columns), np.array(self.lines), np.array(self.widths), long, joint)

    def _narrowed(self, columns: list[pa.Array], width: int) -> list[pa.Array]:
        beyond = np.zeros(len(self.lines), bool)
        for column in columns[width:]:
            beyond |= np.asarray(pc.not_equal(column, ""))
        for place in np.flatnonzero(beyond).tolist():
            self._long.setdefault(place, tuple(str(column[place]) for column in columns))
        return columns[:width]

    def _widened(self, columns: list[pa.Array], width: int) -> list[pa.Array]:
        more: list[pa.Array] = []
        for place in range(self._width, width):
            cells = [""] * len(self.lines)
            for row, long in self._long.items():
                cells[row] = long[place] if place < len(long) else ""
            more.append(pa.array(cells, pa.string()))
        return [*columns, *more]


def without_blank(grid: Grid, name: str) -> Grid:
    """Return the rows that hold anything.

    Raises:
        DataError: none does.
    """
    filled = np.zeros(grid.rows, bool)
    for column in grid.columns:
        filled |= np.asarray(pc.not_equal(column, ""))
    filled[list(grid.long)] = True
    if not filled.any():
        raise DataError(f"{name} is empty: choose a file with one row per timestep.")
    return grid.take(np.flatnonzero(filled))


def parsed(lines: Iterator[str], delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of the rows that are not blank; quotes are honoured.

    Raises:
        DataError: a quotation mark is not closed.
    """
    reader = csv.reader(lines, delimiter=delimiter)
    begun = 0
    try:
        for cells in reader:
            if any(cells):
                yield begun + 1, cells
            begun = reader.line_num
    except csv.Error as error:
        raise DataError(
            f"{name} has a cell that never ends, near line {reader.line_num}: a quotation mark is not closed; close it."
        ) from error
