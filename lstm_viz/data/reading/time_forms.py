"""The forms that a moment is written in, and the moments of a whole column in one form."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lstm_viz.data.reading.months import month_of
from lstm_viz.data.reading.patterns import compiled, extract, matches
from lstm_viz.records import Array

DAY = 86_400_000_000  # µs
NONE = np.iinfo(np.int64).min
ZONES = {
    "Z": 0,
    "z": 0,
    "UTC": 0,
    "GMT": 0,
    "WET": 0,
    "BST": 1,
    "WEST": 1,
    "CET": 1,
    "MEZ": 1,
    "CEST": 2,
    "MESZ": 2,
    "EET": 2,
    "EEST": 3,
    "MSK": 3,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "JST": 9,
}
_ZONE_WORDS = "|".join(sorted(ZONES, key=len, reverse=True))
_ZONE = rf"(?: ?(?P<z>{_ZONE_WORDS}|[+-]\d{{2}}:?\d{{2}}|[+-]\d{{2}})(?:\[[\w/]+\])?)?"
_HALF = r"(?: ?(?P<p>[AaPp]\.?[Mm]\.?))?"
_FINE = r"(?::(?P<S>\d{2})(?:[.,](?P<f>\d{1,9}))?)?"
CLOCK = rf"(?P<H>\d{{1,2}})(?:[:h.](?P<M>\d{{2}}))?{_FINE}{_HALF}(?: ?Uhr)?{_ZONE}"
_AT = rf"(?:(?:[T ]|, ?| - ){CLOCK})?"
_WEEKDAY = r"(?:\pL{2,12}\.?,? )?"
_NAME = r"(?P<n>\pL{3,13})\.?"
_FULL = r"(?P<y>\d{4})"
_EITHER = r"(?P<y>\d{4}|\d{2})"

FORMS = {
    "iso": rf"(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){_AT}",
    "year": r"(?P<y>1[5-9]\d\d|20\d\d|2100)(?:\.0)?",
    "year month": r"(?P<y>\d{4})(?:[-/. ]M?|M)(?P<m>\d{1,2})",
    "compact month": r"(?P<y>1[5-9]\d\d|20\d\d)(?P<m>\d{2})",
    "month year": r"(?P<m>\d{1,2})[-/. ](?P<y>\d{4})",
    "compact": r"(?P<y>1[5-9]\d\d|20\d\d)(?P<m>\d{2})(?P<d>\d{2})"
    r"(?:[T ]?(?P<H>\d{2}):?(?P<M>\d{2})(?::?(?P<S>\d{2}))?Z?)?",
    "numbers": rf"{_WEEKDAY}(?P<a>\d{{1,2}})[-/. ] ?(?P<b>\d{{1,2}})[-/. ] ?(?P<y>\d{{4}}){_AT}",
    "short": rf"{_WEEKDAY}(?P<a>\d{{1,2}})[-/.] ?(?P<b>\d{{1,2}})[-/.] ?(?P<c>\d{{2}}){_AT}",
    "day name year": rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[-/ ]?(?:de |of )?"
    rf"{_NAME},?[-/ ]?(?:de |del )?{_EITHER}{_AT}",
    "name day year": rf"{_WEEKDAY}{_NAME}[ -](?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? {_FULL}{_AT}",
    "name year": rf"{_NAME}[-/ .'’]{{0,2}}(?:de |del )?{_EITHER}",
    "year name": rf"{_FULL}[-/ .]?{_NAME}",
    "year name day": rf"{_FULL}[-/ .]{_NAME}[-/ .](?P<d>\d{{1,2}}){_AT}",
    "week": r"(?P<y>\d{4})[-/ .]?(?:W|w|KW|CW|S|wk) ?(?P<w>\d{1,2})(?:-?(?P<k>[1-7]))?",
    "week first": r"(?:W|w|KW|CW|Week|Woche)\.? ?(?P<w>\d{1,2})[-/ ,.]+(?P<y>\d{4})",
    "quarter": r"(?P<y>\d{4})[-/ .:]?[QqTtK] ?(?P<q>[1-4])",
    "quarter first": rf"[QqTt] ?(?P<q>[1-4])[-/ .'’]?{_EITHER}",
    "quarter number": rf"(?P<q>[1-4])\.? ?(?:Q|q|T|Quartal|quarter|trimestre)[-/ .]?{_EITHER}",
    "season": r"(?P<y>\d{4})[/-](?P<t>\d{2}|\d{4})",
    "counted": r"(?P<c>\d{1,2})-(?P<m>\d{1,2})",
    "serial": r"(?P<x>[2-6]\d{4})(?:\.0)?",
    "epoch": r"(?P<e>\d{9,10}|\d{12,13}|\d{15,16}|\d{18}|[1-8]\d{18})(?:\.(?P<f>\d{1,9}))?",
}
_OWN_WORDS = {
    "serial": "days since 1899-12-30",
    "quarter": "%Y-Q%q",
    "quarter first": "Q%q %Y",
    "quarter number": "%q. quarter %Y",
}


@dataclass(frozen=True, eq=False)
class Moments:
    """A column in one form.

    Attributes:
        local: microseconds since 1970 as the clock showed, NONE where a cell is no moment in this form.
        offset: microseconds east of Greenwich, or None where no cell says. clock: whether any cell has a time of day.
        order: of “numbers” and “short”: which parts are day, month and year, such as "dmy"; else "".
        short: whether the years have two digits.
    """

    form: str
    local: Array
    offset: Array | None
    clock: bool
    order: str = ""
    short: bool = False

    @cached_property
    def fine(self) -> Array:
        """Which cells are moments."""
        return np.asarray(self.local != NONE)


class Parts:
    """The parts of a column's cells in one form, as integers."""

    def __init__(self, form: str, cells: pa.Array) -> None:
        found = extract(cells, f"^(?:{FORMS.get(form, form)})$")
        self.fine, self._parts = found.fine, found.parts
        self.names = set(found.parts)

    def text(self, name: str) -> pa.Array:
        """Return a part as text, "" where it is not there."""
        return self._parts[name]

    def number(self, name: str, default: int) -> Array:
        """Return a part as integers, `default` where it is not there."""
        if name not in self.names:
            return np.full(len(self.fine), default, np.int64)
        text = self.text(name)
        return np.asarray(pc.cast(pc.if_else(pc.equal(text, ""), str(default), text), pa.int64()))


