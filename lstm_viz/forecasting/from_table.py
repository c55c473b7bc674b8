"""From a table to the series to forecast and the columns beside them; what cannot be used is refused by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_viz.data.csv_reader import Reading
from lstm_viz.data.reading.frequency import frequency_of
from lstm_viz.errors import DataError, SettingError
from lstm_viz.forecasting.panel import Panel
from lstm_viz.records import Array


@dataclass(frozen=True, eq=False)
class Columns:
    """Columns of a table. `series` and `filled` (N, T), `past` and `future` as in a `Panel`; the table may go on."""

    ids: tuple[str, ...]
    series: Array
    filled: Array
    past: Mapping[str, Array]
    future: Mapping[str, Array]

    @property
    def rows(self) -> int:
        """How many rows there are up to the last value of any of the series: T."""
        return int(self.series.shape[1])


def panel_of(
    data: Reading | pd.DataFrame, targets: Sequence[str] = (), past: Sequence[str] = (), future: Sequence[str] = ()
) -> tuple[Panel, tuple[str, ...]]:
    """Return the series to forecast, and warnings. Without targets the first column that changes is taken.

    Rows after the last value of every target are not of the series: there the `future` columns are known ahead.

    Raises:
        SettingError: a column is not there, or is named twice.
        DataError: a column has a value that is no finite number, or a target never changes.
    """
    table = data if isinstance(data, pd.DataFrame) else data.table
    found = columns_of(data, tuple(targets), past, future)
    for name, column in zip(found.ids, found.series, strict=True):
        if np.ptp(column) == 0:
            raise DataError(f"Column “{name}” is {column[0]:g} in every row: choose a column that changes.")
    frequency = frequency_of(table.index)
    index = pd.RangeIndex(found.rows) if frequency is None else table.index[: found.rows]
    panel = Panel(found.ids, found.series, found.filled, index, frequency, found.past, found.future)
    lacks = data.axis.missing if isinstance(data, Reading) and data.axis and data.axis.frequency else 0
    return panel, tuple(_warnings(panel, table.index, len(table) - found.rows, lacks))


def columns_of(
    data: Reading | pd.DataFrame, targets: tuple[str, ...], past: Sequence[str], future: Sequence[str]
) -> Columns:
    """Return what `panel_of` needs of a table, of series that may never change.

    Raises:
        SettingError, DataError: as `panel_of`.
    """
    table = data if isinstance(data, pd.DataFrame) else data.table
    filled = np.zeros(table.shape, bool) if isinstance(data, pd.DataFrame) else data.filled
    numbers = table.select_dtypes("number")
    there = {str(name): numbers[name].to_numpy(np.float64) for name in numbers.columns}
    lacks = {str(name): filled[:, place] | _absent(table, place) for place, name in enumerate(table.columns)}
    ids = targets or (_first_that_changes(there, [*past, *future]),)
    _check_names(there, ids, past, future)
    rows = max(_length(lacks[name]) for name in ids)
    ahead = {name: max(rows, _length(lacks[name])) for name in future}
    for name, count in [*((name, rows) for name in (*ids, *past)), *ahead.items()]:
        _check_numbers(name, there[name][:count])
    return Columns(
        ids,
        np.stack([there[name][:rows] for name in ids]),
        np.stack([lacks[name][:rows] for name in ids]),
        {name: _last_known(there[name][:rows], lacks[name][:rows]) for name in past},
        {name: there[name][:count] for name, count in ahead.items()},
    )


def _warnings(panel: Panel, index: pd.Index, after: int, lacks: int) -> list[str]:
    warnings = []
    if panel.frequency is None and isinstance(index, pd.DatetimeIndex) and lacks:
        steps = "1 step is" if lacks == 1 else f"{lacks:,} steps are"
        warnings.append(
            f"{steps} missing, so rows are counted, from 1. To have dates, have them filled as the file is read."
        )
    elif panel.frequency is None and isinstance(index, pd.DatetimeIndex):
        warnings.append(
            "The times are not even, so rows are counted, from 1. To have dates, gather the rows into weeks, months or "
            "other even steps, as the file is read."
        )
    if after and not panel.future:
        which = "The last row holds" if after == 1 else f"The last {after} rows hold"
        warnings.append(f"{which} no value of {_listed(panel.ids)}, so the forecast begins there.")
    for name, each in zip(panel.ids, panel.filled, strict=True):
        if each.any():
            values = "1 value" if each.sum() == 1 else f"{each.sum()} values"
            warnings.append(f"{values} of “{name}” were filled: nothing is learnt from them as answers, or scored.")
    return warnings[:4] + ([f"So it is with {len(warnings) - 4} more series."] if len(warnings) > 4 else [])


def _absent(table: pd.DataFrame, place: int) -> Array:
    return table.iloc[:, place].isna().to_numpy()


def _length(lacks: Array) -> int:
    """Return how many rows there are up to the last value that the file has; all if it has none."""
    known = np.flatnonzero(~lacks)
    return int(known[-1]) + 1 if len(known) else len(lacks)


def _first_that_changes(there: Mapping[str, Array], beside: Sequence[str]) -> str:
    for name, values in there.items():
        known = values[np.isfinite(values)]
        if name not in beside and len(known) and np.ptp(known) > 0:
            return name
    raise DataError("No column of numbers changes, so there is nothing to forecast: choose another file.")


def _check_names(there: Mapping[str, Array], ids: Sequence[str], past: Sequence[str], future: Sequence[str]) -> None:
    names = [*ids, *past, *future]
    for place, name in enumerate(names):
        if name not in there:
            raise SettingError(
                f"There is no column of numbers “{name}”: choose among {_listed(tuple(there), mark='')}."
            )
        if name in names[:place]:
            raise SettingError(f"Column “{name}” is named twice: forecast it, or feed it as past, or as known ahead.")


def _check_numbers(name: str, column: Array) -> None:
    if not np.isfinite(column).all():
        row = int(np.argmin(np.isfinite(column))) + 1
        raise DataError(f"Column “{name}” has no number in row {row}: fill the gap, or leave its rows out.")


def _last_known(values: Array, lacks: Array) -> Array:
    """Return the column with each filled value replaced by the last that was known then: a fill looks ahead."""
    rows = np.maximum.accumulate(np.where(lacks, 0, np.arange(len(values))))
    return values[rows]


def _listed(names: Sequence[str], most: int = 12, mark: str = "“”") -> str:
    before, after = (mark[0], mark[1]) if mark else ("", "")
    shown = ", ".join(f"{before}{name}{after}" for name in names[:most])
    return shown + (f" and {len(names) - most} more" if len(names) > most else "")
