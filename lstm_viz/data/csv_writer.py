"""A table as CSV that a spreadsheet opens as meant: accents are read, numbers stay, and no text becomes a formula."""

import re

import pandas as pd

# What a spreadsheet takes for a formula or a command, also behind blanks, quotes and marks that it passes over.
_FORMULA = re.compile(r"[\s\x00-\x1f\"'\ufeff]*[=+\-@\t\r\n|%＝＋－＠]")


def to_csv(table: pd.DataFrame, *, delimiter: str = ",", decimal: str = ".") -> bytes:
    """Return the table without its index: UTF-8 with a mark, every number with all its digits.

    A header or text that a spreadsheet would take for a formula gets an apostrophe in front of it.
    """
    safe = pd.DataFrame({place: table.iloc[:, place].map(_safe) for place in range(table.shape[1])})
    safe.columns = pd.Index([_safe(str(name)) for name in table.columns])
    return safe.to_csv(index=False, lineterminator="\r\n", sep=delimiter, decimal=decimal).encode("utf-8-sig")


def _safe(cell: object) -> object:
    if isinstance(cell, str) and _FORMULA.match(cell):
        return "'" + cell
    return cell
