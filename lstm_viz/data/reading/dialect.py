"""From text to rows of cells: Excel's `sep=` line, comment lines and the delimiter, found by rule."""

import io
import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from lstm_viz.data.reading.blanks import are_columns, by_blanks
from lstm_viz.data.reading.grid import Grid, grid_of, parsed, usual_width, without_blank
from lstm_viz.data.reading.patterns import compiled
from lstm_viz.data.reading.plain_grid import plain_grid
from lstm_viz.data.reading.stages import Stages
from lstm_viz.data.reading.times import DATED
from lstm_viz.data.room import Bounds
from lstm_viz.errors import DataError

MOST_LINE = 100_000
DELIMITERS = (",", ";", "\t", "|")
BLANKS = " "
SEPARATOR_LINE = "says what separates the columns"
COMMA_IS_DECIMAL = (
    "The comma is read as the decimal mark, as the row of names has one name: say what separates the columns if that "
    "is wrong."
)
_LARGE = 1_000_000
"""Letters of a text from which on it is worth looking whether Arrow can split it."""
_SAMPLE_LINES, _SAMPLE_LETTERS = 200, 200_000
_VALUE = re.compile(r"(?=\D*\d)[(€$£]?[\d \u00a0\u202f.,:/TZeEQW+'’%-]+[)€$£]?")
_ONE_NAME, _PAIR = re.compile(r"[^\W\d_][^,;\t|]{0,40}"), re.compile(r"[+-]?\d+,\d+")
_SEP = re.compile(r"\"?sep=(.)\"?\s*", re.IGNORECASE)


class Skipped(NamedTuple):
    """A row that is not of the table: where it stands in the file, from 1, what it says, and why it was set aside."""

    row: int
    text: str
    why: str


def table_of(
    text: str, name: str, delimiter: str | None, bounds: Bounds, stages: Stages
) -> tuple[Grid, str, list[Skipped], list[str]]:
    """Return the rows that are not blank, the delimiter, the lines set aside before that, and what is to be said.

    The delimiter is what a `sep=` line says; else the one that splits most rows alike, and into cells that look like
    numbers or dates; of equals, the one that makes more cells. Runs of blanks are where that is unmistakable, or said.

    Raises:
        DataError: a line or a cell is longer than 100,000 characters, there are more lines, rows or cells than the
            bounds, or no row is left.
    """
    if delimiter is not None and delimiter not in (*DELIMITERS, BLANKS):
        raise DataError(f"“{delimiter}” cannot separate columns: choose comma, semicolon, tab, | or blank.")
    skipped: list[Skipped] = []
    told: list[str] = []
    first = text[:20].split("\n", 1)[0].split("\r", 1)[0]
    said = _SEP.fullmatch(first)
    if said and (said[1] in DELIMITERS):
        delimiter = delimiter or said[1]
        skipped.append(Skipped(1, first.strip(), SEPARATOR_LINE))
    if delimiter is None:
        start = "".join(itertools.islice(_lines(text, name, bounds), _SAMPLE_LINES))[:_SAMPLE_LETTERS]
        delimiter = max(DELIMITERS, key=lambda each: _evenness(start, each, name, bounds))
        _, width = _evenness(start, delimiter, name, bounds)
        if (width == 1 or delimiter == ",") and _are_blanks(text, start, name, bounds, marked=width > 1):
            delimiter = BLANKS
        elif delimiter == "," and _is_one_column(start):
            delimiter = ";"
            told.append(COMMA_IS_DECIMAL)
    if len(text) > _LARGE and not skipped and delimiter != BLANKS:
        plain = plain_grid(text, delimiter, bounds, MOST_LINE)
        if plain is not None:
            return without_blank(plain, name), delimiter, skipped, told
    lines = _lines(text, name, bounds)
    rows = parsed(by_blanks(lines) if delimiter == BLANKS else lines, delimiter, name)
    if skipped:
        next(rows, None)
    count = 1 + text.count("\n")

    def rows_are_split(so_far: int) -> None:
        stages.within("splitting into cells", so_far / count)

    grid = grid_of(rows, name, delimiter, bounds, rows_are_split)
    return without_blank(grid, name), delimiter, skipped, told


def _lines(text: str, name: str, bounds: Bounds) -> Iterator[str]:
    """One by one, so that a file which is no table costs no more than its first bad line."""
    for number, line in enumerate(io.StringIO(text, newline=None)):
        if len(line) > MOST_LINE and len(line) - line.endswith("\n") > MOST_LINE:
            length = len(line) - line.endswith("\n")
            raise DataError(f"{name} has a line of {length:,} characters: it is no table; choose another file.")
        if number == bounds.lines:
            most = f"{bounds.lines:,}"
            raise DataError(f"{name} has more than {most} lines; {most} is the most: leave out blank lines.")
        yield line


def _are_blanks(text: str, start: str, name: str, bounds: Bounds, *, marked: bool) -> bool:
    """Return whether runs of blanks separate the columns: at the start, and then in every line."""
    sample = start[: start.rindex("\n") + 1] if "\n" in start else start  # its last line may be cut
    if not are_columns(sample.split("\n"), marked=marked):
        return False
    return are_columns(list(_lines(text, name, bounds)), marked=marked)


def _is_one_column(text: str) -> bool:
    """Return whether one name stands above pairs of whole numbers with a comma between them, and nothing else."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and _ONE_NAME.fullmatch(lines[0]) is not None and all(map(_PAIR.fullmatch, lines[1:]))


def _evenness(text: str, delimiter: str, name: str, bounds: Bounds) -> tuple[float, int]:
    """Return how well a delimiter splits, and into how many cells: (0, 1) where most rows are one cell.

    It is the share of rows that have as many cells as most, plus the share of cells that look like a value. The second
    tells “1,5;2,5” apart: three even cells by the comma, but “5;2” is no value.
    """
    rows = [cells[: bounds.columns + 1] for _, cells in parsed(_lines(text, name, bounds), delimiter, name)]
    most, alike = usual_width(map(len, rows))
    if most == 1:
        return 0.0, 1
    cells = [cell.strip() for row in rows for cell in row]
    return alike / len(rows) + sum(map(_looks_like_value, cells)) / len(cells), most


def _looks_like_value(cell: str) -> bool:
    return _VALUE.fullmatch(cell) is not None or compiled(DATED).fullmatch(cell) is not None
