"""From text cells to numbers, whole columns at a time: decimal mark, thousands, signs, percent and currency."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lstm_viz.data.reading.patterns import Extract, extract, matches
from lstm_viz.data.reading.samples import spread
from lstm_viz.records import Array

MISSING = pa.array(
    [
        *("", "na", "n/a", "n.a.", "nan", "null", "none", "nil", "nd", "n.d.", "n.v.", "k.a.", "k. a.", "missing"),
        *("-", "--", "---", "–", "—", "?", ".", "..", "...", "…", "*", "#", "(null)", "<na>", "\\n", ":"),
        *("#n/a", "#na", "#nv", "#wert!", "#div/0!", "#value!", "#ref!", "#num!", "#null!"),
    ]
)
_SPACES = " \u00a0\u202f\u2009"
_APOSTROPHES = "'’"
_MINUS = pa.array(["-", "−"])
_CURRENCY = r"€|\$|£|¥|₹|₽|zł|Kč|kr\.?|Fr\.|US\$|R\$|CHF|EUR|USD|GBP|JPY|SEK|NOK|DKK|PLN|CZK"
_PLAIN = r"^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$"
_INFINITE = r"^[+-]?(?:[iI][nN][fF](?:[iI][nN][iI][tT][yY])?)$"


def _core(decimal: str) -> str:
    """Digits, alone or in groups of three that one mark separates; then a fraction, then a power of ten."""
    other = "," if decimal == "." else "."
    groups = "|".join(rf"(?:[{mark}]\d{{3}})+" for mark in (other, *_SPACES, *_APOSTROPHES))
    mark = rf"[{decimal}]"
    return rf"(?:(?:[1-9]\d{{0,2}}(?:{groups})|\d+)(?:{mark}\d*)?|{mark}\d+)(?:[eE][+-]?\d+)?"


def _pattern(decimal: str) -> str:
    gap = rf"[{_SPACES}]?"
    before = rf"(?P<paren>\()?(?P<sign>[+−-]?){gap}(?P<coin>{_CURRENCY})?{gap}(?P<inner>[+−-]?)"
    after = rf"{gap}(?P<unit>%|‰|{_CURRENCY})?{gap}(?P<behind>[−-]?)(?P<close>\))?"
    return rf"^{before}(?P<core>{_core(decimal)}){after}$"


_PATTERNS = {mark: _pattern(mark) for mark in ".,"}


@dataclass(frozen=True)
class Marks:
    """How numbers are written: the decimal mark, the mark between thousands if there is one, and a cell in doubt.

    `doubt` is a cell that reads as two numbers where nothing in the table settles which.
    """

    decimal: str
    thousands: str | None = None
    doubt: str | None = None


def is_missing(cells: pa.Array) -> Array:
    """Return for each cell whether it stands for a value that is not there."""
    return np.asarray(pc.is_in(pc.utf8_lower(cells), value_set=MISSING))


def is_numeric(cells: pa.Array, decimal: str) -> Array:
    """Return for each cell whether it is a number or infinity."""
    found = matches(cells, _PLAIN) if decimal == "." else np.zeros(len(cells), bool)
    rest = np.flatnonzero(~found)
    if len(rest):
        others = cells.take(pa.array(rest))
        found = found.copy()
        found[rest] = _signed_well(others, decimal) | matches(others, _INFINITE)
    return found


def is_mostly_numbers(cells: pa.Array, decimal: str) -> bool:
    """Return whether a column holds numbers, by cells from all over it."""
    sample = spread(cells)
    numbers, missing = is_numeric(sample, decimal).sum(), is_missing(sample).sum()
    return bool(numbers and numbers >= 0.9 * (len(sample) - missing))


def to_numbers(cells: pa.Array, decimal: str) -> Array:
    """Return the cells as float64; what is missing or not a number becomes NaN, infinity stays.

    Per cent are left as per cent: 5 % is 5.
    """
    values = np.full(len(cells), np.nan)
    if not len(cells):
        return values
    plain = matches(cells, _PLAIN) if decimal == "." else np.zeros(len(cells), bool)
    if plain.any():
        kept = cells if plain.all() else cells.take(pa.array(np.flatnonzero(plain)))
        values[plain] = np.asarray(pc.cast(kept, pa.float64()))
    rest = np.flatnonzero(~plain)
    if len(rest):
        others = cells.take(pa.array(rest))
        values[rest] = _dressed(others, decimal)
    return values


def unit_of(cells: pa.Array, decimal: str) -> str:
    """Return the sign of per cent or currency that the column's numbers carry, or nothing."""
    found = extract(cells.slice(0, 200), _PATTERNS[decimal])
    signs = set(found.parts["unit"].to_pylist()) | set(found.parts["coin"].to_pylist())
    signs.discard("")
    return str(signs.pop()) if len(signs) == 1 else ""


