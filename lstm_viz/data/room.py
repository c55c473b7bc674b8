"""How much of a file is read: rows and cells are counted as they come, before more memory is spent on them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from lstm_viz.data.source import MOST_ROWS
from lstm_viz.errors import DataError

MOST_WIDE = 200
MOST_CELLS = 1_000_000
MOST_TITLES = 1000  # lines above a table that are no rows of it


class Room:
    """The room that a file has; `name` is the file's."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows = self._cells = 0

    def take(self, row: Sequence[str]) -> None:
        """Take up room for a row, which may yet be a title.

        Raises:
            DataError: the file has more than 200,000 rows or 1,000,000 cells.
        """
        self._rows += 1
        self._cells += len(row)
        check_room(self._name, self._rows - MOST_TITLES, self._cells)


def check_room(name: str, rows: int, cells: int) -> None:
    """Refuse a table of too many rows or cells.

    Raises:
        DataError: there are more than 200,000 rows or 1,000,000 cells.
    """
    if rows > MOST_ROWS:
        raise DataError(
            f"{name} has more than {MOST_ROWS:,} rows; {MOST_ROWS:,} is the most: keep the latest part of it."
        )
    if cells > MOST_CELLS:
        raise DataError(
            f"{name} has more than {MOST_CELLS:,} cells; {MOST_CELLS:,} is the most: keep fewer columns or rows."
        )


def usual_width(rows: Iterable[Sequence[str]]) -> tuple[int, int]:
    """Return how many cells most rows have, and how many rows that is; (1, 0) for no rows."""
    widths = Counter(map(len, rows))
    return max(sorted(widths.items()), key=lambda pair: pair[1], default=(1, 0))
