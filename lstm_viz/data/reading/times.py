"""Which moments a column holds: decided from the whole column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from lstm_viz.data.reading.frequency import FULL, distinct, grid_of
from lstm_viz.data.reading.numbers import is_missing
from lstm_viz.data.reading.patterns import matches
from lstm_viz.data.reading.spelling import Spelling, spelling_of
from lstm_viz.data.reading.time_forms import FORMS, NONE, Moments, moments, written
from lstm_viz.records import Array

_WORDS = (
    "date time datetime timestamp month year day week quarter period season ds datum zeit zeitpunkt jahr "
    "monat tag woche quartal zeitraum fecha año ano mes hora periodo trimestre data anno mese année annee "
    "an mois semaine période jaar maand dato tid år ar rok miesiąc rik "
)
NAMES = frozenset(_WORDS.split())
FEWEST_DATED = 0.8
_SAMPLE = 400
DateOrder = Literal["dmy", "mdy", "ymd"]
ORDERS = {"dmy": "day, month, year", "mdy": "month, day, year", "ymd": "year, month, day"}
ORDERS_OF: dict[str, tuple[DateOrder, ...]] = {"numbers": ("dmy", "mdy"), "short": ("dmy", "mdy", "ymd")}
_OF_DIGITS = r"^\d+(?:\.\d*)?$"
OF_NUMBERS = ("year", "compact month", "compact", "epoch", "serial", "counted", "season")
_WRITTEN = [re.sub(r"\?P<\w+>", "?:", form) for name, form in FORMS.items() if name not in OF_NUMBERS]
DATED = f"^(?:{'|'.join(_WRITTEN)})$"
_NEEDS_PROOF = frozenset({"year", "epoch", "serial", "season", "counted"})


class Doubt(NamedTuple):
    """A cell that is several moments where nothing in the column settles which: order of its parts → moment.

    The first is used.
    """

    cell: str
    readings: dict[str, str]


@dataclass(frozen=True, eq=False)
class Times:
    """Columns read as moments.

    Attributes:
        columns: their names. format: how they are written. index: the moments of the rows that have one, in the file's
            order. dated: for every row, whether it has one. utc: whether they are in universal time, for the file tells
            zones. spelling: how they are written to the letter, if alike.
        doubt: how else the column may be read, or None. warnings: what a person should know, in sentences.
    """

    columns: tuple[str, ...]
    format: str
    index: pd.DatetimeIndex
    dated: Array
    utc: bool = False
    spelling: Spelling | None = None
    doubt: Doubt | None = None
    warnings: tuple[str, ...] = ()


def read_times(cells: pa.Array, name: str, *, order: DateOrder | None = None, chosen: bool = False) -> Times | None:
    """Return the column as moments, or None if it is none. `chosen`: a person says that it holds moments.

    `order` says which of three numbers is day, month and year.
    Rows without a moment, such as a note below the table, are at most a fifth.
    """
    there = ~is_missing(cells)
    if there.sum() < 2:
        return None
    known = cells if there.all() else cells.take(pa.array(np.flatnonzero(there)))
    found = _best(known, name, order, chosen)
    if found is None:
        return None
    read, doubt, warnings = found
    local = np.full(len(cells), NONE)
    local[there] = read.local
    dated = local != NONE
    if dated.mean() < FEWEST_DATED:
        return None
    at = _universal(read)
    local[there] = at
    places = np.flatnonzero(read.fine)
    form = written(str(known[int(places[0])]), read.form, read.order)
    some = places[:: max(1, len(places) // _SAMPLE)]
    cells = [str(cell) for cell in known.take(pa.array(some)).to_pylist()]
    spelling = spelling_of(cells, index_of_micro(at[some]), read.form, read.order)
    utc = read.offset is not None and at is not read.local
    return Times((name,), form, index_of_micro(local[dated]), dated, utc, spelling, doubt, warnings)


def index_of_micro(local: Array) -> pd.DatetimeIndex:
    """Return microseconds since 1970 as an index."""
    return pd.DatetimeIndex(local.astype("datetime64[us]"))


def is_dated(cells: pa.Array) -> Array:
    """Return which cells are a moment in some form that no number has."""
    return matches(cells, DATED) & ~matches(cells, _OF_DIGITS)


def _best(
    cells: pa.Array, name: str, wanted: DateOrder | None, chosen: bool
) -> tuple[Moments, Doubt | None, tuple[str, ...]] | None:
    step = max(1, len(cells) // _SAMPLE)
    sample = cells.take(pa.array(np.arange(0, len(cells), step)))
    digits = matches(sample, _OF_DIGITS).mean() >= FEWEST_DATED
    for form in FORMS:
        orders = ORDERS_OF.get(form, ("",))
        if moments(sample, form, orders[0]).fine.mean() < FEWEST_DATED and (
            len(orders) == 1 or max(moments(sample, form, order).fine.mean() for order in orders) < FEWEST_DATED
        ):
            continue
        if orders[0] and wanted is None and "." in str(cells[0]):  # whoever writes dots puts the day first
            orders = orders if moments(cells, form, "dmy").fine.mean() < FEWEST_DATED else ("dmy",)
        read = [moments(cells, form, order) for order in orders]
        most = max(each.fine.mean() for each in read)
        read = [_pivoted(each) for each in read if each.fine.mean() == most]
        if most < FEWEST_DATED:
            continue
        if (digits or form in _NEEDS_PROOF) and not (chosen or _proven(read[0], name, form)):
            continue
        best, doubt = _decided(read, cells, wanted)
        told = _about(best, cells, name)
        return best, doubt, (*told, *_not_obeyed(best, cells, name, wanted)) if best.order else told
    return None


def _not_obeyed(best: Moments, cells: pa.Array, name: str, wanted: DateOrder | None) -> tuple[str, ...]:
    if wanted is None or best.order == wanted:
        return ()
    odd = moments(cells, best.form, wanted).fine
    cell = str(cells[int(np.argmin(odd))])
    told = f"The dates of column “{name}” cannot be {ORDERS[wanted]}, for “{cell}” is none; "
    return (f"{told}they are read as {ORDERS[best.order]}.",)


def _proven(read: Moments, name: str, form: str) -> bool:
    """Numbers that could be moments are moments where the column is named so, or they follow each other evenly."""
    local = read.local[read.fine]
    steps = np.diff(local)
    if form == "counted":
        months = local.astype("datetime64[us]").astype("datetime64[M]").astype(np.int64)
        return (
            bool((np.diff(months) > 0).all())
            and len(np.unique(months % 12)) == min(12, len(months))
            and len(months) >= 13
        )
    telling = bool(set(name.casefold().replace("_", " ").split()) & NAMES)
    if form == "year":
        years = local.astype("datetime64[us]").astype("datetime64[Y]").astype(np.int64)
        return telling or bool((np.diff(years) == 1).all())
    if form == "serial":
        return telling and bool((steps > 0).all()) and grid_of(local) is not None
    if form == "epoch":
        plausible = bool((local >= 0).all() and (local < 4102444800 * 1_000_000).all())
        return plausible and (telling or (bool((steps > 0).all()) and grid_of(local) is not None))
    if form == "season":
        return bool((steps > 0).all())
    return telling or (bool((steps > 0).all()) and grid_of(local) is not None)


def _pivoted(read: Moments) -> Moments:
    """Two digits are 1969 to 2068, but for a column that goes on evenly only if all are of the 1900s."""
    if not read.short or read.form == "counted" or not read.fine.any():
        return read
    steps = np.diff(read.local[read.fine])
    if (steps >= 0).all() or (steps <= 0).all():
        return read
    moment = read.local.astype("datetime64[us]")
    years = moment.astype("datetime64[Y]").astype(np.int64) + 1970
    months = moment.astype("datetime64[M]")
    rest = read.local - months.astype("datetime64[us]").astype(np.int64)
    earlier = (months - 1200).astype("datetime64[us]").astype(np.int64) + rest
    other = np.where(read.fine & (years >= 2000), earlier, read.local)
    steps = np.diff(other[read.fine])
    return replace(read, local=other) if (steps >= 0).all() or (steps <= 0).all() else read


def _decided(read: Sequence[Moments], cells: pa.Array, wanted: DateOrder | None) -> tuple[Moments, Doubt | None]:
    """Return the reading that is even and in order; where several are alike in that, day first, and the doubt."""
    if wanted is not None:
        return next((each for each in read if each.order == wanted), read[0]), None
    ranked = sorted(read, key=_merit, reverse=True)
    best = ranked[0]
    rivals = [each for each in ranked[1:] if _merit(each) == _merit(best) and (each.local != best.local).any()]
    if not rivals:
        return best, None
    telling = np.sum([best.local != each.local for each in rivals], axis=0)
    first = int(np.argmax(telling))
    days = [str(each.local[first].astype("datetime64[us]").astype("datetime64[D]")) for each in (best, *rivals)]
    return best, Doubt(str(cells[first]), dict(zip((each.order for each in (best, *rivals)), days, strict=True)))


def _merit(read: Moments) -> tuple[bool, bool, bool]:
    """Return whether the moments are even without a gap, even, and in order."""
    local = read.local[read.fine]
    grid = grid_of(distinct(local))
    steps = np.diff(local)
    ordered = bool((steps >= 0).all() or (steps <= 0).all()) and len(local) > 2
    whole = grid is not None and grid.missing <= (1 - FULL) / 5 * len(local)
    return whole, grid is not None, ordered


def _universal(read: Moments) -> Array:
    """Return moments in universal time, or by the clock where only that makes them even: days across a clock change."""
    if read.offset is None:
        return read.local
    universal = np.where(read.fine, read.local - read.offset, NONE)
    offsets = np.unique(read.offset[read.fine])
    if len(offsets) == 1:
        return universal
    grids = [grid_of(distinct(each[read.fine])) for each in (universal, read.local)]
    if grids[1] and (grids[0] is None or grids[1].missing + grids[1].beside < grids[0].missing + grids[0].beside):
        return read.local
    return universal


def _about(read: Moments, cells: pa.Array, name: str) -> tuple[str, ...]:
    if read.form != "counted":
        return ()
    cell = str(cells[0])
    at = str(read.local[0].astype("datetime64[us]").astype("datetime64[M]"))
    return (f"The years of column “{name}” are counted, not dated: “{cell}” is taken as {at}.",)
