"""Columns by runs of blanks, read so only where that is unmistakable: a blank is also a mark between thousands.

Every line then has as many words as every other, the first line apart every word is a value, and nothing in it could
be one number or one date of several words.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from lstm_viz.data.reading.patterns import compiled
from lstm_viz.data.reading.times import DATED, NAMES

_WORDS = re.compile(r"[ \t]+")
_GROUPS = "[1-9]\\d{0,2}(?:[.,'’\u00a0\u202f]\\d{3})+"
_NUMBER = re.compile(rf"[+-]?(?:(?:{_GROUPS}|\d+)(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?", re.ASCII)
_GONE = frozenset({"na", "n/a", "nan", "null", "-", "--", "?", "*"})
_MARKS = frozenset(",;|")
_COMMENT = ("#", "//")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d*)?", re.ASCII)
_FEWEST_LINES = 4


def by_blanks(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines whose words stand one blank apart; a comment stays one cell, unless it holds the names."""
    waiting: str | None = None
    for line in lines:
        words = _WORDS.sub(" ", line.strip(" \t\r\n"))
        if waiting is not None:
            yield _as_names(waiting, len(words.split(" "))) if _is_values(words) else _as_one(waiting)
            waiting = None
        if words.startswith(_COMMENT):
            waiting = words
        else:
            yield words + "\n"
    if waiting is not None:
        yield _as_one(waiting)


def are_columns(lines: list[str], *, marked: bool) -> bool:
    """Return whether runs of blanks, and nothing else, separate the columns of these lines.

    `marked`: another separator splits them too, as a decimal comma does; then names or years must say otherwise.
    """
    rows = [line.rstrip("\n") for line in by_blanks(lines) if line.strip() and not line.startswith('"')]
    if len(rows) < _FEWEST_LINES:
        return False
    names = rows[0].split(" ")
    named = not _is_values(rows[0])
    body = rows[1:] if named else rows
    cells = [row.split(" ") for row in body]
    width = len(cells[0])
    if width < 2 or any(len(row) != width for row in cells) or not all(map(_is_values, body)):
        return False
    if named and (len(names) != width or _MARKS & set(rows[0]) or any(map(_is_value, names))):
        return False
    if marked and not named and not _are_years(cells):
        return False
    numbers = [all(_NUMBER.fullmatch(row[k]) or row[k].casefold() in _GONE for row in cells) for k in range(width)]
    return any(numbers) and (named or not _could_be_one(body, cells, numbers))


def _are_years(cells: list[list[str]]) -> bool:
    years = [int(row[0]) if re.fullmatch(r"[12]\d{3}", row[0], re.ASCII) else 0 for row in cells]
    return all(year and after == year + 1 for year, after in pairwise(years))


def _could_be_one(body: list[str], cells: list[list[str]], numbers: list[bool]) -> bool:
    """Return whether rows without names could be numbers with blanks between thousands, or begin with 1 2 2020."""
    if sum(_GROUPED.fullmatch(row) is not None for row in body) > len(body) / 2:
        return True
    if len(cells[0]) < 3 or not all(numbers[:3]):
        return False
    return all(len(row[0]) <= 2 and len(row[1]) <= 2 and re.fullmatch(r"[12]\d{3}", row[2]) for row in cells)


def _is_values(line: str) -> bool:
    return bool(line) and all(map(_is_value, line.split(" ")))


def _is_value(word: str) -> bool:
    return bool(
        _NUMBER.fullmatch(word)
        or word.casefold() in _GONE
        or _CLOCK.fullmatch(word)
        or compiled(DATED).fullmatch(word) is not None
    )


def _as_one(comment: str) -> str:
    return '"' + comment.replace('"', '""') + '"\n'


def _as_names(comment: str, width: int) -> str:
    """Return a comment above the values as names, if it has as many words and one of them is a word for a time."""
    words = comment.lstrip("#/ ").split(" ")
    if len(words) == width and NAMES & {word.casefold() for word in words}:
        return "#" + " ".join(words) + "\n"
    return _as_one(comment)