def moments(cells: pa.Array, form: str, order: str = "") -> Moments:
    """Return a column's moments in a form; `order` says which of three numbers is day, month and year."""
    parts = Parts(form, cells)
    if not parts.fine.any():
        return Moments(form, np.full(len(cells), NONE), None, False, order)
    if form == "epoch":
        return Moments(form, _since_1970(parts), None, True)
    if form == "serial":  # a spreadsheet's day 1 is 1 January 1900, and it believes that 1900 had a 29 February
        local = np.where(parts.fine, (parts.number("x", 0) - 25569) * DAY, NONE)
        return Moments(form, local, None, False)
    if form == "counted":  # year 1 is read as 01 is: 2001
        year, month = parts.number("c", 0) + 2000, parts.number("m", 1)
        return Moments(form, _stamped(parts.fine, year, month, np.ones_like(year)), None, False, short=True)
    day, month, year, short = _date(parts, order)
    fine = parts.fine & (year > 0)
    if "w" in parts.names:
        local = _weeks(fine, year, parts.number("w", 0), parts.number("k", 1))
    else:
        local = _stamped(fine, year, month, day)
    if "t" in parts.names:
        local = np.where(parts.number("t", 0) % 100 == (year + 1) % 100, local, NONE)
    if "H" not in parts.names:
        return Moments(form, local, None, False, order, short)
    since, clock = clock_of(parts)
    local = np.where((local != NONE) & (since >= 0), local + since, NONE)
    offset = _offset(parts.text("z")) if "z" in parts.names else None
    return Moments(form, local, offset, clock, order, short)


def written(cell: str, form: str, order: str = "") -> str:
    """Return how a cell is written, in strptime's letters where they are enough."""
    if form == "epoch":
        digits = len(cell.partition(".")[0])
        return "epoch " + ("s" if digits <= 10 else "ms" if digits <= 13 else "µs" if digits <= 16 else "ns")
    return _OWN_WORDS.get(form) or template(cell, form, order)


def letters_of(form: str, order: str) -> dict[str, str]:
    """Return strptime's letter of each part of a form, and %q of a quarter."""
    letters = {"y": "%G" if "?P<w>" in FORMS[form] else "%Y", "m": "%m", "d": "%d", "H": "%H", "M": "%M", "S": "%S"}
    letters |= {"f": "%f", "z": "%z", "n": "%b", "w": "%V", "k": "%u", "t": "%y", "c": "%y", "p": "%p", "q": "%q"}
    for part, letter in zip(("abc" if form == "short" else "aby") if order else "", order, strict=False):
        letters[part] = {"d": "%d", "m": "%m", "y": "%y" if form == "short" else "%Y"}[letter]
    return letters


def template(cell: str, form: str, order: str = "") -> str:
    """Return a cell with strptime's letters in place of its parts."""
    found = compiled(FORMS[form]).fullmatch(cell)
    if found is None:
        return form
    letters = letters_of(form, order)
    if found.groupdict().get("p"):
        letters["H"] = "%I"
    if found.groupdict().get("n") and len(found["n"]) > 4:
        letters["n"] = "%B"
    if found.groupdict().get("y") and len(found["y"]) == 2:
        letters["y"] = "%y"
    out, at = "", 0
    for part, (begin, end) in sorted(
        ((name, found.span(name)) for name in found.groupdict()), key=lambda each: each[1]
    ):
        if begin >= 0:
            out, at = out + cell[at:begin] + letters[part], end
    return out + cell[at:]


