"""Tables with time across their columns: a row for each series, or for each year."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from lstm_viz.data.reading.asked import Asked
from lstm_viz.data.reading.axis import axis_of
from lstm_viz.data.reading.body import Body
from lstm_viz.data.reading.layout import Across, Yearly, turned
from lstm_viz.data.reading.made import made, rows_in, stepped
from lstm_viz.data.reading.numbers import Marks
from lstm_viz.data.reading.records import Kind, Layout, Reading
from lstm_viz.data.reading.table import in_time_order, number_table
from lstm_viz.data.reading.times import index_of_micro, read_times
from lstm_viz.data.reading.totals import are_totals
from lstm_viz.data.room import Bounds

HEADER_ROW = "the header"


def moments_across(body: Body, marks: Marks, name: str, found: Across, asked: Asked, bounds: Bounds) -> Reading:
    """Read a table with a column for each moment and a row for each series."""
    table, warnings = number_table(
        {each: body.columns[each] for each in found.columns},
        marks.decimal,
        10**6,
        name,
        gathered=asked.resample is not None,
    )
    table = turned(table, [body.columns[each] for each in found.ids], found)
    rows = {str(column): int(table[column].notna().sum()) for column in table.columns}
    kinds: dict[str, Kind] = {each: "id" if each in found.ids else "number" for each in body.columns}
    axis, grid = axis_of(HEADER_ROW, found.times.format, found.times.index)
    told = [*body.warnings, *warnings, *_only(table, bounds), *_set_aside(found.totals, "moment")]
    table, notes = stepped(table.iloc[:, : bounds.series], grid, asked, name)
    layout: Layout = "single" if len(table.columns) == 1 else "wide"
    return made(body, marks, name, kinds, layout, axis, table, rows, (), [*told, *notes])


def _only(table: pd.DataFrame, bounds: Bounds) -> list[str]:
    count = len(table.columns)
    return [f"Only the first {bounds.series} of {count} series are used."] if count > bounds.series else []


def parts_across(body: Body, marks: Marks, name: str, found: Yearly, asked: Asked) -> Reading | None:
    """Read a table with a row for each year and a column for each month or quarter; those to come may be blank.

    Return None where its years are none or it is blank.
    """
    year, parts, word, others = found
    table, warnings = number_table(
        {each: body.columns[each] for each in parts},
        marks.decimal,
        len(parts),
        name,
        gathered=asked.resample is not None,
    )
    years = read_times(body.columns[year], year, chosen=True)
    values = table.to_numpy().ravel()
    there = np.flatnonzero(np.isfinite(values))
    if years is None or not years.dated.all() or not len(there):
        return None
    first = years.index.as_unit("us").asi8.astype("datetime64[us]").astype("datetime64[M]").astype(np.int64)
    months = (first[:, None] + np.arange(0, 12, 12 // len(parts))).ravel().astype("datetime64[M]")
    kept = slice(int(there[0]), int(there[-1]) + 1)
    inside = pd.DataFrame({"value": values[kept]})
    moments = index_of_micro(months[kept].astype("datetime64[us]").astype(np.int64))
    axis, grid = axis_of(f"{year}, {HEADER_ROW}", f"year, {word} across", moments)
    whole, notes = in_time_order(inside, moments, None, name)
    warnings = warnings if inside.isna().to_numpy().any() else []
    kinds: dict[str, Kind] = {each: "time" if each == year else "number" for each in body.columns}
    rows = rows_in(whole)
    whole, more = stepped(whole, grid, asked, name)
    told = [*body.warnings, *warnings, *notes, *_set_aside(others, word), *more]
    return made(body, marks, name, kinds, "single", axis, whole, rows, (), told)


def _set_aside(columns: Sequence[str], word: str) -> list[str]:
    """Return what is to be said of columns that are none of those that are called by a `word`: one sentence."""
    if not columns:
        return []
    total, one = bool(are_totals(pa.array(columns)).all()), len(columns) == 1
    names = ", ".join(f"“{column}”" for column in columns[:3])
    names += f" and {len(columns) - 3} more" if len(columns) > 3 else ""
    what = ("is a total" if one else "are totals") if total else (f"is no {word}" if one else f"are no {word}s")
    return [f"Column {names} {what}, so it is set aside." if one else f"Columns {names} {what}, so they are set aside."]