def marks_of(columns: Sequence[pa.Array], delimiter: str, decimal: str | None = None) -> Marks:
    """Return how the numbers of a table are written, by all of its cells.

    1.5 and 1,234.5 speak for the point, 1,5 and 1.234,5 for the comma; 1,234 may be either. Where nothing else speaks,
    a comma inside the cells of a table that commas separate is for thousands, in any other table for decimals.
    """
    doubt = None
    marked = [_those(cells, r"[.,]") for cells in columns]
    if decimal is None:
        decimal, doubt = _decimal(marked, delimiter)
    other = "," if decimal == "." else "."
    for cells in marked:
        if _grouped_by(cells, other, decimal):
            return Marks(decimal, other, doubt)
    for mark in (*_SPACES, *_APOSTROPHES):
        for cells in columns:
            if _grouped_by(cells, mark, decimal):
                return Marks(decimal, mark, doubt)
    return Marks(decimal, None, doubt)


def _decimal(marked: Sequence[pa.Array], delimiter: str) -> tuple[str, str | None]:
    point = comma = 0
    either: list[str] = []
    for cells in marked:
        as_point, as_comma = (_signed_well(cells, mark) for mark in ".,")
        point += int((as_point & ~as_comma).sum())
        comma += int((as_comma & ~as_point).sum())
        both = np.flatnonzero(as_point & as_comma)
        if len(both):
            either.append(str(cells[int(both[0])]))
    if point or comma:
        return ("," if comma > point or (comma == point and delimiter == ";") else "."), None
    if delimiter == "," or not either:
        return ".", None
    return ("," if "," in either[0] else "."), either[0]


def _grouped_by(cells: pa.Array, mark: str, decimal: str) -> bool:
    """Return whether numbers have a mark between thousands; dates and texts hold such marks too."""
    return bool(is_numeric(_those(cells, rf"\d[{mark}]\d{{3}}"), decimal).any())


def _those(cells: pa.Array, pattern: str) -> pa.Array:
    return cells.filter(pa.array(matches(cells, pattern)))


def _signed_well(cells: pa.Array, decimal: str) -> Array:
    """Return which cells are numbers."""
    return _well(extract(cells, _PATTERNS[decimal])) if len(cells) else np.zeros(0, bool)


def _well(found: Extract) -> Array:
    """Return which cells have one sign at most, and both brackets or none."""
    signs = np.sum([found.has(name) for name in ("sign", "inner", "behind", "paren")], axis=0)
    return np.asarray(found.fine & (signs <= 1) & (found.has("paren") == found.has("close")))


def _dressed(cells: pa.Array, decimal: str) -> Array:
    """Return the numbers of cells that carry a sign, a unit, thousands or another decimal mark."""
    found = extract(cells, _PATTERNS[decimal])
    fine = _well(found)
    core = found.parts["core"]
    for mark in ("," if decimal == "." else ".", *_SPACES, *_APOSTROPHES):
        core = pc.replace_substring(core, mark, "")
    core = pc.replace_substring(core, decimal, ".")
    values = np.asarray(pc.cast(pc.if_else(pa.array(fine), core, "nan"), pa.float64())).copy()
    negative = found.has("paren")
    for name in ("sign", "inner", "behind"):
        negative = negative | np.asarray(pc.is_in(found.parts[name], value_set=_MINUS))
    values[negative] *= -1
    infinite = matches(cells, _INFINITE)
    if infinite.any():
        below = np.asarray(pc.starts_with(cells, "-"))
        values[infinite] = np.where(below[infinite], -np.inf, np.inf)
    return values
