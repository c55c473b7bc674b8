"""What is to be said of a column of dates that is not read as time, for they are not all written alike."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from lstm_viz.data.reading.numbers import is_missing
from lstm_viz.data.reading.samples import spread
from lstm_viz.data.reading.time_forms import FORMS, moments
from lstm_viz.data.reading.times import OF_NUMBERS, ORDERS_OF, Times, is_dated
from lstm_viz.records import Array

_MOST = 0.5
_WAYS = [(form, order) for form in FORMS if form not in OF_NUMBERS for order in ORDERS_OF.get(form, ("",))]


def about_unread(
    columns: Mapping[str, pa.Array], numeric: Mapping[str, bool], times: Times | None, lines: Array
) -> list[str]:
    """Return a sentence on the first column of dates that is not read as time, if no such column is.

    `lines`: where the rows stand in the file.
    """
    if times is not None and not all(numeric[name] for name in times.columns):
        return []
    told = (_about(name, columns[name], lines) for name, number in numeric.items() if not number)
    return [sentence for sentence in told if sentence][:1]


def _about(name: str, cells: pa.Array, lines: Array) -> str:
    """Return the sentence on a column, or nothing where most of its cells are no dates."""
    sample = spread(cells)
    most = _MOST * (~is_missing(sample)).sum()
    if is_dated(sample).sum() <= most:
        return ""
    fine = [moments(sample, form, order).fine for form, order in _WAYS]
    if np.any(fine, axis=0).sum() <= most:
        return ""
    best = max(range(len(_WAYS)), key=lambda way: int(fine[way].sum()))
    odd = ~moments(cells, *_WAYS[best]).fine
    missing = is_missing(cells)
    alien = odd & ~missing
    if alien.any():
        place = int(np.argmax(alien))
        return (
            f"Column “{name}” is not read as time, though most of its cells are dates: “{str(cells[place])[:60]}” in "
            f"line {lines[place]} is the first that is not written as the others are; write all of them in one way, "
            "such as 2021-01-31."
        )
    if missing.any():
        return (
            f"Column “{name}” is not read as time, though it holds dates: {missing.sum():,} of its {len(cells):,} "
            f"cells are empty, the first in line {lines[int(np.argmax(missing))]}; fill them in."
        )
    return ""
