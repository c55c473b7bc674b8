"""From rows of text cells to named columns of equal length: titles, header and odd rows, found by rule."""

from collections.abc import Sequence
from typing import NamedTuple

from lstm_viz.data.numbers import is_missing, is_numeric
from lstm_viz.data.room import MOST_WIDE, check_room, usual_width
from lstm_viz.data.source import FEWEST_ROWS
from lstm_viz.data.times import looks_dated
from lstm_viz.errors import DataError

MOST_NAME = 100


class Body(NamedTuple):
    """What lies below the header: unique column names, rows of as many cells, and what was left out, in sentences."""

    names: list[str]
    rows: list[tuple[str, ...]]
    warnings: list[str]


def without_title(rows: Sequence[tuple[str, ...]]) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return the rows from the first one of the table on; lines of a title or comment above it are left out."""
    width, _ = usual_width(rows)
    start = 0
    while width > 1 and start < len(rows) - 1 and _is_title(rows[start]):
        start += 1
    if start == 0:
        return list(rows), []
    lines = "The first line was" if start == 1 else f"The first {start} lines were"
    return list(rows[start:]), [f"{lines} left out as a title: “{rows[0][0][:60]}”."]


def _is_title(row: Sequence[str]) -> bool:
    first, *rest = row
    return first.startswith("#") or (bool(first) and not any(rest) and not looks_dated(first))


def has_header(rows: Sequence[tuple[str, ...]], decimal: str) -> bool:
    """Return whether the first row holds names: no number or date in it, and numbers below it."""
    first, rest = rows[0], rows[1:50]
    if any(is_numeric(cell, decimal) for cell in first):
        return False
    if looks_dated(first[0]) and first[0][:1].isdigit() and len(first) > 1:
        return any(not is_missing(cell) for cell in first[1:])
    return any(is_numeric(cell, decimal) for row in rest for cell in row)


def body_of(rows: Sequence[tuple[str, ...]], header: bool, name: str) -> Body:
    """Return names and equally long rows: short ones lack their last cells, too long ones are left out.

    Raises:
        DataError: more than 200 columns, fewer than 30 rows, or too many rows or cells.
    """
    width, _ = usual_width(rows)
    if width > MOST_WIDE:
        raise DataError(f"{name} has more than {MOST_WIDE} columns; {MOST_WIDE} is the most: keep those that matter.")
    check_room(name, len(rows) - header, len(rows) * width)
    names = _unique([*rows[0][:width], *[""] * (width - len(rows[0]))] if header else [""] * width)
    body = rows[1:] if header else rows
    kept = [(*row, *[""] * (width - len(row))) for row in body if len(row) <= width]
    warnings = []
    if len(kept) < len(body):
        odd = next(place for place, row in enumerate(body) if len(row) > width)
        left = len(body) - len(kept)
        warnings.append(
            f"{'1 row' if left == 1 else f'{left} rows'} with more than {width} cells left out; the first is data row "
            f"{odd + 1}."
        )
    if len(kept) < FEWEST_ROWS:
        found = "one row" if len(kept) == 1 else f"{len(kept)} rows"
        raise DataError(f"{name} has {found} of data; at least {FEWEST_ROWS} are needed: choose a longer series.")
    return Body(names, kept, warnings)


def tidy(name: str) -> str:
    """Return a name as one line of at most 100 letters, all seen: none turns or hides what is beside it."""
    seen = "".join(letter if letter.isprintable() else " " for letter in name[: 10 * MOST_NAME])
    return " ".join(seen.split())[:MOST_NAME].strip()


def _unique(titles: Sequence[str]) -> list[str]:
    """Return a name for every column: its title, "column 3" where it has none, "price (3)" where it is taken."""
    names: list[str] = []
    for place, title in enumerate(titles, start=1):
        wanted = tidy(title) or f"column {place}"
        tries = (wanted, *(f"{wanted} ({number})" for number in range(place, place + len(titles) + 1)))
        names.append(next(each for each in tries if each not in names))
    return names
