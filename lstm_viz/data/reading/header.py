"""What stands above the data: titles, one or several rows of names, a row of units; found by what the columns hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa

from lstm_viz.data.reading.grid import Grid
from lstm_viz.data.reading.numbers import is_missing, is_numeric
from lstm_viz.data.reading.times import NAMES, is_dated, read_times
from lstm_viz.data.reading.totals import are_totals
from lstm_viz.records import Array

MISSING, NUMBER, DATED, TEXT = range(4)
MOST_NAME = 100
_TOP, _MIDDLE, _END = 150, 150, 60
_FEW = 5
_UNIT = re.compile(
    r"[\[(].{1,20}[\])]|[°µ]?[CFKVAWgmst]|%|‰|[kMGT]?(W|Wh|Hz|g|m|Pa|V|t|l|J)|[mck]?m[²³]?|h?Pa|bar|l|s|min|h|d|"
    r"m/s|km/h|W/m²?2?|µg/m³?3?|ppm|ppb|EUR|USD|GBP|CHF|€|\$|£|kr|Mio\.? ?€?|units?|pcs|Stück|count|index|persons?|-|",
    re.IGNORECASE,
)
_TIME_UNIT = re.compile(r"[\[(]?(date|time|datum|zeit|utc|gmt|cet|mez|local|[ydmhst.\-/: ]+)?[\])]?|-", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Kinds:
    """What the cells of some rows are: MISSING, NUMBER, DATED or TEXT; and what most cells of each column are."""

    rows: Array
    cells: Array
    columns: Array

    @property
    def data(self) -> Array:
        """For each of the rows, whether it is of the table: a date where dates are, else numbers where numbers are."""
        dates, numbers = (np.flatnonzero(self.columns == kind) for kind in (DATED, NUMBER))
        if len(dates):
            cells = self.cells[:, dates]
            return np.asarray(((cells == DATED) | (cells == MISSING)).all(1) & (cells == DATED).any(1))
        if not len(numbers):
            return np.zeros(len(self.rows), bool)
        cells = self.cells[:, numbers]
        fits, alien = (cells == NUMBER).sum(1), ((cells == TEXT) | (cells == DATED)).sum(1)
        return np.asarray((fits > 0) & (fits >= alien) & (cells[:, 0] != TEXT))


def kinds_of(grid: Grid, decimal: str) -> Kinds:
    """Return what cells are, of rows at the top, the middle and the end."""
    n = grid.rows
    parts = (
        np.arange(min(n, _TOP)),
        np.linspace(0, n - 1, min(n, _MIDDLE)).astype(int),
        np.arange(max(0, n - _END), n),
    )
    rows = np.unique(np.concatenate(parts))
    cells = np.stack([_kinds(column.take(pa.array(rows)), decimal) for column in grid.columns], axis=1)
    body = cells[len(rows) // 3 :] if len(rows) > _FEW else cells
    return Kinds(rows, cells, np.array([_usual(column) for column in body.T]))


def _kinds(cells: pa.Array, decimal: str) -> Array:
    kinds = np.full(len(cells), TEXT, np.int8)
    kinds[is_numeric(cells, decimal)] = NUMBER
    rest = np.flatnonzero(kinds == TEXT)
    if len(rest):
        kinds[rest[is_dated(cells.take(pa.array(rest)))]] = DATED
        kinds[is_missing(cells)] = MISSING
    return kinds


def _usual(kinds: Array) -> int:
    """Return what most cells are; of a few that differ, what the last one is, for names stand above."""
    there = kinds[kinds != MISSING]
    if not len(there):
        return MISSING
    counts = np.bincount(there, minlength=4)
    best = int(np.argmax(counts))
    if counts[best] >= 0.6 * len(there):
        return best
    return int(there[-1]) if len(kinds) <= _FEW else TEXT


@dataclass(frozen=True)
class Header:
    """Where the rows of names are, and where the data begin; `units`: the row of units, or None."""

    names: tuple[int, ...]
    units: int | None
    body: int


def find_header(grid: Grid, kinds: Kinds, header: bool | None, rows: int | None = None) -> Header:
    """Return where names, units and data are. `header`, and how many `rows` of names there are, is a person's word."""
    data = kinds.data[: int(np.searchsorted(kinds.rows, min(grid.rows, _TOP)))]
    first = int(np.argmax(data)) if data.any() else 0
    if rows is not None:
        units = first - 1 if 0 < rows < first and _is_unit_row(grid.row(first - 1), kinds) else None
        begin = max(0, (first if units is None else units) - rows)
        end = min(begin + rows, grid.rows - 1)
        return Header(tuple(range(begin, end)), units, max(first, end))
    if header is None and data.any() and _tells_times(grid, kinds, first):
        return Header((first,), None, first + 1)
    if header is False:
        return Header((), None, first)
    while header is None and first and _holds_values(grid.row(first - 1), kinds):
        first -= 1
    above = list(range(first))
    if above and _is_unit_row(grid.row(above[-1]), kinds) and len(above) > 1:
        units, above = above[-1], above[:-1]
    else:
        units = None
    if above and header is None and _is_title(grid, above[-1]):
        return Header((), units, first)
    if not above:
        return Header((first,), None, first + 1) if header else Header((), None, first)
    names = [above[-1]]
    for place in reversed(above[:-1]):
        if place != names[0] - 1 or not _is_upper_header(grid, place):
            break
        names.insert(0, place)
    return Header(tuple(names), units, first)


