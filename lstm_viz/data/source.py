"""A series to learn from, wherever it came from."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_viz.errors import DataError

FEWEST_ROWS, MOST_ROWS, MOST_COLUMNS = 30, 200_000, 50
LARGEST = 1e100  # beyond it squares overflow


def check_rows(name: str, rows: int) -> None:
    """Refuse a series to learn from that is too short or too long.

    Raises:
        DataError: there are fewer than 30 rows or more than 200,000.
    """
    if rows < FEWEST_ROWS:
        found = "1 row" if rows == 1 else f"{rows} rows"
        raise DataError(f"{name} has {found}; at least {FEWEST_ROWS} are needed: choose a longer series.")
    if rows > MOST_ROWS:
        raise DataError(f"{name} has {rows:,} rows; {MOST_ROWS:,} is the most: keep the latest part of it.")


@dataclass(frozen=True, eq=False)
class Source:
    """A table in time order with the words that belong to it.

    Attributes:
        name: what the person knows it by. about: one plain sentence.
        table: float64 columns over a DatetimeIndex or a RangeIndex, every value finite, no name twice.
        units: column → unit, where one is known. target: the column predicted unless another is chosen.

    Raises:
        DataError: the table is too short, too long, too wide or not in time order, holds a value that is not finite or
            beyond 1e100, has two columns of one name, or lacks the target.
    """

    name: str
    table: pd.DataFrame
    units: Mapping[str, str]
    target: str
    about: str

    def __post_init__(self) -> None:
        rows, columns = self.table.shape
        check_rows(self.name, rows)
        if not 1 <= columns <= MOST_COLUMNS:
            raise DataError(f"{self.name} has {columns} columns of numbers; 1 to {MOST_COLUMNS} can be used.")
        values = self.table.to_numpy(np.float64)
        bad = np.argwhere(~(np.abs(values) <= LARGEST))
        if len(bad):
            row, column = bad[0]
            found = "not a finite number" if not np.isfinite(values[row, column]) else "too large to reckon with"
            raise DataError(
                f"Column “{self.table.columns[column]}” of {self.name} holds a value that is {found} in row {row + 1}: "
                "correct or remove it."
            )
        if not self.table.columns.is_unique:
            twice = self.table.columns[self.table.columns.duplicated()][0]
            raise DataError(f"{self.name} has two columns named “{twice}”: rename one of them.")
        if not self.table.index.is_monotonic_increasing:
            raise DataError(f"The rows of {self.name} are not in time order: sort them by time.")
        if self.target not in self.table.columns:
            names = ", ".join(map(str, self.table.columns))
            raise DataError(f"{self.name} has no column “{self.target}” to predict: choose among {names}.")
