"""The columns of numbers of a file, in time order, with their few gaps filled."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from lstm_viz.data.numbers import to_numbers
from lstm_viz.data.source import LARGEST, MOST_COLUMNS
from lstm_viz.errors import DataError

MOST_MISSING = 0.05


def number_table(
    wanted: Sequence[str], cells: Mapping[str, Sequence[str]], decimal: str, name: str
) -> tuple[pd.DataFrame, list[str]]:
    """Return the wanted columns as float64, NaN where there is no number, and what was left out.

    Raises:
        DataError: there is no column of numbers, or a value is infinite or beyond 1e100.
    """
    if not wanted:
        raise DataError(f"{name} has no column of numbers: choose a file with at least one.")
    warnings = []
    if len(wanted) > MOST_COLUMNS:
        warnings.append(f"Only the first {MOST_COLUMNS} of {len(wanted)} columns of numbers are used.")
    table = pd.DataFrame({column: to_numbers(cells[column], decimal) for column in wanted[:MOST_COLUMNS]})
    for column in table.columns:
        values = table[column].to_numpy()
        bad = np.abs(values) > LARGEST
        if bad.any():
            row = int(np.argmax(bad))
            found = "infinite" if np.isinf(values[row]) else f"{values[row]:g}, too large to reckon with,"
            raise DataError(f"Column “{column}” of {name} is {found} in data row {row + 1}: correct or remove it.")
    return table, warnings


def in_time_order(
    table: pd.DataFrame, index: pd.DatetimeIndex, name: str
) -> tuple[pd.DataFrame, pd.DatetimeIndex, list[str]]:
    """Return rows and their moments sorted, the first row of each moment kept, and what was mended.

    Raises:
        DataError: more than one row in twenty repeats a moment.
    """
    warnings = []
    if not index.is_monotonic_increasing:
        warnings.append("The rows were not in time order; they have been sorted.")
        order = np.argsort(index.to_numpy(), kind="stable")
        table, index = table.iloc[order], index[order]
    doubled = index.duplicated()
    if doubled.any():
        moment = str(index[doubled][0]).removesuffix(" 00:00:00")
        if doubled.mean() > MOST_MISSING:
            raise DataError(
                f"{name} has {doubled.sum() + 1} or more rows that share a time, such as {moment}: it may hold several "
                "series; keep one, or say that there is no time column."
            )
        rows = "1 row repeats a time" if doubled.sum() == 1 else f"{doubled.sum()} rows repeat a time"
        warnings.append(f"{rows}, the first at {moment}; the first row of each time is kept.")
    return table[~doubled], index[~doubled], warnings


def fill_gaps(table: pd.DataFrame, name: str) -> tuple[pd.DataFrame, list[str]]:
    """Return the table without gaps: few are filled, a column with many is left out. The index holds data rows.

    Raises:
        DataError: every column has too many gaps.
    """
    kept, warnings = {}, []
    for column in table.columns:
        gaps = table[column].isna().to_numpy()
        if not gaps.any():
            kept[column] = table[column]
            continue
        first = int(table.index[gaps].min()) + 1
        count = "1 value" if gaps.sum() == 1 else f"{gaps.sum()} values"
        if gaps.mean() <= MOST_MISSING:
            kept[column] = (
                table[column].reset_index(drop=True).interpolate(limit_direction="both").set_axis(table.index)
            )
            warnings.append(
                f"Column “{column}”: {count} missing or not a number, the first in data row {first}; filled on a "
                "straight line between neighbours."
            )
        else:
            warnings.append(
                f"Column “{column}” is left out: {count} of {len(gaps)} missing or not a number, the first in data row "
                f"{first}; at most 5 % can be filled."
            )
    if not kept:
        column = table.columns[0]
        gaps = table[column].isna().to_numpy()
        raise DataError(
            f"Column “{column}” of {name} lacks {gaps.sum()} of {len(gaps)} values, the first in data row "
            f"{int(table.index[gaps].min()) + 1}; at most 5 % can be filled: fill them or choose another file."
        )
    return pd.DataFrame(kept), warnings
