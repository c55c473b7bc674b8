"""A series to learn from, wherever it came from."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_viz.errors import DataError

FEWEST_ROWS, MOST_ROWS, MOST_COLUMNS = 30, 200_000, 50


@dataclass(frozen=True, eq=False)
class Source:
    """A table in time order with the words that belong to it.

    Attributes:
        name: what the person knows it by. about: one plain sentence.
        table: float64 columns over a DatetimeIndex or a RangeIndex, every value finite.
        units: column → unit, where one is known. target: the column predicted unless another is chosen.

    Raises:
        DataError: the table is too short, too long, too wide, or holds a value that is not finite.
    """

    name: str
    table: pd.DataFrame
    units: Mapping[str, str]
    target: str
    about: str

    def __post_init__(self) -> None:
        rows, columns = self.table.shape
        if rows < FEWEST_ROWS:
            found = "1 row" if rows == 1 else f"{rows} rows"
            raise DataError(f"{self.name} has {found}; at least {FEWEST_ROWS} are needed: choose a longer series.")
        if rows > MOST_ROWS:
            raise DataError(f"{self.name} has {rows:,} rows; {MOST_ROWS:,} is the most: keep the latest part of it.")
        if not 1 <= columns <= MOST_COLUMNS:
            raise DataError(f"{self.name} has {columns} columns of numbers; 1 to {MOST_COLUMNS} can be used.")
        bad = np.argwhere(~np.isfinite(self.table.to_numpy(np.float64)))
        if len(bad):
            row, column = bad[0]
            raise DataError(
                f"Column “{self.table.columns[column]}” of {self.name} holds a value that is not a finite number in "
                f"row {row + 1}: correct or remove it."
            )
