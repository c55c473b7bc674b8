"""From a table of text cells to a reading: which columns are what, when, and how their series are laid out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa

from lstm_viz.data.reading.asked import Asked
from lstm_viz.data.reading.axis import TimeAxis, about_steps, axis_of
from lstm_viz.data.reading.body import Body
from lstm_viz.data.reading.clock import by_one_clock, each_by_one_clock
from lstm_viz.data.reading.dialect import SEPARATOR_LINE
from lstm_viz.data.reading.frequency import Grid
from lstm_viz.data.reading.lacking import about_series, absent
from lstm_viz.data.reading.layout import Across, across, ids_of, joined, months_across, side_by_side, turned
from lstm_viz.data.reading.numbers import Marks, is_missing, is_mostly_numbers, to_numbers, unit_of
from lstm_viz.data.reading.records import Column, Kind, Layout, Question, Reading, Series
from lstm_viz.data.reading.stages import Stages
from lstm_viz.data.reading.steps import in_steps
from lstm_viz.data.reading.subtotals import without_subtotals
from lstm_viz.data.reading.table import filled, in_time_order, number_table, without_sentinels
from lstm_viz.data.reading.time_columns import first_times
from lstm_viz.data.reading.times import Times, index_of_micro, read_times
from lstm_viz.data.room import Bounds, check_room
from lstm_viz.errors import DataError

FEWEST_ROWS = 3
HEADER_ROW = "the header"


def understood(body: Body, marks: Marks, name: str, asked: Asked, bounds: Bounds, stages: Stages) -> Reading:
    """Return what a table is understood to hold; how its bytes were read is not known here.

    Raises:
        DataError: there are fewer than 3 rows or too many, there is no column of numbers, the time column named is
            none, a number is too large, or many rows share a moment and nothing tells them apart.
    """
    check_room(name, body.grid.rows, 0, bounds)
    if body.grid.rows < FEWEST_ROWS:
        found = "one row" if body.grid.rows == 1 else f"{body.grid.rows} rows"
        raise DataError(f"{name} has {found} of data; at least {FEWEST_ROWS} are needed: choose a longer series.")
    stages.begin("reading the times")
    body, numeric = _without_subtotals(body, marks.decimal)
    by_rule = body.header_rows and asked.date is None and not asked.id_column
    turning = across(numeric) if by_rule else None
    if turning:
        stages.begin("reading the numbers")
        return _across(body, marks, name, turning, asked, bounds)
    yearly = months_across(body.columns, numeric) if by_rule else None
    if yearly:
        months = _months_across(body, marks, name, yearly, asked)
        if months is not None:
            return months
        numeric = dict.fromkeys(body.columns, True)
    return _down(body, marks, name, numeric, asked, bounds, stages)


def _without_subtotals(body: Body, decimal: str) -> tuple[Body, dict[str, bool]]:
    """Return the table without rows that sum up others, and which of its columns hold numbers."""
    numeric = {column: is_mostly_numbers(cells, decimal) for column, cells in body.columns.items()}
    kept = without_subtotals(body, numeric, decimal)
    if kept is body:
        return body, numeric
    return kept, {column: is_mostly_numbers(cells, decimal) for column, cells in kept.columns.items()}


def _down(
    body: Body,
    marks: Marks,
    name: str,
    numeric: Mapping[str, bool],
    asked: Asked,
    bounds: Bounds,
    stages: Stages,
) -> Reading:
    """Read a table whose rows follow one another in time."""
    times = _times_of(body.columns, numeric, asked, name)
    warnings = list(body.warnings)
    if times is not None:
        body = body.without(~times.dated, "no date")
        warnings = [*body.warnings, *times.warnings]
    kinds = _kinds(body, numeric, times, marks.decimal)
    wanted = [column for column, kind in kinds.items() if kind == "number"]
    wanted = wanted or [column for column, kind in kinds.items() if kind == "id"]
    ids = _ids(body.columns, kinds, times, asked.id_column, name)
    wanted = [column for column in wanted if column not in ids]
    gathered = asked.resample is not None and times is not None
    cells = {column: body.columns[column] for column in wanted}
    stages.begin("reading the numbers")
    table, notes = number_table(cells, marks.decimal, bounds.series, name, gathered=gathered)
    table, doubts = without_sentinels(table) if asked.sentinels != "values" else (table, [])
    warnings += notes
    questions = [*([_which_order(times)] if times and times.doubt else []), *(doubts if not asked.sentinels else [])]
    kinds |= dict.fromkeys(ids, "id")
    if times is None:
        if asked.resample:
            raise DataError(f"{name} has no time column, so its rows cannot be gathered into steps: choose one.")
        return _made(body, marks, name, kinds, "bare", None, table, _rows(table), questions, warnings)
    place, series = ", ".join(times.columns), joined([body.columns[each] for each in ids]) if ids else None
    index, notes = by_one_clock(times.index, place) if series is None else each_by_one_clock(times.index, series, place)
    times, warnings = replace(times, index=index), [*warnings, *notes]
    axis, grid = axis_of(place, times.format, times.index)
    axis = replace(axis, utc=times.utc, spelling=times.spelling if len(times.columns) == 1 else None)
    if series is not None:
        how = asked.duplicates or "first"
        long = side_by_side(table, times.index, series, how, name)
        axis = replace(
            axis, duplicates=long.duplicates, sorted=long.in_order, descending=False, missing=absent(long.table, grid)
        )
        layout: Layout = "long"
        rows, table = long.rows, long.table
        warnings += about_series(axis, table, how)
    else:
        rows = _rows(table)
        table, notes = in_time_order(table, times.index, asked.duplicates, name)
        layout = "single" if len(table.columns) == 1 else "wide"
        warnings += notes
    table, notes = _stepped(table, grid, asked, name)
    made = _made(body, marks, name, kinds, layout, axis, table, rows, questions, [*warnings, *notes])
    return replace(made, ids=tuple(ids))


def _ids(
    columns: Mapping[str, pa.Array], kinds: Mapping[str, Kind], times: Times | None, said: str | None, name: str
) -> list[str]:
    """Return the columns that tell apart series below each other: the one that was said, or what is found."""
    if not said:
        return ids_of(times.index, columns, kinds) if times is not None and said is None else []
    if said not in columns or kinds[said] == "time":
        why = "holds the times" if said in columns else "is not there"
        raise DataError(f"Column “{said}” of {name} {why}, so it cannot tell series apart: choose another.")
    if times is None:
        raise DataError(f"{name} has no time column, so its series cannot be told apart: choose one, or no id.")
    return [said]


def _stepped(table: pd.DataFrame, grid: Grid | None, asked: Asked, name: str) -> tuple[pd.DataFrame, list[str]]:
    """Return the table in the steps asked for, and what is to be said of its steps."""
    told = [] if asked.resample else about_steps(pd.DatetimeIndex(table.index), grid, filled_in=asked.gaps == "fill")
    table, notes = in_steps(table, grid, asked, name)
    return table, [*told, *notes]


def _times_of(columns: Mapping[str, pa.Array], numeric: Mapping[str, bool], asked: Asked, name: str) -> Times | None:
    if asked.date == "":
        return None
    found = first_times(columns, numeric, asked.date_order, chosen=asked.date)
    if found is None and asked.date is not None:
        raise DataError(f"Column “{asked.date}” of {name} holds no dates that can be read: choose another time column.")
    return found


def _kinds(body: Body, numeric: Mapping[str, bool], times: Times | None, decimal: str) -> dict[str, Kind]:
    """Return what the columns hold. A first column that counts the rows is an id: it says nothing about the series."""
    kinds: dict[str, Kind] = {}
    for place, (column, cells) in enumerate(body.columns.items()):
        if times is not None and column in times.columns:
            kinds[column] = "time"
        elif not numeric[column]:
            kinds[column] = "text"
        else:
            kinds[column] = "id" if place == 0 and _counts(cells, decimal) else "number"
    return kinds


def _counts(cells: pa.Array, decimal: str) -> bool:
    start = to_numbers(cells.slice(0, 100), decimal)
    if not np.isfinite(start).all() or not (np.diff(start) == 1).all() or not float(start[0]).is_integer():
        return False
    values = to_numbers(cells, decimal)
    return bool(np.isfinite(values).all() and (np.diff(values) == 1).all())


def _rows(table: pd.DataFrame) -> dict[str, int]:
    return {str(column): len(table) for column in table.columns}


def _which_order(times: Times) -> Question:
    cell, readings = times.doubt or ("", {})
    parts = "the day, the month or the year" if "ymd" in readings else "the day or the month"
    choices = tuple(f"“{cell}” is {moment}" for moment in readings.values())
    return Question(f"Is {parts} first in column “{times.columns[0]}”?", choices, "date_order", tuple(readings))


def _across(body: Body, marks: Marks, name: str, found: Across, asked: Asked, bounds: Bounds) -> Reading:
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
    told = [*body.warnings, *warnings, *_only(table, bounds)]
    table, notes = _stepped(table.iloc[:, : bounds.series], grid, asked, name)
    layout: Layout = "single" if len(table.columns) == 1 else "wide"
    return _made(body, marks, name, kinds, layout, axis, table, rows, (), [*told, *notes])


def _only(table: pd.DataFrame, bounds: Bounds) -> list[str]:
    count = len(table.columns)
    return [f"Only the first {bounds.series} of {count} series are used."] if count > bounds.series else []


def _months_across(body: Body, marks: Marks, name: str, found: tuple[str, list[str]], asked: Asked) -> Reading | None:
    """Read a table with a row for each year and a column for each month; months to come may be blank at its end.

    Return None where its years are none.
    """
    year, months = found
    table, warnings = number_table(
        {each: body.columns[each] for each in months}, marks.decimal, 12, name, gathered=asked.resample is not None
    )
    years = read_times(body.columns[year], year, chosen=True)
    if years is None or not years.dated.all():
        return None
    first = years.index.as_unit("us").asi8.astype("datetime64[us]").astype("datetime64[M]").astype(np.int64)
    moments = (first[:, None] + np.arange(12)).ravel().astype("datetime64[M]").astype("datetime64[us]")
    values = table.to_numpy().ravel()
    there = np.flatnonzero(np.isfinite(values))
    kept = slice(int(there[0]), int(there[-1]) + 1)
    inside = pd.DataFrame({"value": values[kept]})
    axis, grid = axis_of(f"{year}, {HEADER_ROW}", "year, month across", index_of_micro(moments[kept].astype(np.int64)))
    whole, notes = in_time_order(inside, index_of_micro(moments[kept].astype(np.int64)), None, name)
    warnings = warnings if inside.isna().to_numpy().any() else []
    kinds: dict[str, Kind] = {each: "time" if each == year else "number" for each in body.columns}
    rows = _rows(whole)
    whole, more = _stepped(whole, grid, asked, name)
    return _made(body, marks, name, kinds, "single", axis, whole, rows, (), [*body.warnings, *warnings, *notes, *more])


def _made(
    body: Body,
    marks: Marks,
    name: str,
    kinds: Mapping[str, Kind],
    layout: Layout,
    axis: TimeAxis | None,
    table: pd.DataFrame,
    rows: Mapping[str, int],
    questions: Sequence[Question],
    warnings: Sequence[str],
) -> Reading:
    missing = {column: int(is_missing(cells).sum()) for column, cells in body.columns.items()}
    if axis is None:
        table = table.reset_index(drop=True)
    table, gaps = filled(table, name)
    units = {each: unit_of(body.columns[each], marks.decimal) for each, kind in kinds.items() if kind == "number"}
    return Reading(
        name=name,
        encoding=None,
        delimiter=None,
        decimal=marks.decimal,
        thousands=marks.thousands,
        header_rows=body.header_rows,
        skipped=tuple(sorted(body.skipped)),
        columns=tuple(Column(column, kinds[column], missing[column]) for column in body.columns),
        layout=layout,
        axis=axis,
        series=tuple(Series(column, rows[column]) for column in map(str, table.columns)),
        table=table,
        filled=gaps,
        questions=tuple(questions),
        warnings=(*_about_skipped(body), *warnings),
        units={each: unit for each, unit in (units | body.units).items() if unit},
    )


def _about_skipped(body: Body) -> list[str]:
    told = [each for each in sorted(body.skipped) if each.why != SEPARATOR_LINE]
    if not told:
        return []
    rows = "1 row is" if len(told) == 1 else f"{len(told):,} rows are"
    first = f"the first in line {told[0].row} ({told[0].why}): “{told[0].text[:60]}”"
    return [f"{rows} not of the table and set aside, {first}."]