def clock_of(parts: Parts) -> tuple[Array, bool]:
    """Return microseconds since midnight, −1 where there is no such time, and whether any cell has a time of day."""
    hour, minute, second = parts.number("H", 0), parts.number("M", 0), parts.number("S", 0)
    fine = (hour <= 24) & (minute < 60) & (second < 61)
    if "p" in parts.names:
        half = parts.text("p")
        later = matches(half, "^[pP]")
        halved = np.asarray(pc.not_equal(half, ""))
        fine &= ~halved | ((hour >= 1) & (hour <= 12))
        hour = np.where(halved, hour % 12 + 12 * later, hour)
    since = ((hour * 60 + minute) * 60 + second) * 1_000_000
    if "f" in parts.names:
        since += np.asarray(pc.cast(pc.utf8_slice_codeunits(pc.utf8_rpad(parts.text("f"), 6, "0"), 0, 6), pa.int64()))
    told = bool(np.asarray(pc.not_equal(parts.text("H"), "")).any())
    return np.where(fine & (since <= DAY), since, -1), told


def _date(parts: Parts, order: str) -> tuple[Array, Array, Array, bool]:
    """Return day, month and year, and whether the years have two digits."""
    day, month = parts.number("d", 1), parts.number("m", 1)
    if order:
        three = {letter: parts.number(part, 0) for letter, part in zip(order, _abc(parts), strict=True)}
        day, month, year = three["d"], three["m"], three["y"]
        short = "c" in parts.names
    else:
        year = parts.number("y", 0)
        short = bool(np.asarray(pc.equal(pc.utf8_length(parts.text("y")), 2)).any())
    if "n" in parts.names:
        month = _named(parts.text("n"))
    if "q" in parts.names:
        month = 3 * parts.number("q", 1) - 2
    if short:
        year = np.where(year < 100, year + np.where(year < 69, 2000, 1900), year)
    return day, month, year, short


def _abc(parts: Parts) -> str:
    return "abc" if "c" in parts.names else "aby"


def _named(names: pa.Array) -> Array:
    words = pc.dictionary_encode(names)
    months = np.array([month_of(str(word)) for word in words.dictionary.to_pylist()[:500]] or [0], np.int64)
    places = np.asarray(words.indices)
    return np.where(places < len(months), months[np.minimum(places, len(months) - 1)], 0)


def _stamped(fine: Array, year: Array, month: Array, day: Array) -> Array:
    fine = fine & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31) & (year >= 1) & (year <= 9999)
    months = (np.where(fine, year, 1970) - 1970) * 12 + np.where(fine, month, 1) - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    length = (months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) - first
    fine &= day <= length
    return np.where(fine, (first + day - 1) * DAY, NONE)


def _weeks(fine: Array, year: Array, week: Array, weekday: Array) -> Array:
    """ISO 8601: week 1 is the one with 4 January in it; a week begins on Monday."""
    fourth = _stamped(fine, year, np.ones_like(year), np.full_like(year, 4)) // DAY
    monday = fourth - (fourth + 3) % 7
    return np.where(fine & (week >= 1) & (week <= 53), (monday + 7 * (week - 1) + weekday - 1) * DAY, NONE)


def _since_1970(parts: Parts) -> Array:
    text = parts.text("e")
    number = parts.number("e", 0)
    length = np.asarray(pc.utf8_length(text)).astype(np.int64)
    step = np.select([length <= 10, length <= 13, length <= 16], [1_000_000, 1000, 1], 0)
    local = np.where(step > 0, number * step, number // 1000)
    part = np.asarray(pc.cast(pc.utf8_slice_codeunits(pc.utf8_rpad(parts.text("f"), 6, "0"), 0, 6), pa.int64()))
    return np.where(parts.fine, local + np.where(step == 1_000_000, part, 0), NONE)


def _offset(zones: pa.Array) -> Array | None:
    words = pc.dictionary_encode(zones)
    known = words.dictionary.to_pylist()
    if known == [""]:
        return None
    minutes = np.array([minutes_of(str(word)) for word in known], np.int64)
    return np.asarray(minutes[np.asarray(words.indices)] * 60_000_000)


def minutes_of(zone: str) -> int:
    """Return how many minutes east of Greenwich a zone's clocks are; 0 of no zone."""
    if not zone or zone in ZONES:
        return 60 * ZONES.get(zone, 0)
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return (-1 if zone[0] == "-" else 1) * (60 * int(digits[:2]) + int(digits[2:]))
