"""From text cells to moments in time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

NAMES = frozenset({"date", "time", "datetime", "timestamp", "month", "year", "day", "week", "ds", "datum", "zeit"})
_ISO = re.compile(r"\d{4}-\d{1,2}(-\d{1,2}([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d|2100")
_FORMATS = (
    "%Y/%m/%d", "%Y/%m", "%Y%m%d", "%d.%m.%Y", "%d.%m.%y", "%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S", "%d.%m.%Y %H:%M",
    "%d.%m.%Y %H:%M:%S", "%b %Y", "%B %Y", "%b-%y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%b %d, %Y", "%Y.%m.%d",
)  # fmt: skip
_DAY_FIRST = ("%d/%m/%Y", "%d-%m-%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%y")
_MONTH_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S", "%m/%d/%y")


@dataclass(frozen=True)
class Times:
    """A column read as moments: `ambiguous` where day and month could be either way."""

    index: pd.DatetimeIndex
    ambiguous: bool = False


def read_times(cells: Sequence[str], name: str) -> Times | None:
    """Return the column as moments, or None if it is none: ISO 8601, years under a telling name, and common forms."""
    if all(_ISO.fullmatch(cell) for cell in cells):
        return _parsed(cells, "ISO8601", utc=True)
    if all(_YEAR.fullmatch(cell) for cell in cells):
        steps = {int(b) - int(a) for a, b in pairwise(cells)}
        return _parsed(cells, "%Y") if name.lower() in NAMES or steps == {1} else None
    for form in _FORMATS:
        found = _parsed(cells, form)
        if found:
            return found
    day, month = _first(cells, _DAY_FIRST), _first(cells, _MONTH_FIRST)
    if day and month:
        return Times(_more_even(day.index, month.index), ambiguous=not day.index.equals(month.index))
    return day or month


def _first(cells: Sequence[str], forms: Sequence[str]) -> Times | None:
    return next((found for form in forms if (found := _parsed(cells, form))), None)


def _parsed(cells: Sequence[str], form: str, *, utc: bool = False) -> Times | None:
    try:
        index = pd.DatetimeIndex(pd.to_datetime(pd.Index(cells), format=form, utc=utc))
    except (ValueError, OverflowError):
        return None
    return Times(index.tz_localize(None) if utc else index)


def _more_even(day: pd.DatetimeIndex, month: pd.DatetimeIndex) -> pd.DatetimeIndex:
    """Return the reading whose steps are more alike: a regular series is far likelier than an irregular one."""
    return min((day, month), key=lambda index: index.to_series().diff().nunique())
