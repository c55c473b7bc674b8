"""From rows to the steps that a person asked for: gaps filled on the grid, or rows gathered into coarser steps."""

import numpy as np
import pandas as pd

from lstm_viz.data.reading.asked import STEPS, Asked
from lstm_viz.data.reading.frequency import Grid, index_of
from lstm_viz.errors import DataError

_FEWEST = 3
_LONGEST = {"min": "1min", "h": "1h", "D": "1D", "W-MON": "7D", "MS": "31D", "QS": "92D", "YS": "366D"}


def in_steps(table: pd.DataFrame, grid: Grid | None, asked: Asked, name: str) -> tuple[pd.DataFrame, list[str]]:
    """Return a table in time order with the steps that were asked for, NaN where it has none, and what is to be said.

    Raises:
        DataError: gaps are to be filled and the moments are not even, or the steps to gather into are finer than the
            rows, or so coarse that fewer than 3 are left.
    """
    if asked.resample is not None:
        return _gathered(table, grid, asked, name)
    if asked.gaps != "fill":
        return table, []
    if grid is None or grid.beside:
        raise DataError(f"The times of {name} are not even, so their gaps cannot be filled: keep the rows as steps.")
    return table.reindex(index_of(grid, table.index[0], table.index[-1])), []


def _gathered(table: pd.DataFrame, grid: Grid | None, asked: Asked, name: str) -> tuple[pd.DataFrame, list[str]]:
    """Return the mean or sum of the values in each step, stamped with the step's first moment."""
    step, how = str(asked.resample), asked.aggregate or "mean"
    word = STEPS[step]
    index = pd.DatetimeIndex(table.index)
    if (index[-1] - index[0]) / pd.Timedelta(_LONGEST[step]) > len(table) + 1:
        raise _too_fine(name, len(table), word)
    groups = table.resample(step, closed="left", label="left")
    whole = groups.mean() if how == "mean" else groups.sum(min_count=1)
    if len(whole) > len(table):
        raise _too_fine(name, len(table), word)
    if len(whole) < _FEWEST:
        raise DataError(f"{name} spans too few {word}s, {len(whole)}: gather its rows into finer steps.")
    told = [f"{len(table):,} rows are gathered into {len(whole):,} {word}s, each the {how} of its values."]
    counts = groups.count().min(axis=1)
    empty = whole.isna().all(axis=1)
    if empty.any():
        first = _said(whole.index[int(np.argmax(empty))])
        steps = _counted(int(empty.sum()), word, "has", "have")
        told.append(f"{steps} no row, the first at {first}; filled on a straight line.")
    told += _of_too_few(counts[~empty], grid, step, how)
    return whole, told


def _of_too_few(counts: pd.Series, grid: Grid | None, step: str, how: str) -> list[str]:
    """Say which steps are made of fewer values than the grid has moments there, such as a month that has begun."""
    if grid is None:
        return []
    after = pd.date_range(counts.index[-1], periods=2, freq=step)[1]
    moments = pd.date_range(counts.index[0], after, freq=grid.offset, inclusive="left")
    due = pd.Series(1, index=moments).resample(step, closed="left", label="left").sum().reindex(counts.index)
    lacking = np.flatnonzero((counts < due).to_numpy())
    if not len(lacking):
        return []
    at = int(lacking[0])
    steps = _counted(len(lacking), STEPS[step], "is", "are")
    first = f"{_said(counts.index[at])} with {counts.iloc[at]:,} of {int(due.iloc[at]):,} values"
    return [f"{steps} not whole, the first at {first}; the {how} is of what is there."]


def _counted(count: int, word: str, one: str, many: str) -> str:
    return f"1 {word} {one}" if count == 1 else f"{count:,} {word}s {many}"


def _said(moment: object) -> str:
    return str(moment).removesuffix(" 00:00:00")


def _too_fine(name: str, rows: int, word: str) -> DataError:
    return DataError(f"{name} has {rows:,} rows, fewer than it spans {word}s: gather them into coarser steps.")
