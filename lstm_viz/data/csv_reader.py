"""How a table in a file is understood: every guess by rule, shown, and changeable."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Literal

import pyarrow as pa

from lstm_viz.data.excel import is_excel, rows_of_excel
from lstm_viz.data.reading.body import body_of
from lstm_viz.data.reading.dialect import Skipped, table_of
from lstm_viz.data.reading.encoding import decode
from lstm_viz.data.reading.grid import grid_of, without_blank
from lstm_viz.data.reading.header import tidy
from lstm_viz.data.reading.numbers import Marks, marks_of, to_numbers
from lstm_viz.data.reading.records import Column, Question, Reading, Series
from lstm_viz.data.reading.table import Duplicates
from lstm_viz.data.reading.understand import Asked, understood
from lstm_viz.data.reading.unpack import bytes_of
from lstm_viz.data.room import FILE, Bounds
from lstm_viz.errors import DataError

__all__ = ["Column", "Question", "Reading", "Series", "read_csv"]


def read_csv(
    file: str | Path | bytes,
    *,
    name: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
    header: bool | None = None,
    date: str | None = None,
    day_first: bool | None = None,
    gaps: Literal["steps", "fill"] | None = None,
    duplicates: Duplicates | None = None,
    sentinels: Literal["missing", "values"] | None = None,
    bounds: Bounds = FILE,
) -> Reading:
    """Read a CSV, TSV or Excel file, packed or not: how it is written, its header, dates and numbers are found by rule.

    Whatever is given is not guessed. `date` is the name of the time column; "" says that there is none. `day_first`
    says how 1/2/2020 is meant. `gaps`: what becomes of moments that an even series lacks; rows follow one another as
    “steps” (if nothing is given), or the gaps are filled (“fill”). `duplicates`: which of several rows of one moment is
    kept, “first” (if nothing is given) or “last”, or whether their “mean” or “sum” is used. `sentinels`: whether
    numbers such as -999, far below all others, are “missing” (if nothing is given) or “values”.

    Raises:
        DataError: the file cannot be used; the message says why and what to do.
    """
    asked = Asked(date, day_first, gaps, duplicates, sentinels)
    given = {"encoding": encoding, "delimiter": delimiter, "decimal": decimal, "header": header} | asdict(asked)
    name = tidy(name or ("" if isinstance(file, bytes) else Path(file).name)) or "the file"
    _check(decimal, asked)
    data = bytes_of(file, name, bounds)
    warnings: list[str] = []
    skipped: list[Skipped] = []
    if is_excel(data):
        rows, lines = rows_of_excel(data, name)
        encoding, delimiter = None, None
        grid = without_blank(grid_of(zip(lines, rows, strict=True), name, ", ", bounds), name)
    else:
        text, encoding, warnings = decode(data, name, encoding)
        grid, delimiter, skipped, told = table_of(text, name, delimiter, bounds)
        warnings += told
        del text
    marks = marks_of(grid.some(), delimiter or "", decimal)
    body = body_of(grid, marks.decimal, header)
    body = replace(body, skipped=(*skipped, *body.skipped), warnings=(*warnings, *body.warnings))
    found = understood(body, marks, name, asked, bounds)
    doubt = (_which_mark(marks),) if marks.doubt and delimiter else ()  # Excel's own numbers leave no doubt
    overrides = {key: value for key, value in given.items() if value is not None}
    return replace(
        found, encoding=encoding, delimiter=delimiter, questions=(*doubt, *found.questions), overrides=overrides
    )


def _check(decimal: str | None, asked: Asked) -> None:
    if decimal not in (None, ".", ","):
        raise DataError(f"“{decimal}” cannot be the decimal mark: choose a point or a comma.")
    if asked.gaps not in (None, "steps", "fill"):
        raise DataError(f"“{asked.gaps}” is not what gaps can become: choose steps or fill.")
    if asked.duplicates not in (None, "first", "last", "mean", "sum"):
        raise DataError(f"“{asked.duplicates}” is not what repeated rows can become: choose first, last, mean or sum.")


def _which_mark(marks: Marks) -> Question:
    cell, decimal = pa.array([marks.doubt]), marks.decimal
    used, other = (to_numbers(cell, mark)[0] for mark in (decimal, "," if decimal == "." else "."))
    about = "Is the mark in the numbers the decimal mark or one between thousands?"
    return Question(about, (f"“{marks.doubt}” is {used:g}", f"“{marks.doubt}” is {other:g}"))
