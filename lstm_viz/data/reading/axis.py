"""The time axis of a file: its step, and what is repeated, absent or out of order, counted."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_viz.data.reading.frequency import Grid, distinct, grid_of, index_of
from lstm_viz.data.reading.spelling import Spelling


@dataclass(frozen=True)
class TimeAxis:
    """How a file tells time.

    Attributes:
        column: where; several columns are joined by “, ”. format: how it is written. frequency: a pandas offset, or
            None where the steps are not even. first, last: the earliest and the latest moment. rows: how many rows have
            a moment. missing: how many steps of the grid are absent. duplicates: rows beyond the first of a moment.
            sorted: whether the file goes from the earliest to the latest; descending: from the latest to the earliest.
            utc: whether moments are in universal time, for the file tells zones. spelling: how they are written to the
            letter, if alike.
    """

    column: str
    format: str
    frequency: str | None
    first: pd.Timestamp
    last: pd.Timestamp
    rows: int
    missing: int
    duplicates: int
    sorted: bool
    descending: bool
    utc: bool = False
    spelling: Spelling | None = None


def axis_of(column: str, form: str, times: pd.DatetimeIndex) -> tuple[TimeAxis, Grid | None]:
    """Return the axis of moments in the file's order, and its grid."""
    micro = times.as_unit("us").asi8
    unique = distinct(micro)
    grid = grid_of(unique)
    in_order = bool((np.diff(micro) >= 0).all())
    axis = TimeAxis(
        column,
        form,
        grid.offset if grid else None,
        times.min(),
        times.max(),
        len(times),
        grid.missing if grid else 0,
        len(micro) - len(unique),
        in_order,
        not in_order and bool((np.diff(micro) <= 0).all()),
    )
    return axis, grid


def moments_in_words(moments: pd.DatetimeIndex) -> list[str]:
    """Return moments with as much of the time of day as any of them has."""
    if bool((moments == moments.normalize()).all()):
        return moments.strftime("%Y-%m-%d").tolist()
    whole = bool((moments == moments.floor("min")).all())
    return moments.strftime("%Y-%m-%d %H:%M").tolist() if whole else [str(moment) for moment in moments]


def about_steps(unique: pd.DatetimeIndex, grid: Grid | None, *, filled_in: bool = False) -> list[str]:
    """Return what a person should know of the steps between sorted moments that do not repeat."""
    if len(unique) < 3:
        return []
    if grid is None:
        steps = np.diff(unique.as_unit("us").asi8)
        short, long = (_step_in_words(pd.Timedelta(int(each), "us")) for each in (steps.min(), steps.max()))
        return [
            f"The times are not evenly spaced: the steps are {short} to {long}; the rows are taken one after the other."
        ]
    told = []
    if grid.missing:
        told.append(_gaps_told(unique, grid, filled_in=filled_in))
    if grid.beside:
        rows = "1 moment is" if grid.beside == 1 else f"{grid.beside:,} moments are"
        told.append(f"{rows} beside the even series of step {grid.offset}; the rows are taken one after the other.")
    return told


def _step_in_words(step: pd.Timedelta) -> str:
    told = str(step).removesuffix(" 00:00:00").removeprefix("0 days ")
    return f"1 day{told.removeprefix('1 days')}" if told.startswith("1 days") else told


def _gaps_told(index: pd.DatetimeIndex, grid: Grid, *, filled_in: bool) -> str:
    whole = index_of(grid, index[0], index[-1])
    gone = whole[~whole.isin(index)]
    after = (
        str(index[max(0, int(index.searchsorted(gone[0])) - 1)]).removesuffix(" 00:00:00") if len(gone) else index[0]
    )
    moments = "1 moment is" if grid.missing == 1 else f"{grid.missing:,} moments are"
    done = (
        "they are filled on a straight line"
        if filled_in
        else "the rows are taken as if they followed one another evenly"
    )
    return f"{moments} missing from an otherwise even series, the first after {after}: {done}."
