"""What a person takes away from a forecast: tables as the file that they brought writes them.

A forecast that was opened again has no such file: its moments are written as ISO 8601, its numbers with a point.
"""

import re
from typing import Any

import pandas as pd

from lstm_viz.data.csv_reader import Reading
from lstm_viz.data.csv_writer import to_csv
from lstm_viz.forecasting.moments import as_iso
from lstm_viz.forecasting.result import Forecast
from lstm_viz.forecasting.tables import ahead_table, metrics_table

EPOCHS = {"epoch s": 1_000_000_000, "epoch ms": 1_000_000, "epoch µs": 1000, "epoch ns": 1}
"""How a file counts the time since 1970 → nanoseconds in its unit."""
SERIAL = "days since 1899-12-30"
_SAFE = re.compile(r"(?:[^%\w]|[TQW]|%[YmdHMSyGVuqIp])+")
"""Marks, and of strptime's letters those that say the same in every language."""


def forecast_csv(result: Forecast, reading: Reading | None) -> bytes:
    """Return the forecast of every series: a row a moment, written as the file writes its moments and numbers."""
    parts = []
    for series in result.series:
        table = ahead_table(series)
        table["time"] = times_as_written(series.moments, reading)
        if len(result.series) > 1:
            table.insert(0, "series", series.id)
        parts.append(table.rename(columns={"time": _time_column(series.moments, reading)}))
    return as_the_file(pd.concat(parts, ignore_index=True), reading)


def metrics_csv(result: Forecast, reading: Reading | None) -> bytes:
    """Return every score of every method over all and at each row ahead, with the file's decimal mark."""
    return as_the_file(metrics_table(result), reading)


def as_the_file(table: pd.DataFrame, reading: Reading | None) -> bytes:
    """Return a table as CSV with the decimal mark and the delimiter of a file; of an Excel file or none . and ,."""
    decimal, delimiter = (reading.decimal, reading.delimiter) if reading and reading.delimiter else (".", ",")
    return to_csv(table, delimiter=";" if delimiter == decimal else delimiter, decimal=decimal)


def times_as_written(moments: pd.Index, reading: Reading | None) -> list[Any]:
    """Return moments as the file writes them, as ISO 8601 where it does so in words or with a zone; or rows from 1."""
    if not isinstance(moments, pd.DatetimeIndex):
        return list(as_iso(moments))
    axis = reading.axis if reading else None
    spelled = [axis.spelling.of(each) for each in moments] if axis and axis.spelling else [None]
    if None not in spelled:
        return spelled
    form = axis.format if axis else ""
    if form in EPOCHS:
        return [int(each) // EPOCHS[form] for each in moments.as_unit("ns").asi8]
    if form == SERIAL:
        return [int(days) for days in (moments - pd.Timestamp("1899-12-30")).days]
    if not (_SAFE.fullmatch(form) and "%" in form) or {"%Y", "%y"} <= set(re.findall("%.", form)):
        return as_iso(moments.tz_localize("UTC") if axis and axis.utc else moments)
    return [each.strftime(form.replace("%q", str(each.quarter))) for each in moments]


def _time_column(moments: pd.Index, reading: Reading | None) -> str:
    if reading is not None:
        return reading.time or "row"
    return str(moments.name or "time") if isinstance(moments, pd.DatetimeIndex) else "row"
