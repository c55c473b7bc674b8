"""How much of a file is read: rows and cells are counted as they come, before more memory is spent on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from lstm_viz.data.source import MOST_COLUMNS, MOST_ROWS
from lstm_viz.errors import DataError

MOST_WIDE = 200
MOST_CELLS = 1_000_000
MOST_TITLES = 1000  # lines above a table that are no rows of it


@dataclass(frozen=True)
class Bounds:
    """The most that a file may have. `bytes` holds before and after unpacking."""

    bytes: int
    rows: int
    cells: int
    lines: int
    columns: int = MOST_WIDE
    series: int = MOST_COLUMNS


UPLOAD = Bounds(10 * 2**20, MOST_ROWS, MOST_CELLS, 1_000_000)
"""What a page takes that others are served beside."""
LARGE = Bounds(128 * 2**20, 1_000_000, 20_000_000, 2_000_000)
"""What a page takes that has it read in a process of its own."""
FILE = Bounds(256 * 2**20, 3_000_000, 60_000_000, 6_000_000, 2000, 20_000)
"""What a program takes that asks for it."""


class Room:
    """The room that a file has; `name` is the file's."""

    def __init__(self, name: str, bounds: Bounds = UPLOAD) -> None:
        self._name, self._bounds = name, bounds
        self._rows = self._cells = 0

    def take(self, row: Sequence[str]) -> None:
        """Take up room for a row, which may yet be a title.

        Raises:
            DataError: the file has more rows or cells than its bounds.
        """
        self._rows += 1
        self._cells += len(row)
        check_room(self._name, self._rows - MOST_TITLES, self._cells, self._bounds)


def check_room(name: str, rows: int, cells: int, bounds: Bounds = UPLOAD) -> None:
    """Refuse a table of too many rows or cells.

    Raises:
        DataError: there are more rows or cells than the bounds.
    """
    if rows > bounds.rows:
        raise DataError(
            f"{name} has more than {bounds.rows:,} rows; {bounds.rows:,} is the most: keep the latest part of it."
        )
    if cells > bounds.cells:
        raise DataError(
            f"{name} has more than {bounds.cells:,} cells; {bounds.cells:,} is the most: keep fewer columns or rows."
        )
