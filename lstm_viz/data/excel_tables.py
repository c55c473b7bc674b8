"""What the sheets of an Excel file refer to: which sheets there are, shared texts, and which styles mean a date."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from lstm_viz.data.excel_parts import Parts

MOST_LETTERS = 100_000  # of a cell; Excel's own bound is 32,767


@dataclass
class Styles:
    """Numbers of the cell styles that show a number as a moment, and of those that show it as a length of time."""

    dates: set[int] = field(default_factory=set)
    lengths: set[int] = field(default_factory=set)


class Listed(NamedTuple):
    """A sheet as the workbook lists it, by the id of its part."""

    id: str
    name: str
    hidden: bool


class Text:
    """Text gathered piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    def add(self, piece: str) -> None:
        """Add a piece.

        Raises:
            ValueError: the text is longer than a cell's can be.
        """
        self._length += len(piece)
        if self._length > MOST_LETTERS:
            raise ValueError("no cell is so long")
        self._pieces.append(piece)

    def take(self) -> str:
        """Return the text without blanks around it, and begin anew."""
        whole = "".join(self._pieces).strip()
        self._pieces, self._length = [], 0
        return whole


def targets_of(parts: Parts, part: str) -> dict[str, tuple[str, str]]:
    """Return what a part refers to: id → (kind, the name of a part)."""
    folder, name = posixpath.split(part)
    found = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
            found[attributes["Id"]] = (posixpath.basename(attributes["Type"]), target.lstrip("/"))

    parts.read(posixpath.join(folder, "_rels", f"{name}.rels"), start, _nothing, _nothing)
    return found


def sheets_of(parts: Parts, workbook: str) -> tuple[list[Listed], bool]:
    """Return the sheets in their order, and whether days are counted from 1904."""
    sheets: list[Listed] = []
    from_1904 = False

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal from_1904
        if tag == "sheet":
            place = next(value for name, value in attributes.items() if name.endswith(" id"))
            hidden = attributes.get("state") in ("hidden", "veryHidden")
            sheets.append(Listed(place, attributes.get("name", ""), hidden))
        elif tag == "workbookPr":
            from_1904 = attributes.get("date1904") in ("1", "true")

    parts.read(workbook, start, _nothing, _nothing)
    return sheets, from_1904


def texts_of(parts: Parts, part: str) -> list[str]:
    """Return the shared texts; what is only said how to pronounce is left out."""
    texts: list[str] = []
    text, inside = Text(), [""]

    def start(tag: str, _: Mapping[str, str]) -> None:
        inside.append("rPh" if inside[-1] == "rPh" else tag)

    def end(tag: str) -> None:
        inside.pop()
        if tag == "si":
            texts.append(text.take())

    def letters(piece: str) -> None:
        if inside[-1] == "t":
            text.add(piece)

    parts.read(part, start, end, letters)
    return texts


def styles_of(parts: Parts, part: str) -> Styles:
    """Return which cell styles mean a date."""
    formats = dict(BUILTIN_FORMATS)
    styles, count, inside = Styles(), 0, False

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside, count
        if tag == "numFmt":
            formats[int(attributes["numFmtId"])] = attributes["formatCode"][:255]
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            shown = formats.get(int(attributes.get("numFmtId", 0)))
            if is_date_format(shown):
                (styles.lengths if is_timedelta_format(shown) else styles.dates).add(count)
            count += 1

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    parts.read(part, start, end, _nothing)
    return styles


def _nothing(_: object) -> None:
    """Pass over what is not needed."""
