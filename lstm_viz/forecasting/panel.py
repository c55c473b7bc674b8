"""The series to forecast: N of them over the same T rows, each row with its moment or its number."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_viz.data.csv_reader import Reading
from lstm_viz.data.reading.frequency import frequency_of
from lstm_viz.errors import DataError, SettingError
from lstm_viz.forecasting.calendar import calendar_features
from lstm_viz.records import Array


@dataclass(frozen=True, eq=False)
class Panel:
    """`series` (N, T) of names `ids` over `index` (T,); `frequency` is None where rows are only counted."""

    ids: tuple[str, ...]
    series: Array
    index: pd.Index
    frequency: str | None

    def moments(self, rows: int) -> pd.Index:
        """Return the moments of the first `rows` rows; they go on beyond the last row."""
        more = rows - len(self.index)
        if more <= 0:
            return self.index[:rows]
        if self.frequency is None:
            return pd.RangeIndex(rows)
        coming = pd.date_range(self.index[-1], periods=more + 1, freq=self.frequency)
        return self.index.append(coming[1:])

    def known(self, origin: int, season: int) -> tuple[Array, Array, tuple[str, ...]]:
        """Return what may be used at an origin: series (N, origin), the calendar (origin + 1, C), and its names."""
        return self.series[:, :origin], *calendar_features(self.moments(origin + 1), season)


def panel_of(data: Reading | pd.DataFrame, targets: Sequence[str] = ()) -> tuple[Panel, tuple[str, ...]]:
    """Return the series to forecast, and warnings. Without targets the first column that changes is taken.

    Raises:
        SettingError: a target is no column. DataError: a target has a value that is no finite number, or never changes.
    """
    table = data if isinstance(data, pd.DataFrame) else data.table
    numbers = table.select_dtypes("number")
    ids = tuple(targets)
    if not ids:
        changing = [str(name) for name in numbers.columns if np.ptp(numbers[name].to_numpy()) > 0]
        if not changing:
            raise DataError("No column of numbers changes, so there is nothing to forecast: choose another file.")
        ids = (changing[0],)
    for name in ids:
        if name not in numbers.columns:
            raise SettingError(f"There is no column of numbers “{name}”: choose among {', '.join(map(str, numbers))}.")
        column = numbers[name].to_numpy(np.float64)
        if not np.isfinite(column).all():
            row = int(np.argmin(np.isfinite(column))) + 1
            raise DataError(f"Column “{name}” has no number in row {row}: fill the gap, or leave its rows out.")
        if np.ptp(column) == 0:
            raise DataError(f"Column “{name}” is {column[0]:g} in every row: choose a column that changes.")
    values = numbers[list(ids)].to_numpy(np.float64).T
    frequency = frequency_of(table.index)
    if frequency is not None:
        return Panel(ids, values, table.index, frequency), ()
    warnings: tuple[str, ...] = ()
    if isinstance(table.index, pd.DatetimeIndex):
        warnings = ("The moments are not regular, so rows are counted: forecasts have row numbers, not moments.",)
    return Panel(ids, values, pd.RangeIndex(len(table)), None), warnings
