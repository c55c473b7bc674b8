"""The step of a time axis, by rules that a repeated row or a third of the rows missing does not change."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from lstm_viz.records import Array

FULL, ON_GRID, USUAL = 0.5, 0.95, 0.2
"""Least shares: of the grid's steps that are there, of moments on the grid, of a step among all to be the usual one."""
_DAY = 86_400_000_000
_DAYS = ("THU", "FRI", "SAT", "SUN", "MON", "TUE", "WED")  # 1 January 1970 was a Thursday
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_UNITS = ((3_600_000_000, "h"), (60_000_000, "min"), (1_000_000, "s"), (1000, "ms"), (1, "us"))


@dataclass(frozen=True)
class Grid:
    """An even time axis: the pandas offset, how many of its steps are absent, and how many moments are beside it."""

    offset: str
    missing: int
    beside: int


def grid_of(times: Array) -> Grid | None:
    """Return the grid of moments, µs since 1970, that are sorted and unique; None where they are not even."""
    if len(times) < 3:
        return None
    days, rest = np.divmod(times, _DAY)
    if (rest == rest[0]).all():
        return (_calendar(days) if rest[0] == 0 else None) or _of_days(days)
    return _fixed(times)


def frequency_of(index: pd.Index) -> str | None:
    """Return the pandas offset of moments of which none is missing, such as MS; None where they are not even."""
    if not isinstance(index, pd.DatetimeIndex) or len(index) < 3:
        return None
    with pd.option_context("future.infer_freq_returns_offset", True):
        offset = pd.infer_freq(index)
    return None if offset is None else str(getattr(offset, "freqstr", offset))


def distinct(values: Array) -> Array:
    """Return the values in order, each once; quick where they are in order already, as moments mostly are."""
    ordered = values if (np.diff(values) >= 0).all() else np.sort(values)
    return np.asarray(ordered[np.diff(ordered, prepend=ordered[:1] - 1) != 0])


def index_of(grid: Grid, first: pd.Timestamp, last: pd.Timestamp) -> pd.DatetimeIndex:
    """Return all moments of a grid from the first to the last."""
    return pd.date_range(first, last, freq=grid.offset)


def _calendar(days: Array) -> Grid | None:
    """Return months, quarters or years, by their first or last day, or their first or last business day."""
    moments = days.astype("datetime64[D]")
    months = moments.astype("datetime64[M]").astype(np.int64)
    if (np.diff(months) < 1).any():
        return None
    begins, ends = _first_days(months), _first_days(months + 1) - 1
    kinds = {"S": days == begins, "E": days == ends}
    kinds |= {"BS": days == _business(begins, "forward"), "BE": days == _business(ends, "backward")}
    for kind, fits in kinds.items():
        if fits.mean() >= (ON_GRID if kind in "SE" else 1):
            on_grid = months[fits]
            step = _usual(np.diff(on_grid))
            return None if step == 0 else _months(on_grid, step, kind, int((~fits).sum()))
    return None


def _months(months: Array, step: int, kind: str, beside: int) -> Grid | None:
    places, off = _places(months, step)
    grid = _judged(places, off, beside)
    if grid is None:
        return None
    before = "B" if kind.startswith("B") else ""
    end = kind[-1]
    month = int(months[0]) % 12
    if step == 1:
        offset = f"{before}M{end}"
    elif step % 12 == 0:
        anchor = "" if month == (0 if end == "S" else 11) else f"-{_MONTHS[month]}"
        offset = f"{_count(step // 12)}{before}Y{end}{anchor}"
    elif step == 3:
        anchor = (
            "" if month % 3 == (0 if end == "S" else 2) else f"-{_MONTHS[month % 3 if end == 'S' else month % 3 + 9]}"
        )
        offset = f"{before}Q{end}{anchor}"
    else:
        offset = f"{step}{before}M{end}"
    return Grid(offset, *grid)


def _of_days(days: Array) -> Grid | None:
    """Return weeks, business days or days."""
    step = _usual(np.diff(days))
    if step == 0:
        return None
    weekday = (days + 3) % 7  # Monday is 0
    if step == 1 and (weekday < 5).mean() == 1 and len(days) >= 6 and days[-1] - days[0] >= 7:
        business = np.busday_count(np.full(len(days), days[0], "datetime64[D]"), days.astype("datetime64[D]"))
        grid = _judged(business, 0, 0)
        if grid is not None:
            return Grid("B", *grid)
    places, off = _places(days, step)
    grid = _judged(places, off, 0)
    if grid is None:
        return None
    if step % 7 == 0:
        anchor = _DAYS[int(pd.Series(days % 7).mode()[0])]
        return Grid(f"{_count(step // 7)}W-{anchor}", *grid)
    return Grid(f"{_count(step)}D", *grid)


def _fixed(times: Array) -> Grid | None:
    step = _usual(np.diff(times))
    if step == 0:
        return None
    places, off = _places(times, step)
    grid = _judged(places, off, 0)
    if grid is None:
        return None
    if step % _DAY == 0:
        return Grid(f"{_count(step // _DAY)}D", *grid)
    unit, word = next(each for each in _UNITS if step % each[0] == 0)
    return Grid(f"{_count(step // unit)}{word}", *grid)


def _usual(steps: Array) -> int:
    """Return the smallest step that makes up a fifth of all: where rows are missing, longer ones are multiples."""
    found, counts = np.unique(steps, return_counts=True)
    often = found[counts >= USUAL * len(steps)]
    return int(often[0]) if len(often) else 0


def _places(moments: Array, step: int) -> tuple[Array, int]:
    """Return the steps from the first moment on the grid to the others, and how many moments are beside the grid."""
    rests = moments % step
    found, counts = np.unique(rests, return_counts=True)
    fits = rests == found[np.argmax(counts)]
    kept = moments[fits]
    return (kept - kept[0]) // step, int((~fits).sum())


def _judged(places: Array, off: int, beside: int) -> tuple[int, int] | None:
    """Return how many steps of a grid are absent and how many moments beside it, or None where it is no grid."""
    size = int(places[-1]) + 1
    present = len(distinct(places))
    off += beside
    if present < FULL * size or off > (1 - ON_GRID) * (len(places) + off) or present < 3:
        return None
    return size - present, off


def _count(step: int) -> str:
    return "" if step == 1 else str(step)


def _first_days(months: Array) -> Array:
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def _business(days: Array, roll: Literal["forward", "backward"]) -> Array:
    return np.busday_offset(days.astype("datetime64[D]"), 0, roll=roll).astype(np.int64)
