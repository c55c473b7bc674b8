"""From bytes to rows of text cells: encoding and delimiter, found by rule."""

import codecs
import csv
import io

from lstm_viz.errors import DataError

MOST_BYTES, MOST_LINE = 10 * 2**20, 100_000
DELIMITERS = (",", ";", "\t", "|")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SAMPLE_ROWS = 200


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Return the text and its encoding: by its mark, else UTF-8, else Windows' Western European.

    Raises:
        DataError: the file is empty, too large, or not text.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise DataError(f"{name} is empty: choose a file with one row per timestep.")
    if len(data) > MOST_BYTES:
        raise DataError(f"{name} has {len(data) / 2**20:.0f} MB; 10 MB is the most: keep the latest part of it.")
    if encoding is None:
        marked = [word for mark, word in _MARKS if data.startswith(mark)]
        encoding = marked[0] if marked else "utf-8" if _is_utf8(data) else "cp1252"
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError) as error:
        raise DataError(f"{name} cannot be read as {encoding}: choose another encoding.") from error
    odd = sum(ord(letter) < 32 and letter not in "\t\r\n\x0c" for letter in text[:10_000])
    if odd > 5:
        raise DataError(f"{name} is not a text file: choose a CSV, TSV or Excel (.xlsx) file.")
    return text, encoding


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def rows_of(text: str, name: str, delimiter: str | None = None) -> tuple[list[list[str]], str]:
    """Return the rows that are not blank, as stripped cells, and the delimiter.

    The delimiter is the one that splits most rows alike into the most cells. Quotes are honoured.

    Raises:
        DataError: a line is longer than 100,000 characters.
    """
    longest = max(map(len, text.splitlines()), default=0)
    if longest > MOST_LINE:
        raise DataError(f"{name} has a line of {longest:,} characters: it is no table; choose another file.")
    if delimiter is None:
        start = "\n".join(text.splitlines()[:SAMPLE_ROWS])
        delimiter = max(DELIMITERS, key=lambda each: _evenness(_split(start, each)))
    return _split(text, delimiter), delimiter


def _split(text: str, delimiter: str) -> list[list[str]]:
    rows = ([cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return [row for row in rows if any(row)]


def _evenness(rows: list[list[str]]) -> tuple[float, int]:
    """Return the share of rows that have as many cells as most (0 where that is one cell), and that many."""
    widths = [len(row) for row in rows]
    most = max(set(widths), key=widths.count, default=1)
    return (widths.count(most) / len(widths), most) if most > 1 else (0.0, 1)