def _tells_times(grid: Grid, kinds: Kinds, place: int) -> bool:
    """Return whether a row of numbers is a header of years or days, over columns of numbers; some may be totals."""
    at = np.flatnonzero(kinds.columns == NUMBER)
    cells = grid.row(place)
    lead = [cells[k] for k in range(len(grid.columns)) if k not in set(at.tolist())]
    if len(at) < 3 or len(at) < len(grid.columns) - 3 or not lead or grid.rows < 2:
        return False
    words = pa.array([cells[k] for k in at if k < len(cells)], pa.string())
    found = read_times(words.filter(pa.array(~are_totals(words))), "")
    return found is not None and bool(found.dated.all()) and bool((np.diff(found.index.asi8) > 0).all())


def _holds_values(row: Sequence[str], kinds: Kinds) -> bool:
    """Return whether a row has numbers where the columns do: one with a damaged date is no row of names.

    Columns may be named by whole numbers, each greater than the one before.
    """
    cells = [cell for cell, kind in zip(row, kinds.columns, strict=False) if kind == NUMBER]
    found = is_numeric(pa.array(cells, pa.string()), ".") | is_numeric(pa.array(cells, pa.string()), ",")
    if not found.any():
        return False
    whole = [int(cell) for cell in cells if cell.isdecimal() and cell.isascii() and len(cell) < 10]
    return not (len(whole) == len(cells) > 1 and all(a < b for a, b in pairwise(whole)))


def _is_title(grid: Grid, place: int) -> bool:
    row, width = grid.row(place), len(grid.columns)
    if width == 1:
        return len(row[0]) > 60
    if sum(map(bool, row)) > 1 or not row[0]:
        return False
    return width > 2 or bool(grid.widths[place] < 2) or row[0].casefold() not in NAMES


def _is_upper_header(grid: Grid, place: int) -> bool:
    """Return whether a row above the names holds names too: it leaves the first cell blank, or names every column."""
    row, width = grid.row(place), len(grid.columns)
    filled = [cell for cell in row if cell]
    if (
        width < 2
        or len(row) > width
        or row[0].startswith("#")
        or any(len(cell) > 40 or cell.endswith(":") for cell in filled)
    ):
        return False
    if not row[0]:
        return bool(filled)
    return width > 2 and len(filled) >= width - 1 and not any(letter.isdigit() for cell in filled for letter in cell)


def _is_unit_row(row: Sequence[str], kinds: Kinds) -> bool:
    told = False
    for cell, kind in zip(row, kinds.columns, strict=False):
        if kind == NUMBER:
            if not _UNIT.fullmatch(cell):
                return False
            told |= cell not in ("", "-")
        elif not (_TIME_UNIT.fullmatch(cell) or _UNIT.fullmatch(cell)):
            return False
    return told


def names_of(grid: Grid, header: Header) -> list[str]:
    """Return a name for every column, from all rows of names: a name over several columns belongs to each of them."""
    width = len(grid.columns)
    rows = [[*grid.row(place)[:width], *[""] * (width - len(grid.row(place)))] for place in header.names]
    for row in rows[:-1]:
        for k in range(1, width):
            row[k] = row[k] or row[k - 1]
    titles = [" ".join(dict.fromkeys(filter(None, (row[k] for row in rows)))) for k in range(width)]
    if titles and titles[0].startswith("#") and len(titles[0]) > 1:
        titles[0] = titles[0].lstrip("# ")
    return unique_names(titles)


def unique_names(titles: Sequence[str]) -> list[str]:
    """Return a name for every column: its title, "column 3" where it has none, "price (3)" where it is taken."""
    names: dict[str, None] = {}
    for place, title in enumerate(titles, start=1):
        wanted = tidy(title) or f"column {place}"
        tries = (wanted, *(f"{wanted} ({number})" for number in range(place, place + len(titles) + 1)))
        names[next(each for each in tries if each not in names)] = None
    return list(names)


def tidy(name: str) -> str:
    """Return a name as one line of at most 100 letters, all seen: none turns or hides what is beside it."""
    seen = "".join(letter if letter.isprintable() else " " for letter in name[: 10 * MOST_NAME])
    return " ".join(seen.split())[:MOST_NAME].strip()
