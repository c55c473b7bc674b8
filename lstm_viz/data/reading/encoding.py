"""From bytes to text: the encoding by its mark, by what fits, and the characters that no table needs."""

import codecs

from lstm_viz.errors import DataError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_START = 10_000


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str, list[str]]:
    """Return the text, its encoding, and what was mended, in sentences.

    The encoding is known by its mark; else UTF-16 by its zero bytes, else UTF-8, Windows' Western European (cp1252),
    and for what that lacks DOS's (cp850).

    Raises:
        DataError: the file is not text, or not in the encoding given.
    """
    if encoding is None:
        marked = [word for mark, word in _MARKS if data.startswith(mark)]
        encoding = marked[0] if marked else _without_mark(data)
        if encoding in ("cp1252", "cp850") and _is_binary(data[:_START].decode("latin-1")):
            raise _not_text(name)
    try:
        text = data.decode(encoding)
    except (ValueError, LookupError) as error:
        raise DataError(f"{name} cannot be read as {encoding}: choose another encoding.") from error
    if _is_binary(text[:_START]):
        raise _not_text(name)
    zeros = text.count("\x00")
    if not zeros:
        return text.removeprefix("\ufeff"), encoding, []
    if zeros > len(text) / 5:
        raise _not_text(name)
    line = text.count("\n", 0, text.index("\x00")) + 1
    count = "1 zero byte was" if zeros == 1 else f"{zeros:,} zero bytes were"
    told = f"{count} passed over, the first in line {line}: the file may be damaged."
    return text.replace("\x00", "").removeprefix("\ufeff"), encoding, [told]


def _without_mark(data: bytes) -> str:
    start = data[:_START]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if len(start) >= 4 and len(data) % 2 == 0:
        if odd > 0.3 * len(start) / 2 and even < 0.05 * len(start) / 2:
            return "utf-16-le"
        if even > 0.3 * len(start) / 2 and odd < 0.05 * len(start) / 2:
            return "utf-16-be"
    return next(each for each in ("utf-8", "cp1252", "cp850") if _fits(data, each))


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _not_text(name: str) -> DataError:
    return DataError(f"{name} is not a text file: choose a CSV, TSV or Excel (.xlsx) file.")


def _is_binary(text: str) -> bool:
    return sum(ord(letter) < 32 and letter not in "\t\r\n\x0c\x00" for letter in text) > 5
