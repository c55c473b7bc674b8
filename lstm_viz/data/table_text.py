"""From bytes to rows of text cells: encoding and delimiter, found by rule."""

import codecs
import csv
import io
import itertools
import re
from collections.abc import Iterator

from lstm_viz.data.room import MOST_WIDE, Room, usual_width
from lstm_viz.errors import DataError

MOST_LINE, MOST_LINES = 100_000, 1_000_000
DELIMITERS = (",", ";", "\t", "|")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SAMPLE_ROWS = 200
SAMPLE_LETTERS = 200_000
_VALUE = re.compile(r"(?=\D*\d)[\d .,:/TZeE+'-]+")


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Return the text and its encoding: by its mark, else UTF-8, else Windows' Western European.

    Raises:
        DataError: the file is not text, or not in the encoding given.
    """
    if encoding is None:
        marked = [word for mark, word in _MARKS if data.startswith(mark)]
        encoding = marked[0] if marked else "utf-8" if _is_utf8(data) else "cp1252"
        if not marked and _is_binary(data[:10_000].decode("latin-1")):
            raise _not_text(name)
    try:
        text = data.decode(encoding)
    except (ValueError, LookupError) as error:
        raise DataError(f"{name} cannot be read as {encoding}: choose another encoding.") from error
    if _is_binary(text[:10_000]):
        raise _not_text(name)
    return text.removeprefix("\ufeff"), encoding


def _not_text(name: str) -> DataError:
    return DataError(f"{name} is not a text file: choose a CSV, TSV or Excel (.xlsx) file.")


def _is_binary(text: str) -> bool:
    return sum(ord(letter) < 32 and letter not in "\t\r\n\x0c" for letter in text) > 5


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def rows_of(text: str, name: str, delimiter: str | None = None) -> tuple[list[tuple[str, ...]], str]:
    """Return the rows that are not blank, as stripped cells, and the delimiter.

    The delimiter is the one that splits most rows alike, and into cells that look like numbers or dates; of equals, the
    one that makes more cells. Quotes are honoured.

    Raises:
        DataError: a line or a cell is longer than 100,000 characters, there are too many rows or cells, or no row is
            left.
    """
    if delimiter is not None and delimiter not in DELIMITERS:
        raise DataError(f"“{delimiter}” cannot separate columns: choose comma, semicolon, tab or |.")
    if delimiter is None:
        start = "".join(itertools.islice(_lines(text, name), SAMPLE_ROWS))[:SAMPLE_LETTERS]
        delimiter = max(DELIMITERS, key=lambda each: _evenness(_split(start, each, name)))
    rows = _split(text, delimiter, name)
    if not rows:
        raise DataError(f"{name} is empty: choose a file with one row per timestep.")
    return rows, delimiter


def _lines(text: str, name: str) -> Iterator[str]:
    """One by one, so that a file which is no table costs no more than its first bad line."""
    for number, line in enumerate(io.StringIO(text, newline=None)):
        length = len(line) - line.endswith("\n")
        if length > MOST_LINE:
            raise DataError(f"{name} has a line of {length:,} characters: it is no table; choose another file.")
        if number == MOST_LINES:
            raise DataError(
                f"{name} has more than {MOST_LINES:,} lines; {MOST_LINES:,} is the most: leave out blank lines."
            )
        yield line


def _split(text: str, delimiter: str, name: str) -> list[tuple[str, ...]]:
    room = Room(name)
    reader = csv.reader(_lines(text, name), delimiter=delimiter)
    rows = []
    try:
        for cells in reader:
            # The garbage collector lets tuples of strings be; lists it walks, in the middle of other people's work.
            row = tuple(cell.strip() for cell in cells[: MOST_WIDE + 1])
            if any(row) or any(cells[MOST_WIDE + 1 :]):
                room.take(row)
                rows.append(row)
    except csv.Error as error:
        raise DataError(
            f"{name} has a cell that never ends, near line {reader.line_num}: a quotation mark is not closed; close it."
        ) from error
    return rows


def _evenness(rows: list[tuple[str, ...]]) -> tuple[float, int]:
    """Return how well a delimiter splits, and into how many cells: (0, 1) where most rows are one cell.

    It is the share of rows that have as many cells as most, plus the share of cells that look like a value. The second
    tells “1,5;2,5” apart: three even cells by the comma, but “5;2” is no value.
    """
    most, alike = usual_width(rows)
    if most == 1:
        return 0.0, 1
    cells = [cell for row in rows for cell in row]
    return alike / len(rows) + sum(map(_looks_like_value, cells)) / len(cells), most


def _looks_like_value(cell: str) -> bool:
    return _VALUE.fullmatch(cell) is not None
