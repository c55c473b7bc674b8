"""From a table of text cells to a reading: which columns are what, when, and how their series are laid out."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa

from lstm_viz.data.reading.across import moments_across, parts_across
from lstm_viz.data.reading.asked import Asked
from lstm_viz.data.reading.axis import axis_of
from lstm_viz.data.reading.body import Body
from lstm_viz.data.reading.clock import by_one_clock, each_by_one_clock
from lstm_viz.data.reading.lacking import about_series, absent
from lstm_viz.data.reading.layout import across, ids_of, joined, parts_of_years, side_by_side
from lstm_viz.data.reading.made import made, rows_in, stepped
from lstm_viz.data.reading.numbers import Marks, is_mostly_numbers, to_numbers
from lstm_viz.data.reading.records import Kind, Layout, Question, Reading
from lstm_viz.data.reading.stages import Stages
from lstm_viz.data.reading.subtotals import without_subtotals
from lstm_viz.data.reading.table import in_time_order, number_table, without_sentinels
from lstm_viz.data.reading.time_columns import first_times
from lstm_viz.data.reading.times import Times
from lstm_viz.data.reading.unread import about_unread
from lstm_viz.data.room import Bounds, check_room
from lstm_viz.errors import DataError

FEWEST_ROWS = 3


def understood(body: Body, marks: Marks, name: str, asked: Asked, bounds: Bounds, stages: Stages) -> Reading:
    """Return what a table is understood to hold; how its bytes were read is not known here.

    Raises:
        DataError: there are fewer than 3 moments or too many rows, there is no column of numbers, the time column
            named is none, a number is too large, or many rows share a moment and nothing tells them apart.
    """
    check_room(name, body.grid.rows, 0, bounds)
    stages.begin("reading the times")
    body, numeric = _without_subtotals(body, marks.decimal)
    by_rule = body.header_rows and asked.date is None and not asked.id_column
    turning = across(numeric) if by_rule else None
    if turning:
        stages.begin("reading the numbers")
        return moments_across(body, marks, name, turning, asked, bounds)
    yearly = parts_of_years(body.columns, numeric) if by_rule else None
    if yearly:
        parts = parts_across(body, marks, name, yearly, asked)
        if parts is not None:
            return parts
        numeric = dict.fromkeys(body.columns, True)
    if body.grid.rows < FEWEST_ROWS:  # a row is a moment: where moments stand side by side, one row is a series
        found = "one row" if body.grid.rows == 1 else f"{body.grid.rows} rows"
        raise DataError(f"{name} has {found} of data; at least {FEWEST_ROWS} are needed: choose a longer series.")
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
    unread = about_unread(body.columns, numeric, times, body.grid.lines) if asked.date is None else []
    if times is not None:
        body = body.without(~times.dated, "no date")
    warnings = [*body.warnings, *(times.warnings if times is not None else ()), *unread]
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
        return made(body, marks, name, kinds, "bare", None, table, rows_in(table), questions, warnings)
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
        rows = rows_in(table)
        table, notes = in_time_order(table, times.index, asked.duplicates, name)
        layout = "single" if len(table.columns) == 1 else "wide"
        warnings += notes
    table, notes = stepped(table, grid, asked, name)
    found = made(body, marks, name, kinds, layout, axis, table, rows, questions, [*warnings, *notes])
    return replace(found, ids=tuple(ids))


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


def _which_order(times: Times) -> Question:
    cell, readings = times.doubt or ("", {})
    parts = "the day, the month or the year" if "ymd" in readings else "the day or the month"
    choices = tuple(f"“{cell}” is {moment}" for moment in readings.values())
    return Question(f"Is {parts} first in column “{times.columns[0]}”?", choices, "date_order", tuple(readings))
