"""A reading made of what was understood: the same record for every layout."""

from collections.abc import Mapping, Sequence

import pandas as pd

from lstm_viz.data.reading.asked import Asked
from lstm_viz.data.reading.axis import TimeAxis, about_steps
from lstm_viz.data.reading.body import Body
from lstm_viz.data.reading.dialect import SEPARATOR_LINE
from lstm_viz.data.reading.frequency import Grid
from lstm_viz.data.reading.numbers import Marks, is_missing, unit_of
from lstm_viz.data.reading.records import Column, Kind, Layout, Question, Reading, Series
from lstm_viz.data.reading.steps import in_steps
from lstm_viz.data.reading.table import filled


def made(
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
    """Return the reading of a table; `rows`: how many of its rows each series has."""
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


def rows_in(table: pd.DataFrame) -> dict[str, int]:
    """Return how many rows each series has where all have as many as the table."""
    return {str(column): len(table) for column in table.columns}


def stepped(table: pd.DataFrame, grid: Grid | None, asked: Asked, name: str) -> tuple[pd.DataFrame, list[str]]:
    """Return the table in the steps asked for, and what is to be said of its steps."""
    told = [] if asked.resample else about_steps(pd.DatetimeIndex(table.index), grid, filled_in=asked.gaps == "fill")
    table, notes = in_steps(table, grid, asked, name)
    return table, [*told, *notes]
