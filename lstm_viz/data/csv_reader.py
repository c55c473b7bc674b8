"""How a table in a file is understood: every guess by rule, shown, and changeable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from lstm_viz.data.excel import is_excel, rows_of_excel
from lstm_viz.data.number_table import fill_gaps, in_time_order, number_table
from lstm_viz.data.numbers import decimal_mark, is_missing, is_numeric, to_numbers
from lstm_viz.data.source import Source
from lstm_viz.data.table_shape import body_of, has_header, tidy, without_title
from lstm_viz.data.table_text import SAMPLE_ROWS, decode, rows_of
from lstm_viz.data.times import Times, frequency_of, gaps_in, read_times
from lstm_viz.errors import DataError
from lstm_viz.records import Array

MOST_BYTES = 10 * 2**20
Kind = Literal["time", "number", "text", "id"]


@dataclass(frozen=True)
class Column:
    """A column of the file: its name, what it holds, and how many cells are missing."""

    name: str
    kind: Kind
    missing: int


@dataclass(frozen=True, eq=False)
class Reading:
    """A file as it was understood.

    Attributes:
        encoding, delimiter: None for Excel. decimal: "." or ",". header: whether the first row holds names.
        time: the column of moments, or None. frequency: a pandas offset where the moments are regular, else None.
        table: the columns of numbers over a DatetimeIndex or a RangeIndex, in time order, gaps filled.
        warnings: what was mended, a sentence each. overrides: the guesses that the person changed.
    """

    name: str
    encoding: str | None
    delimiter: str | None
    decimal: str
    header: bool
    columns: tuple[Column, ...]
    time: str | None
    frequency: str | None
    table: pd.DataFrame
    warnings: tuple[str, ...]
    overrides: Mapping[str, Any] = field(default_factory=dict)

    def to_source(self, target: str | None = None) -> Source:
        """Return the series to learn from; the first column that changes is predicted unless another is named."""
        changing = [str(name) for name in self.table.columns if np.ptp(self.table[name].to_numpy()) > 0]
        if not changing:
            name = self.table.columns[0]
            raise DataError(
                f"Column “{name}” of {self.name} is {self.table[name].iloc[0]:g} in every row, so there is nothing to "
                "predict: choose a file with a column that changes."
            )
        rows = f"{len(self.table):,} rows"
        about = f"{rows}, {self.table.index[0]} to {self.table.index[-1]}." if self.time else f"{rows}, no dates."
        return Source(self.name, self.table, {}, target or changing[0], about.replace(" 00:00:00", ""))


def read_csv(
    file: str | Path | bytes,
    *,
    name: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
    header: bool | None = None,
    date: str | None = None,
) -> Reading:
    """Read a CSV, TSV or Excel file: encoding, delimiter, decimal mark, header, dates and numbers are found by rule.

    Whatever is given is not guessed. `date` is the name of the time column; "" says that there is none.

    Raises:
        DataError: the file cannot be used; the message says why and what to do.
    """
    name = tidy(name or ("" if isinstance(file, bytes) else Path(file).name)) or "the file"
    given = {"encoding": encoding, "delimiter": delimiter, "decimal": decimal, "header": header, "date": date}
    if decimal not in (None, ".", ","):
        raise DataError(f"“{decimal}” cannot be the decimal mark: choose a point or a comma.")
    data = _bytes_of(file, name)
    if is_excel(data):
        rows, encoding, delimiter = rows_of_excel(data, name), None, None
    else:
        text, encoding = decode(data, name, encoding)
        rows, delimiter = rows_of(text, name, delimiter)
    rows, warnings = without_title(rows)
    if decimal is None:
        decimal, doubt = decimal_mark([cell for row in rows[1:SAMPLE_ROWS] for cell in row], delimiter or "")
        if doubt and delimiter:  # Excel's own numbers leave no doubt
            warnings.append(_doubtful_number(doubt, decimal))
    header = has_header(rows, decimal) if header is None else header
    body = body_of(rows, header, name)
    cells = {column: tuple(row[place] for row in body.rows) for place, column in enumerate(body.names)}
    time, times = _time_column(cells, decimal, date, name)
    columns = tuple(
        Column(column, "time" if column == time else _kind(cells[column], decimal, place), _missing(cells[column]))
        for place, column in enumerate(body.names)
    )
    wanted = [column.name for column in columns if column.kind == "number"]
    wanted = wanted or [column.name for column in columns if column.kind == "id"]
    table, notes = number_table(wanted, cells, decimal, name)
    warnings += [*body.warnings, *notes]
    index: pd.Index | None = None
    if times:
        warnings += _about_times(times, cells[time or ""], time or "")
        table, index, notes = in_time_order(table[times.dated], times.index, name)
        warnings += notes
    table, notes = fill_gaps(table, name)
    table.index = pd.RangeIndex(len(table)) if index is None else index
    warnings += [*notes, *filter(None, [gaps_in(table.index)])]
    overrides = {key: value for key, value in given.items() if value is not None}
    frequency = frequency_of(table.index)
    return Reading(
        name, encoding, delimiter, decimal, header, columns, time, frequency, table, tuple(warnings), overrides
    )


def _bytes_of(file: str | Path | bytes, name: str) -> bytes:
    try:
        size = len(file) if isinstance(file, bytes) else Path(file).stat().st_size
        if size > MOST_BYTES:
            raise DataError(f"{name} has {size / 2**20:.1f} MB; 10 MB is the most: keep the latest part of it.")
        data = file if isinstance(file, bytes) else Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise DataError(f"{name} cannot be opened: check that the file is there and may be read.") from error
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise DataError(f"{name} is empty: choose a file with one row per timestep.")
    return data


def _doubtful_number(cell: str, decimal: str) -> str:
    read, other = (to_numbers([cell], mark)[0] for mark in (decimal, "," if decimal == "." else "."))
    return f"“{cell}” may mean {read:g} or {other:g}; {read:g} is used: change the decimal mark if that is wrong."


def _about_times(times: Times, cells: Sequence[str], time: str) -> list[str]:
    """Return what a person should know about how the moments were read."""
    sentences = []
    if times.doubt:
        cell, used, other = times.doubt
        sentences.append(
            f"“{cell}” in column “{time}” may mean {used} or {other}; {used} is used: its steps are more even."
        )
    undated = np.flatnonzero(~times.dated)
    if len(undated):
        rows = "1 row was" if len(undated) == 1 else f"{len(undated)} rows were"
        word = cells[undated[0]][:60]
        sentences.append(f"{rows} left out for having no date, the first is data row {undated[0] + 1} (“{word}”).")
    return sentences


def _time_column(
    cells: Mapping[str, Sequence[str]], decimal: str, date: str | None, name: str
) -> tuple[str | None, Times | None]:
    if date == "":
        return None, None
    if date is not None:
        found = read_times(cells[date], "date") if date in cells else None
        if found is None:
            raise DataError(f"Column “{date}” of {name} holds no dates that can be read: choose another time column.")
        return date, found
    for column, values in cells.items():
        if all(is_numeric(cell, decimal) for cell in values) and not _may_be_dates(values):
            continue
        found = read_times(values, column)
        if found:
            return column, found
    return None, None


def _may_be_dates(values: Sequence[str]) -> bool:
    """Return whether numbers may be years or days such as 20240131."""
    return len(values[0]) in (4, 8) and values[0].isdigit()


def _missing(cells: Sequence[str]) -> int:
    return sum(is_missing(cell) for cell in cells)


def _kind(cells: Sequence[str], decimal: str, place: int) -> Kind:
    """Return what a column holds. A first column that counts the rows is an id: it says nothing about the series."""
    numbers = sum(is_numeric(cell, decimal) for cell in cells)
    if not numbers or numbers < 0.9 * (len(cells) - _missing(cells)):
        return "text"
    counts = place == 0 and all(map(str.isdecimal, cells)) and _counts(to_numbers(cells, decimal))
    return "id" if counts else "number"


def _counts(values: Array) -> bool:
    return bool(np.isfinite(values).all() and (np.diff(values) == 1).all())
