"""How a table in a file is understood: every guess by rule, shown, and changeable."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Literal

import pyarrow as pa

from lstm_viz.data.excel import is_excel, rows_of_excel
from lstm_viz.data.ods import is_ods, rows_of_ods
from lstm_viz.data.reading.asked import Asked, Duplicates, Step, check
from lstm_viz.data.reading.body import body_of
from lstm_viz.data.reading.dialect import Skipped, table_of
from lstm_viz.data.reading.encoding import decode
from lstm_viz.data.reading.grid import grid_of, without_blank
from lstm_viz.data.reading.header import tidy
from lstm_viz.data.reading.numbers import Marks, marks_of, to_numbers
from lstm_viz.data.reading.records import Column, Question, Reading, Series
from lstm_viz.data.reading.stages import Stages, Tell
from lstm_viz.data.reading.times import DateOrder
from lstm_viz.data.reading.understand import understood
from lstm_viz.data.reading.unpack import bytes_of
from lstm_viz.data.room import FILE, Bounds
from lstm_viz.errors import DataError

__all__ = ["Column", "Question", "Reading", "Series", "read_csv"]


def read_csv(
    file: str | Path | bytes,
    *,
    name: str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
    header: bool | None = None,
    header_rows: int | None = None,
    date: str | None = None,
    id_column: str | None = None,
    day_first: bool | None = None,
    date_order: DateOrder | None = None,
    gaps: Literal["steps", "fill"] | None = None,
    duplicates: Duplicates | None = None,
    sentinels: Literal["missing", "values"] | None = None,
    resample: Step | None = None,
    aggregate: Literal["mean", "sum"] | None = None,
    bounds: Bounds = FILE,
    tell: Tell | None = None,
) -> Reading:
    """Read a CSV, TSV, Excel or .ods file, packed or not: how it is written, its names, dates and numbers, by rule.

    Whatever is given is not guessed. `sheet` is the name of a sheet of a workbook, which may be hidden; if nothing is
    given, the first is read that is not hidden and looks like a table. `header` says whether there are rows of names,
    `header_rows` how many. `date` is the name of the time column; "" says that there is none. `id_column` names the
    column that tells apart series that stand below each other; "" says that none does. `day_first` says how 1/2/2020 is
    meant, `date_order` how 1/2/03 is, such as "ymd"; an order that the dates do not fit is passed over, and said.
    `gaps`: what becomes of moments that an even series lacks; rows follow one another as “steps” (if nothing is given),
    or the gaps are filled (“fill”). `duplicates`: which of several rows of one moment is kept, “first” (if nothing is
    given) or “last”, or whether their “mean” or “sum” is used. `sentinels`: whether numbers such as -999, far below all
    others, are “missing” (if nothing is given) or “values”. `resample` gathers the rows into steps of a “min”, “h”,
    “D”, “W-MON”, “MS”, “QS” or “YS” (pandas' words, each stamped with its first moment), whose values become their
    mean, or by `aggregate` their “sum”; steps without a row are filled, whatever `gaps` says. `tell` is called as each
    stage of reading begins, and a few times on the way, with the share that is done, 0 to 1, and a word for what is
    being done.

    Raises:
        DataError: the file cannot be used; the message says why and what to do.
    """
    if day_first is not None and date_order is None:
        date_order = "dmy" if day_first else "mdy"
    asked = Asked(date, id_column, date_order, gaps, duplicates, sentinels, resample, aggregate)
    given = {"sheet": sheet, "encoding": encoding, "delimiter": delimiter, "decimal": decimal, "header": header}
    given |= {"header_rows": header_rows} | asdict(asked)
    name = tidy(name or ("" if isinstance(file, bytes) else Path(file).name)) or "the file"
    check(decimal, asked)
    stages = Stages(tell)
    stages.begin("unpacking")
    data = bytes_of(file, name, bounds)
    warnings: list[str] = []
    sheets: tuple[str, ...] = ()
    skipped: list[Skipped] = []
    if is_excel(data):
        stages.begin("splitting into cells")
        book = (rows_of_ods if is_ods(data) else rows_of_excel)(data, name, sheet)
        encoding, delimiter, sheet, sheets, warnings = None, None, book.sheet, book.sheets, list(book.warnings)
        grid = without_blank(grid_of(zip(book.lines, book.rows, strict=True), name, ", ", bounds), name)
    elif sheet is not None:
        raise DataError(f"{name} is no workbook, so it has no sheet “{tidy(sheet)}”: name no sheet.")
    else:
        stages.begin("decoding")
        text, encoding, warnings = decode(data, name, encoding)
        del data
        stages.begin("splitting into cells")
        grid, delimiter, skipped, told = table_of(text, name, delimiter, bounds, stages)
        warnings += told
        del text
    stages.begin("finding the names")
    marks = marks_of(grid.some(), delimiter or "", decimal)
    body = body_of(grid, marks.decimal, header, header_rows)
    body = replace(body, skipped=(*skipped, *body.skipped), warnings=(*warnings, *body.warnings))
    found = understood(body, marks, name, asked, bounds, stages)
    doubt = (_which_mark(marks),) if marks.doubt and delimiter else ()  # Excel's own numbers leave no doubt
    overrides = {key: value for key, value in given.items() if value is not None}
    stages.done()
    found = replace(found, encoding=encoding, delimiter=delimiter, sheet=sheet, sheets=sheets)
    return replace(found, questions=(*doubt, *found.questions), overrides=overrides)


def _which_mark(marks: Marks) -> Question:
    cell, decimal = pa.array([marks.doubt]), marks.decimal
    used, other = (to_numbers(cell, mark)[0] for mark in (decimal, "," if decimal == "." else "."))
    about = "Is the mark in the numbers the decimal mark or one between thousands?"
    choices = (f"“{marks.doubt}” is {used:g}", f"“{marks.doubt}” is {other:g}")
    return Question(about, choices, "decimal", (decimal, "," if decimal == "." else "."))
