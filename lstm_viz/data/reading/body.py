"""The table itself: named columns of equal length. Whatever is not of it is set aside by name, never dropped."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lstm_viz.data.reading.dialect import Skipped
from lstm_viz.data.reading.grid import Grid
from lstm_viz.data.reading.header import DATED, MISSING, NUMBER, Header, find_header, kinds_of, names_of
from lstm_viz.data.reading.patterns import matches
from lstm_viz.data.reading.totals import are_totals
from lstm_viz.records import Array

_COMMENT = r"^(?:#|//)."
_FEW = 0.5


@dataclass(frozen=True, eq=False)
class Body:
    """Named columns over the rows of the table.

    Attributes:
        columns: name → trimmed text cells. grid: the same rows as they stand in the file. header: the first row of
            names as it stands there, or (). header_rows: how many rows of names there are. units: column → unit.
        skipped: what was set aside. warnings: what a person should know of it, in sentences.
    """

    columns: dict[str, pa.Array]
    grid: Grid
    header: tuple[str, ...]
    header_rows: int
    units: dict[str, str] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()

    def without(self, gone: Array, why: str) -> "Body":
        """Return the body without some of its rows, which are set aside for a reason; totals are called that."""
        places = np.flatnonzero(gone)
        if not len(places):
            return self
        kept = pa.array(np.flatnonzero(~gone))
        skipped = [
            Skipped(
                int(self.grid.lines[place]),
                self.grid.text(int(place)),
                why_of(self.grid.row(int(place)), why, self.header),
            )
            for place in places
        ]
        columns = {name: cells.take(kept) for name, cells in self.columns.items()}
        grid = self.grid.take(np.flatnonzero(~gone))
        return Body(columns, grid, self.header, self.header_rows, self.units, (*self.skipped, *skipped), self.warnings)


def why_of(row: tuple[str, ...], why: str, header: tuple[str, ...]) -> str:
    """Return why a row is no row of the table, as precisely as its cells tell."""
    if header and row[: len(header)] == header[: len(row)]:
        return "the header again"
    begins = [" ".join(cell.split()[:2]) for cell in row[:3]]
    return "a total" if are_totals(pa.array(begins, pa.string())).any() else why


def body_of(grid: Grid, decimal: str, header: bool | None, header_rows: int | None) -> Body:
    """Return the table of a grid. `header` and `header_rows` are a person's word, or None."""
    skipped: list[Skipped] = []
    grid, comments = _without_comments(grid)
    skipped += comments
    kinds = kinds_of(grid, decimal)
    found = find_header(grid, kinds, header, header_rows)
    skipped += _above(grid, found)
    below, notes = _without_notes(grid.take(np.arange(found.body, grid.rows)), decimal, kinds.columns)
    names = names_of(grid, found)
    first = grid.row(found.names[-1]) if found.names else ()
    units = _units(grid, found, names)
    columns = dict(zip(names, below.columns, strict=True))
    for place, name in enumerate(names):
        unnamed = not found.names or not any(place < len(grid.row(row)) and grid.row(row)[place] for row in found.names)
        if unnamed and len(columns) > 1 and not np.asarray(pc.not_equal(columns[name], "")).any():
            del columns[name]
    long = np.zeros(below.rows, bool)
    long[list(below.long)] = True
    body = Body(columns, below, first, len(found.names), units, (*skipped, *notes))
    return body.without(long, "more cells than the table has columns")


def _without_comments(grid: Grid) -> tuple[Grid, list[Skipped]]:
    """Return the rows that are no comments. A row that begins like one and fills every column may be the header."""
    found = matches(grid.columns[0], _COMMENT)
    if not found.any() or found.mean() >= _FEW:
        return grid, []
    if len(grid.columns) > 1:
        filled = np.sum([np.asarray(pc.not_equal(column, "")) for column in grid.columns], axis=0)
        found = found & ~((filled == len(grid.columns)) & (grid.widths == len(grid.columns)))
    places = np.flatnonzero(found)
    comments = [Skipped(int(grid.lines[place]), grid.text(int(place)), "a comment") for place in places]
    return grid.take(np.flatnonzero(~found)), comments


def _above(grid: Grid, found: Header) -> list[Skipped]:
    places = [place for place in range(found.body) if place not in found.names]
    return [
        Skipped(
            int(grid.lines[place]),
            grid.text(place),
            "units" if place == found.units else "a comment" if grid.row(place)[0][:1] == "#" else "above the table",
        )
        for place in places
    ]


def _without_notes(grid: Grid, decimal: str, columns: Array) -> tuple[Grid, list[Skipped]]:
    """Return the grid without what stands below the table: rows without a date or number where columns have them."""
    end = grid.rows
    typed = np.flatnonzero((columns == NUMBER) | (columns == DATED))
    if not len(typed) or end < 2:
        return grid, []
    kinds = kinds_of(grid, decimal)
    of_data = dict(zip(kinds.rows.tolist(), kinds.data & (kinds.cells[:, typed] != MISSING).any(1), strict=True))
    empty = dict(zip(kinds.rows.tolist(), (kinds.cells == MISSING).all(1), strict=True))
    if not any(of_data.values()):
        return grid, []
    while end > 1 and not of_data.get(end - 1, True) and not empty.get(end - 1, True):
        end -= 1
    notes = [
        Skipped(int(grid.lines[place]), grid.text(place), why_of(grid.row(place), "below the table", ()))
        for place in range(end, grid.rows)
    ]
    return grid.take(np.arange(end)), notes


def _units(grid: Grid, found: Header, names: list[str]) -> dict[str, str]:
    if found.units is None:
        return {}
    cells = grid.row(found.units)
    return {name: cell.strip("[]() ") for name, cell in zip(names, cells, strict=False) if cell not in ("", "-")}
