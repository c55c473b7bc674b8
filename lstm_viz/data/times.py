"""From text cells to moments in time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from lstm_viz.records import Array

NAMES = frozenset({"date", "time", "datetime", "timestamp", "month", "year", "day", "week", "ds", "datum", "zeit"})
MOST_UNDATED = 0.05
_LIKE_A_DATE = re.compile(r"\d|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ .-]", re.IGNORECASE)
_WORDS, _FIELDS = re.compile(r"[^\W_]+"), re.compile(r"%[a-zA-Z]")
_ISO = re.compile(r"\d{4}-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?", re.ASCII)
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d|2100", re.ASCII)
_FORMATS = (
    "%Y-%m", "%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d", "%Y/%m", "%Y%m%d", "%d.%m.%Y", "%d.%m.%y",
    "%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%b %Y", "%B %Y", "%b-%y",
    "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%b %d, %Y", "%Y.%m.%d",
)  # fmt: skip
_DAY_FIRST = ("%d/%m/%Y", "%d-%m-%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%y")
_MONTH_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S", "%m/%d/%y")


@dataclass(frozen=True, eq=False)
class Times:
    """A column read as moments.

    Attributes:
        index: the moments of the rows that have one, in the file's order. dated: for every row, whether it has one.
        doubt: the two readings of a cell where day and month could be either way, else None.
    """

    index: pd.DatetimeIndex
    dated: Array
    doubt: tuple[str, str, str] | None = None


def looks_dated(cell: str) -> bool:
    """Return whether a cell begins as a date does: with a digit or a month's name."""
    return _LIKE_A_DATE.match(cell) is not None


def read_times(cells: Sequence[str], name: str) -> Times | None:
    """Return the column as moments, or None if it is none: ISO 8601, years under a telling name, and common forms.

    Up to one cell in twenty may be no date at all, such as a note below the table; moments with a zone become UTC.
    """
    dated = np.array([looks_dated(cell) for cell in cells])
    if dated.mean() < 1 - MOST_UNDATED:
        return None
    words = [cell for cell, fine in zip(cells, dated, strict=True) if fine]
    index, doubt = _moments(words, name)
    return None if index is None else Times(index, dated, doubt)


def _moments(words: Sequence[str], name: str) -> tuple[pd.DatetimeIndex | None, tuple[str, str, str] | None]:
    if all(_ISO.fullmatch(word) for word in words):
        return _parsed(words, "ISO8601", utc=True), None
    if all(_YEAR.fullmatch(word) for word in words):
        steps = {int(b) - int(a) for a, b in pairwise(words)}
        return (_parsed(words, "%Y") if name.lower() in NAMES or steps == {1} else None), None
    found = _first(words, _FORMATS)
    if found is not None:
        return found, None
    day, month = _first(words, _DAY_FIRST), _first(words, _MONTH_FIRST)
    if day is None or month is None:
        return (month if day is None else day), None
    if day.equals(month):
        return day, None
    first = int(np.argmax(day != month))
    chosen, other = sorted((day, month), key=_unevenness)
    return chosen, (words[first], f"{chosen[first]:%Y-%m-%d}", f"{other[first]:%Y-%m-%d}")


def _first(words: Sequence[str], forms: Sequence[str]) -> pd.DatetimeIndex | None:
    """Return the moments in the first form that fits all; one whose marks are not the first word's costs no look."""
    marks = _marks(words[0], _WORDS)
    fitting = (form for form in forms if _marks(form, _FIELDS) == marks and _parsed(words[:1], form) is not None)
    return next((found for form in fitting if (found := _parsed(words, form)) is not None), None)


def _marks(text: str, words: re.Pattern[str]) -> str:
    """Return what stands between the words of a moment, or the fields of its form."""
    return re.sub(r"\s+", " ", words.sub("", text))


def _parsed(words: Sequence[str], form: str, *, utc: bool = False) -> pd.DatetimeIndex | None:
    try:
        index = pd.DatetimeIndex(pd.to_datetime(pd.Index(words), format=form, utc=utc))
    except (ValueError, OverflowError):
        return None
    return index.tz_localize(None) if utc else index


def _unevenness(index: pd.DatetimeIndex) -> float:
    """Return the spread of the steps over their mean: an even series is far likelier than an uneven one.

    Not how many different steps there are: months have four lengths, days read as months only three.
    """
    steps = np.diff(index.as_unit("s").asi8)
    return float(steps.std() / max(abs(steps.mean()), 1e-9))


def frequency_of(index: pd.Index) -> str | None:
    """Return the pandas offset of regular moments, such as MS or 30min; None where they are not regular."""
    if not isinstance(index, pd.DatetimeIndex) or len(index) < 3:
        return None
    with pd.option_context("future.infer_freq_returns_offset", True):
        offset = pd.infer_freq(index)
    return None if offset is None else str(getattr(offset, "freqstr", offset))


def gaps_in(index: pd.Index) -> str | None:
    """Return a sentence about moments that an otherwise even series lacks, or None."""
    if not isinstance(index, pd.DatetimeIndex) or frequency_of(index) is not None:
        return None
    monthly = bool((index == index.normalize()).all() and (index.day == 1).all())
    places = (index.year * 12 + index.month).to_numpy() if monthly else index.as_unit("s").asi8
    steps = np.diff(places)
    usual = int(np.median(steps))
    if usual == 0 or (steps % usual != 0).any() or (steps == usual).mean() < 1 - MOST_UNDATED:
        return None
    lacking = int((steps // usual - 1).sum())
    after = str(index[int(np.argmax(steps > usual))]).removesuffix(" 00:00:00")
    return (
        f"{'1 moment is' if lacking == 1 else f'{lacking} moments are'} missing from an otherwise even series, the "
        f"first after {after}: the rows are taken as if they followed one another evenly."
    )
