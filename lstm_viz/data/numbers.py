"""From text cells to numbers: decimal mark and thousands, found by rule over a whole table."""

import re
from collections.abc import Sequence

import numpy as np

from lstm_viz.records import Array

MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "?", "."})
_POINT = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?([eE][+-]?\d+)?")
_COMMA = re.compile(r"[+-]?(\d{1,3}([. ]\d{3})+|\d+)?(,\d*)?([eE][+-]?\d+)?")
_INFINITE = re.compile(r"[+-]?inf(inity)?", re.IGNORECASE)


def is_missing(cell: str) -> bool:
    """Return whether a cell stands for a value that is not there."""
    return cell.lower() in MISSING


def decimal_mark(cells: Sequence[str]) -> str:
    """Return "," where more cells are numbers with a decimal comma than with a point, else "."."""
    marked = [cell for cell in cells if "," in cell or "." in cell]
    point = sum(_is_number(cell, ".") and not re.fullmatch(r"[+-]?\d{1,3},\d{3}", cell) for cell in marked)
    comma = sum(_is_number(cell, ",") and not re.fullmatch(r"[+-]?\d{1,3}\.\d{3}", cell) for cell in marked)
    return "," if comma > point else "."


def _is_number(cell: str, decimal: str) -> bool:
    pattern = _POINT if decimal == "." else _COMMA
    return pattern.fullmatch(cell) is not None and any(letter.isdigit() for letter in cell)


def is_numeric(cell: str, decimal: str) -> bool:
    """Return whether a cell is a number or infinity."""
    return _is_number(cell, decimal) or _INFINITE.fullmatch(cell) is not None


def to_numbers(cells: Sequence[str], decimal: str) -> Array:
    """Return the cells as float64; what is missing or not a number becomes NaN, infinity stays."""
    thousands = "," if decimal == "." else "."
    values = np.full(len(cells), np.nan)
    for row, cell in enumerate(cells):
        if is_numeric(cell, decimal):
            values[row] = float(cell.replace(thousands, "").replace(" ", "").replace(decimal, "."))
    return values
