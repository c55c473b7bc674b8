"""Newer data put after the rows of a kept forecast; where they do not fit it is said what was found."""

import numpy as np
import pandas as pd

from lstm_viz.data.csv_reader import Reading
from lstm_viz.data.reading.frequency import frequency_of
from lstm_viz.errors import DataError
from lstm_viz.forecasting.checks import told
from lstm_viz.forecasting.from_table import Columns, columns_of
from lstm_viz.forecasting.panel import Panel
from lstm_viz.records import Array

SAME = 1e-9


def joined(old: Panel, data: Reading | pd.DataFrame) -> tuple[Panel, tuple[str, ...]]:
    """Return the kept rows with the newer ones after them, and sentences on what differs.

    Where both have a value the newer one is taken.

    Raises:
        DataError: a column is not there, the moments are others, rows between are lacking, or nothing is as new.
    """
    table = data if isinstance(data, pd.DataFrame) else data.table
    names = [str(each) for each in table.columns]
    lacking = next((each for each in (*old.ids, *old.past, *old.future) if each not in names), None)
    if lacking is not None:
        there = ", ".join(names[:12])
        raise DataError(
            f"The newer file has no column “{lacking}”, which the kept forecast is made of; it has {there}."
        )
    new = columns_of(data, old.ids, tuple(old.past), tuple(old.future))
    first = _place(old, table.index, new.rows)
    before, kept = max(0, -first), max(0, first)
    rows = first + new.rows
    if rows < len(old.index):
        raise DataError(
            f"The newer file ends at {told(table.index[new.rows - 1])}, before the kept forecast's last row at "
            f"{told(old.index[-1])}: give a file that goes further."
        )
    series, filled = _overlaid(old, new, before, kept)
    notes = _differences(old, new, before, kept)
    if before:
        notes.append(f"{before} rows before the first of the kept forecast are not read.")
    past = {name: np.concatenate([old.past[name][:kept], new.past[name][before:]]) for name in old.past}
    future = {name: np.concatenate([old.future[name][:kept], new.future[name][before:]]) for name in old.future}
    return Panel(old.ids, series, filled, old.moments(rows), old.frequency, past, future), tuple(notes)


def _place(old: Panel, index: pd.Index, rows: int) -> int:
    """Return at which of the kept rows the newer data begin; below 0 before the first."""
    if old.frequency is None:
        if rows < len(old.index):
            raise DataError(
                f"The newer file has {rows} rows and the kept forecast {len(old.index)}: rows are counted here, so "
                "give the whole file, from its first row."
            )
        return 0
    if not isinstance(index, pd.DatetimeIndex):
        raise DataError(f"The newer file has no moments, and the kept forecast is of frequency {old.frequency}.")
    kept = pd.DatetimeIndex(old.index)
    if (index.tz is None) != (kept.tz is None):
        raise DataError("The moments of one of the two files have a time zone, and those of the other have none.")
    found = frequency_of(index)
    if found is not None and pd.tseries.frequencies.to_offset(found) != pd.tseries.frequencies.to_offset(old.frequency):
        raise DataError(f"The newer file is of frequency {found} and the kept forecast of {old.frequency}.")
    before = int((index < kept[0]).sum())
    index = index[before:rows]
    if not len(index):
        raise DataError(f"The newer file ends before the kept forecast's first row, at {told(kept[0])}.")
    whole = pd.date_range(kept[0], max(index[-1], kept[-1]), freq=old.frequency)
    places = whole.get_indexer(index)
    off, steps = np.flatnonzero(places < 0), np.flatnonzero(np.diff(places) != 1)
    if len(off):
        raise DataError(
            f"{told(index[off[0]])} is no moment of frequency {old.frequency}, which those of the kept forecast from "
            f"{told(kept[0])} on are."
        )
    if len(steps):
        raise DataError(f"The newer file lacks rows after {told(index[steps[0]])}: fill the gap.")
    between = int(places[0]) - len(kept)
    if between > 0:
        lacking = "the row" if between == 1 else f"the {between} rows"
        raise DataError(
            f"The kept forecast's rows end at {told(kept[-1])} and the newer file begins at {told(index[0])}: "
            f"give one with {lacking} between."
        )
    return int(places[0]) - before


def _overlaid(old: Panel, new: Columns, before: int, kept: int) -> tuple[Array, Array]:
    series = np.concatenate([old.series[:, :kept], new.series[:, before:]], axis=1)
    filled = np.concatenate([old.filled[:, :kept], new.filled[:, before:]], axis=1)
    end = old.series.shape[1]
    lost = filled[:, kept:end] & ~old.filled[:, kept:]
    series[:, kept:end] = np.where(lost, old.series[:, kept:], series[:, kept:end])
    filled[:, kept:end] &= ~lost
    return series, filled


def _differences(old: Panel, new: Columns, before: int, kept: int) -> list[str]:
    count = old.series.shape[1] - kept
    one, two = old.series[:, kept:], new.series[:, before : before + count]
    known = ~(old.filled[:, kept:] | new.filled[:, before : before + count])
    differ = known & ~np.isclose(one, two, rtol=SAME, atol=0)
    if not differ.any():
        return []
    place, row = (int(each[0]) for each in np.nonzero(differ))
    said = (
        f"{differ.sum()} of {known.sum()} values that both files have differ, the first of “{old.ids[place]}” at "
        f"{told(old.index[kept + row])}: {one[place, row]:g} then, {two[place, row]:g} now. The newer ones are read."
    )
    return [said]
