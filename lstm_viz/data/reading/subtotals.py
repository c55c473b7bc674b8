"""Rows that sum up others and stand among them: totals by their name, and those of a longer period."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from lstm_viz.data.reading.body import Body
from lstm_viz.data.reading.numbers import is_mostly_numbers
from lstm_viz.data.reading.samples import spread
from lstm_viz.data.reading.time_columns import first_times
from lstm_viz.data.reading.time_forms import NONE, moments
from lstm_viz.data.reading.times import read_times
from lstm_viz.data.reading.totals import are_totals
from lstm_viz.records import Array

_HEAD = 500
_MOST = 0.5
_LONGER = {"year": 12, "quarter": 3, "quarter first": 3, "quarter number": 3}  # form → months
_PERIODS = (tuple(_LONGER), ("year",))


def without_subtotals(body: Body, numeric: Mapping[str, bool], decimal: str) -> Body:
    """Return the body without the rows that sum up others, which are set aside, wherever they stand.

    A row is a total where a column says so that holds the moments of the other rows. A row of a quarter or a year is
    set aside if it stands beside rows of days, weeks or months that lie in it.
    """
    for name in (each for each, number in numeric.items() if not number):
        cells = body.columns[name]
        if _are_some(are_totals(spread(cells))):
            gone = are_totals(cells)
            if _are_some(gone) and _tells_time(name, body.columns, ~gone, decimal):
                return body.without(gone, "a total")
        for forms in _PERIODS:
            if _are_some(_length(spread(cells), forms) > 0):
                length = _length(cells, forms)
                if _are_some(length > 0) and _are_beside_their_parts(cells, length, forms):
                    return body.without(length > 0, "of a longer period")
    return body


def _are_some(found: Array) -> bool:
    return bool(found.any() and found.mean() < _MOST)


def _tells_time(name: str, columns: Mapping[str, pa.Array], kept: Array, decimal: str) -> bool:
    """Return whether a column has a part in telling the moments of the first of those rows that are kept."""
    places = pa.array(np.flatnonzero(kept)[:_HEAD])
    head = {each: cells.take(places) for each, cells in columns.items()}
    found = first_times(head, {each: is_mostly_numbers(cells, decimal) for each, cells in head.items()}, None)
    return found is not None and name in found.columns


def _length(cells: pa.Array, forms: tuple[str, ...]) -> Array:
    """Return how many months the quarter or the year lasts that a cell names, 0 where it names none."""
    length = np.zeros(len(cells), np.int64)
    for form in forms:
        length[moments(cells, form).fine] = _LONGER[form]
    return length


def _are_beside_their_parts(cells: pa.Array, length: Array, forms: tuple[str, ...]) -> bool:
    """Return whether each longer period holds the moment of the row above it or below it."""
    longer = np.flatnonzero(length > 0)
    rest = np.flatnonzero(length == 0)
    read = read_times(cells.take(pa.array(rest)), "")
    if read is None or not read.dated.all():
        return False
    months = read.index.as_unit("us").asi8.astype("datetime64[us]").astype("datetime64[M]").astype(np.int64)
    periods = cells.take(pa.array(longer))
    begins = np.full(len(longer), NONE)
    for form in forms:
        begins = np.maximum(begins, moments(periods, form).local)
    first = begins.astype("datetime64[us]").astype("datetime64[M]").astype(np.int64)
    below = np.searchsorted(rest, longer)
    near = np.stack([months[np.maximum(below - 1, 0)], months[np.minimum(below, len(rest) - 1)]])
    return bool(((near >= first) & (near < first + length[longer])).any(0).all())
