"""How a table in a file is understood: every guess by rule, shown, and changeable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from lstm_viz.data.excel import is_excel, rows_of_excel
from lstm_viz.data.numbers import decimal_mark, is_missing, is_numeric, to_numbers
from lstm_viz.data.source import FEWEST_ROWS, MOST_COLUMNS, Source
from lstm_viz.data.table_text import decode, rows_of
from lstm_viz.data.times import Times, read_times
from lstm_viz.errors import DataError

MOST_MISSING = 0.05
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
    data = file if isinstance(file, bytes) else Path(file).read_bytes()
    name = name or ("the file" if isinstance(file, bytes) else Path(file).name)
    given = {"encoding": encoding, "delimiter": delimiter, "decimal": decimal, "header": header, "date": date}
    if is_excel(data):
        rows, encoding, delimiter = rows_of_excel(data, name), None, None
    else:
        text, encoding = decode(data, name, encoding)
        rows, delimiter = rows_of(text, name, delimiter)
    decimal = decimal or decimal_mark([cell for row in rows[1:200] for cell in row])
    header = _has_header(rows, decimal) if header is None else header
    names, body, warnings = _body(rows, header, name)
    cells = {column: [row[place] for row in body] for place, column in enumerate(names)}
    time, times = _time_column(cells, decimal, date, name)
    columns = tuple(
        Column(column, "time" if column == time else _kind(cells[column], decimal, place), _missing(cells[column]))
        for place, column in enumerate(names)
    )
    table = _numbers(columns, cells, decimal, name, warnings)
    if time and times:
        table = _in_time_order(table, times, time, name, warnings)
    overrides = {key: value for key, value in given.items() if value is not None}
    frequency = _frequency(table.index)
    return Reading(
        name, encoding, delimiter, decimal, header, columns, time, frequency, table, tuple(warnings), overrides
    )


def _has_header(rows: Sequence[Sequence[str]], decimal: str) -> bool:
    """Return whether the first row holds names: no number in it, and numbers below it."""
    if len(rows) < 2:
        return False
    first, rest = rows[0], rows[1:50]
    if any(is_numeric(cell, decimal) for cell in first):
        return False
    if read_times([first[0]], "") and len(first) > 1:
        return any(cell and not is_missing(cell) for cell in first[1:])
    return any(is_numeric(cell, decimal) for row in rest for cell in row)


def _body(rows: Sequence[Sequence[str]], header: bool, name: str) -> tuple[list[str], list[list[str]], list[str]]:
    """Return unique column names, the rows below made equally long, and what was mended."""
    widths = [len(row) for row in rows]
    width = max(set(widths), key=widths.count)
    if width > 200:
        raise DataError(f"{name} has {width} columns; 200 is the most: keep those that matter.")
    titles = list(rows[0][:width]) if header else []
    titles += [""] * (width - len(titles))
    names: list[str] = []
    for place, title in enumerate(titles):
        wanted = title or f"column {place + 1}"
        names.append(wanted if wanted not in names else f"{wanted} ({place + 1})")
    body = rows[1:] if header else rows
    kept = [[*row, *[""] * (width - len(row))] for row in body if len(row) <= width]
    warnings = []
    if len(kept) < len(body):
        odd = next(place for place, row in enumerate(body) if len(row) > width)
        warnings.append(
            f"{len(body) - len(kept)} rows with more than {width} cells were left out, the first is row "
            f"{odd + 1 + header}."
        )
    if len(kept) < FEWEST_ROWS:
        found = "one row" if len(kept) == 1 else f"{len(kept)} rows"
        raise DataError(f"{name} has {found} of data; at least {FEWEST_ROWS} are needed: choose a longer series.")
    return names, kept, warnings


def _time_column(
    cells: Mapping[str, list[str]], decimal: str, date: str | None, name: str
) -> tuple[str | None, Times | None]:
    if date == "":
        return None, None
    if date is not None:
        found = read_times(cells[date], "date") if date in cells else None
        if found is None:
            raise DataError(f"Column “{date}” of {name} holds no dates that can be read: choose another time column.")
        return date, found
    for column, values in cells.items():
        if all(is_numeric(cell, decimal) for cell in values) and not _may_be_dates(column, values):
            continue
        found = read_times(values, column)
        if found:
            return column, found
    return None, None


def _may_be_dates(column: str, values: Sequence[str]) -> bool:
    """Years and 20240131 are numbers too: they are dates only at the front of the row or under a telling name."""
    del column
    return len(values[0]) in (4, 8) and values[0].isdigit()


def _missing(cells: Sequence[str]) -> int:
    return sum(is_missing(cell) for cell in cells)


def _kind(cells: Sequence[str], decimal: str, place: int) -> Kind:
    """Return what a column holds. A first column that counts the rows is an id: it says nothing about the series."""
    numbers = sum(is_numeric(cell, decimal) for cell in cells)
    if not numbers or numbers < 0.9 * (len(cells) - _missing(cells)):
        return "text"
    counts = place == 0 and bool((np.diff(to_numbers(cells, decimal)) == 1).all())
    return "id" if counts else "number"


def _numbers(
    columns: Sequence[Column], cells: Mapping[str, list[str]], decimal: str, name: str, warnings: list[str]
) -> pd.DataFrame:
    wanted = [column.name for column in columns if column.kind == "number"]
    wanted = wanted or [column.name for column in columns if column.kind == "id"]
    if not wanted:
        raise DataError(f"{name} has no column of numbers: choose a file with at least one.")
    if len(wanted) > MOST_COLUMNS:
        warnings.append(f"Only the first {MOST_COLUMNS} of {len(wanted)} columns of numbers are used.")
    table = pd.DataFrame({column: to_numbers(cells[column], decimal) for column in wanted[:MOST_COLUMNS]})
    for column in list(table.columns):
        values = table[column].to_numpy()
        if np.isinf(values).any():
            row = int(np.argmax(np.isinf(values)))
            raise DataError(f"Column “{column}” of {name} is infinite in data row {row + 1}: correct or remove it.")
        gaps = np.isnan(values)
        if gaps.mean() > MOST_MISSING:
            if len(table.columns) == 1:
                raise DataError(
                    f"Column “{column}” of {name} lacks {gaps.sum()} of {len(values)} values, the first in data row "
                    f"{int(np.argmax(gaps)) + 1}; at most 5 % can be filled: fill them or choose another column."
                )
            warnings.append(f"Column “{column}” is left out: {gaps.sum()} of its {len(values)} values are missing.")
            table = table.drop(columns=column)
        elif gaps.any():
            row = int(np.argmax(gaps)) + 1
            warnings.append(
                f"Column “{column}”: {gaps.sum()} missing values were filled on a straight line between their "
                f"neighbours, the first in data row {row}."
            )
            table[column] = table[column].interpolate(limit_direction="both")
    return table


def _in_time_order(table: pd.DataFrame, times: Times, time: str, name: str, warnings: list[str]) -> pd.DataFrame:
    table.index = times.index
    if times.ambiguous:
        warnings.append(f"Column “{time}” may be day first or month first; the reading with more even steps is used.")
    if not table.index.is_monotonic_increasing:
        warnings.append("The rows were not in time order; they have been sorted.")
        table = table.sort_index(kind="stable")
    doubled = table.index.duplicated()
    if doubled.any():
        moment = str(table.index[doubled][0]).removesuffix(" 00:00:00")
        if doubled.mean() > MOST_MISSING:
            raise DataError(
                f"{name} has {doubled.sum() + 1} or more rows that share a time, such as {moment}: it may hold several "
                "series; keep one, or say that there is no time column."
            )
        warnings.append(f"{doubled.sum()} rows repeat a time, the first is {moment}; the first row of each is kept.")
        table = table[~doubled]
    return table


def _frequency(index: pd.Index) -> str | None:
    if not isinstance(index, pd.DatetimeIndex):
        return None
    with pd.option_context("future.infer_freq_returns_offset", True):
        offset = pd.infer_freq(index)
    return None if offset is None else str(getattr(offset, "freqstr", offset))
