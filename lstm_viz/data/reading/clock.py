"""Hours told by a clock that is put back in autumn and forward in spring: one is there twice, one not at all.

No list of time zones is asked, for a file does not say where its clock hangs: what is looked for is an even series of
at most an hour a step that is put back or forward by an hour early on Sundays of the right months, in turn.
"""

import numpy as np
import pandas as pd
import pyarrow as pa

from lstm_viz.data.reading.times import index_of_micro
from lstm_viz.records import Array

_HOUR, _DAY = 3_600_000_000, 86_400_000_000
_FEWEST, _LATEST = 24, 4
_APART, _MOST_APART = 100, 260
"""Days between two changes; summer time lasts 119 to 245 days."""
_SUNDAYS = {
    (1, 1): ((308, 314), (325, 407), (424, 430)),
    (-1, 1): ((923, 930), (1022, 1107)),
    (1, -1): ((923, 1007),),
    (-1, -1): ((315, 407),),
}
"""Forward 1 or back −1, north 1 or south −1 of the equator → where in the year, month and day as one number.

The European Union's rules since 1980, the United Kingdom's, the United States' since 1967, Australia's, New Zealand's.
"""


def by_one_clock(times: pd.DatetimeIndex, column: str) -> tuple[pd.DatetimeIndex, list[str]]:
    """Return moments, in the file's order, as if the clock of the first row had never been changed, and say so."""
    micro = times.as_unit("us").asi8
    backwards = len(micro) > 1 and micro[0] > micro[-1]
    found = _changes(micro[::-1] if backwards else micro)
    if found is None:
        return times, []
    ordered = micro[::-1] if backwards else micro
    shift = np.concatenate([[0], np.cumsum(found)]) * _HOUR
    mended = ordered - shift
    place = int(np.argmax(found != 0))
    at = pd.Timestamp(int(ordered[place + 1] - (_HOUR if found[place] > 0 else 0)), unit="us").floor("h")
    count = int((found != 0).sum())
    often = "once" if count == 1 else "twice" if count == 2 else f"{count} times"
    hour = "left out" if found[place] > 0 else "there twice"
    first = f"{'' if count == 1 else 'first '}at {at:%Y-%m-%d %H:%M}"
    told = (
        f"The clocks change {often} in column “{column}”, {first}, where an hour is {hour}; the times go on by the "
        "clock of the first row, so that no hour is repeated or missing."
    )
    return index_of_micro(mended[::-1] if backwards else mended), [told]


def each_by_one_clock(times: pd.DatetimeIndex, series: pa.Array, column: str) -> tuple[pd.DatetimeIndex, list[str]]:
    """Do the same for the moments of several series below each other, where all have the same moments.

    Elsewhere it cannot be told which clock a series that begins in another season goes by.
    """
    codes, _ = pd.factorize(series.to_pandas())
    order, rows = np.argsort(codes, kind="stable"), np.bincount(codes)
    if (rows != rows[0]).any():
        return times, []
    each = times.as_unit("us").asi8[order].reshape(len(rows), -1)
    mended, told = by_one_clock(index_of_micro(each[0]), column)
    if not told or (each != each[0]).any():
        return times, []
    whole = np.empty_like(times.asi8)
    whole[order] = np.tile(mended.as_unit("us").asi8, len(rows))
    return index_of_micro(whole), told


def _changes(micro: Array) -> Array | None:
    """Return for each step between rows −1 where the clock is put back, 1 where forward, else 0; None for never."""
    steps = np.diff(micro)
    if len(micro) < _FEWEST:
        return None
    found, counts = np.unique(steps, return_counts=True)
    step = int(found[np.argmax(counts)])
    if not 0 < step <= _HOUR or _HOUR % step:
        return None
    back = (steps == step - _HOUR) & _early_on_sunday(micro[1:])
    forward = (steps == step + _HOUR) & _early_on_sunday(micro[:-1] + step)
    changes = forward.astype(np.int64) - back
    places = np.flatnonzero(changes)
    if not len(places) or ((steps < 0) & ~back).any() or not _in_turn(micro, places, changes[places]):
        return None
    return np.asarray(changes)


def _early_on_sunday(moments: Array) -> Array:
    days, rest = np.divmod(moments, _DAY)
    return np.asarray(((days + 3) % 7 == 6) & (rest // _HOUR < _LATEST))


def _in_turn(micro: Array, places: Array, signs: Array) -> bool:
    """Return whether the clock is put back and forward in turn, half a year apart, from end to end of the series."""
    at = micro[places]
    dates = pd.DatetimeIndex(at.astype("datetime64[us]"))
    days = np.asarray(100 * dates.month + dates.day)
    north = np.where((days >= 300) & (days <= 430), signs, -signs)
    known = np.zeros(len(days), bool)
    for (forward, hemisphere), spans in _SUNDAYS.items():
        inside = np.any([(days >= first) & (days <= last) for first, last in spans], axis=0)
        known |= inside & (signs == forward) & (north == hemisphere)
    apart = np.diff(at) // _DAY
    edges = (at[0] - micro[0]) // _DAY, (micro[-1] - at[-1]) // _DAY
    return bool(
        known.all()
        and (north == north[0]).all()
        and (np.diff(signs) != 0).all()
        and ((apart >= _APART) & (apart <= _MOST_APART)).all()
        and max(edges) <= _MOST_APART
    )
