"""From text cells to numbers: decimal mark and thousands, found by rule over a whole table."""

import re
from collections.abc import Sequence

import numpy as np

from lstm_viz.records import Array

MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "?", "."})
_SPACES = " '\u00a0\u202f"


def _pattern(decimal: str, thousands: str) -> re.Pattern[str]:
    """Digits, alone or in groups of three that one mark separates; then a fraction, then a power of ten."""
    grouped = rf"[1-9]\d{{0,2}}([{re.escape(thousands + _SPACES)}])\d{{3}}(?:\1\d{{3}})*"
    mark = re.escape(decimal)
    return re.compile(rf"[+-]?(?={mark}?\d)(?:{grouped}|\d+)?(?:{mark}\d*)?(?:[eE][+-]?\d+)?", re.ASCII)


_PATTERNS = {".": _pattern(".", ","), ",": _pattern(",", ".")}
_INFINITE = re.compile(r"[+-]?inf(inity)?", re.IGNORECASE)


def is_missing(cell: str) -> bool:
    """Return whether a cell stands for a value that is not there."""
    return cell.lower() in MISSING


def decimal_mark(cells: Sequence[str], delimiter: str) -> tuple[str, str | None]:
    """Return the decimal mark, and a cell that leaves it in doubt if nothing in the table settles it.

    1.5 and 1,234.5 speak for the point, 1,5 and 1.234,5 for the comma; 1,234 may be either. Where nothing else speaks,
    a comma inside the cells of a table that commas separate is for thousands, in any other table for decimals.
    """
    marked = [cell for cell in cells if "," in cell or "." in cell]
    readings = [(_is_number(cell, "."), _is_number(cell, ",")) for cell in marked]
    point, comma = readings.count((True, False)), readings.count((False, True))
    either = [cell for cell, reading in zip(marked, readings, strict=True) if reading == (True, True)]
    if point or comma:
        return ("," if comma > point or (comma == point and delimiter == ";") else "."), None
    if delimiter == "," or not either:
        return ".", None
    return ("," if "," in either[0] else "."), either[0]


def _is_number(cell: str, decimal: str) -> bool:
    return _PATTERNS[decimal].fullmatch(cell) is not None


def is_numeric(cell: str, decimal: str) -> bool:
    """Return whether a cell is a number or infinity."""
    return _is_number(cell, decimal) or _INFINITE.fullmatch(cell) is not None


def to_numbers(cells: Sequence[str], decimal: str) -> Array:
    """Return the cells as float64; what is missing or not a number becomes NaN, infinity stays."""
    plain = str.maketrans({decimal: ".", "," if decimal == "." else ".": None} | dict.fromkeys(_SPACES))
    values = np.full(len(cells), np.nan)
    for row, cell in enumerate(cells):
        if is_numeric(cell, decimal):
            values[row] = float(cell.translate(plain))
    return values
