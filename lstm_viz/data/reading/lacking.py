"""What series that stood below each other lack when they stand side by side: counted and said."""

import numpy as np
import pandas as pd

from lstm_viz.data.reading.axis import TimeAxis
from lstm_viz.data.reading.frequency import Grid, index_of


def absent(table: pd.DataFrame, grid: Grid | None) -> int:
    """Return how many steps of the grid are absent between the first and the last moment of each series."""
    if grid is None:
        return 0
    whole = index_of(grid, table.index[0], table.index[-1])
    places = whole.get_indexer(pd.DatetimeIndex(table.index))
    there = table.notna().to_numpy()[places >= 0]
    places = places[places >= 0]
    first, last = places[there.argmax(0)], places[len(places) - 1 - there[::-1].argmax(0)]
    return int((last - first + 1 - there.sum(0)).clip(0).sum())


def about_series(axis: TimeAxis, table: pd.DataFrame, how: str) -> list[str]:
    """Return what a person should know of series side by side, before anything is filled.

    `how` says what became of several rows of one moment of a series.
    """
    told = []
    if not axis.sorted:
        told.append("The rows of a series were not in time order; they have been sorted.")
    if axis.duplicates:
        rows = "1 row repeats" if axis.duplicates == 1 else f"{axis.duplicates:,} rows repeat"
        told.append(f"{rows} a time of the same series; the {how} of each is used.")
    there = table.notna().to_numpy()
    place = np.arange(len(table))[:, None]
    first, last = there.argmax(0), len(table) - 1 - there[::-1].argmax(0)
    inside = ~there & (place > first) & (place < last)
    if inside.any():
        moments = "1 moment is" if inside.sum() == 1 else f"{inside.sum():,} moments are"
        at = _first(table, inside)
        told.append(f"{moments} missing from a series while others have them, {at}; filled on a straight line.")
    outside = ~there & ((place < first) | (place > last))
    if outside.any():
        series = "1 series begins" if outside.any(0).sum() == 1 else f"{outside.any(0).sum():,} series begin"
        cells = "1 moment" if outside.sum() == 1 else f"{outside.sum():,} moments"
        told.append(
            f"{series} later or end{'s' if outside.any(0).sum() == 1 else ''} earlier than the others; {cells}, "
            f"{_first(table, outside)}, {'is' if outside.sum() == 1 else 'are'} filled with the nearest value."
        )
    return told


def _first(table: pd.DataFrame, gaps: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> str:
    row, column = (int(each) for each in np.argwhere(gaps)[0])
    return f"the first in “{table.columns[column]}” at {str(table.index[row]).removesuffix(' 00:00:00')}"
