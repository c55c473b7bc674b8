"""From bytes to rows of text cells: encoding and delimiter, found by rule."""

import codecs
import csv
import io
import re

from lstm_viz.errors import DataError

MOST_LINE = 100_000
DELIMITERS = (",", ";", "\t", "|")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SAMPLE_ROWS = 200
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


def rows_of(text: str, name: str, delimiter: str | None = None) -> tuple[list[list[str]], str]:
    """Return the rows that are not blank, as stripped cells, and the delimiter.

    The delimiter is the one that splits most rows alike, and into cells that look like numbers or dates; of equals, the
    one that makes more cells. Quotes are honoured.

    Raises:
        DataError: a line or a cell is longer than 100,000 characters, or no row is left.
    """
    if delimiter is not None and delimiter not in DELIMITERS:
        raise DataError(f"“{delimiter}” cannot separate columns: choose comma, semicolon, tab or |.")
    lines = text.splitlines()
    longest = max(map(len, lines), default=0)
    if longest > MOST_LINE:
        raise DataError(f"{name} has a line of {longest:,} characters: it is no table; choose another file.")
    if delimiter is None:
        start = "\n".join(lines[:SAMPLE_ROWS])
        delimiter = max(DELIMITERS, key=lambda each: _evenness(_split(start, each, name)))
    rows = _split(text, delimiter, name)
    if not rows:
        raise DataError(f"{name} is empty: choose a file with one row per timestep.")
    return rows, delimiter


def _split(text: str, delimiter: str, name: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)
    try:
        rows = [[cell.strip() for cell in row] for row in reader]
    except csv.Error as error:
        raise DataError(
            f"{name} has a cell that never ends, near line {reader.line_num}: a quotation mark is not closed; close it."
        ) from error
    return [row for row in rows if any(row)]


def _evenness(rows: list[list[str]]) -> tuple[float, int]:
    """Return how well a delimiter splits, and into how many cells: (0, 1) where most rows are one cell.

    It is the share of rows that have as many cells as most, plus the share of cells that look like a value. The second
    tells “1,5;2,5” apart: three even cells by the comma, but “5;2” is no value.
    """
    widths = [len(row) for row in rows]
    most = max(set(widths), key=widths.count, default=1)
    if most == 1:
        return 0.0, 1
    cells = [cell for row in rows for cell in row]
    return widths.count(most) / len(rows) + sum(map(_looks_like_value, cells)) / len(cells), most


def _looks_like_value(cell: str) -> bool:
    return _VALUE.fullmatch(cell) is not None
