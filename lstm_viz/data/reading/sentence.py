"""What was understood of a file, in one sentence that a person can check against the file."""

import re

import pandas as pd

from lstm_viz.data.reading.asked import STEPS
from lstm_viz.data.reading.axis import TimeAxis, moments_in_words
from lstm_viz.data.reading.records import Reading

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "blanks"}
_EVERY = {
    "YS": "yearly",
    "YE": "yearly",
    "QS": "quarterly",
    "QE": "quarterly",
    "MS": "monthly",
    "ME": "monthly",
    "W": "weekly",
    "D": "daily",
    "B": "on working days",
    "h": "hourly",
    "min": "every minute",
    "s": "every second",
}
_UNITS = {"Y": "years", "Q": "quarters", "M": "months", "W": "weeks", "D": "days", "B": "working days", "h": "hours"}
_UNITS |= {"min": "minutes", "s": "seconds", "ms": "milliseconds", "us": "microseconds"}
_DAYS = {"MON": "Mondays", "TUE": "Tuesdays", "WED": "Wednesdays", "THU": "Thursdays", "FRI": "Fridays"}
_DAYS |= {"SAT": "Saturdays", "SUN": "Sundays"}
_OFFSET = re.compile(r"(\d*)(B?)(YS|YE|QS|QE|MS|ME|W|D|h|min|ms|us|s|)(?:-([A-Z]{3}))?")
_LETTERS = {"%Y": "yyyy", "%G": "yyyy", "%y": "yy", "%m": "mm", "%d": "dd", "%b": "Mon", "%B": "Month", "%H": "hh"}
_LETTERS |= {
    "%I": "hh",
    "%M": "mm",
    "%S": "ss",
    "%f": "fff",
    "%p": "AM",
    "%z": "zone",
    "%V": "ww",
    "%u": "d",
    "%q": "q",
}


def sentence(reading: Reading) -> str:
    """Return how a file was understood: how it is written, its time, its rows and its series."""
    found = f"{_written(reading)}; {_names(reading)}; {_series(reading)}"
    if reading.axis is None:
        return f"{found} without times, {len(reading.table):,} rows."
    return f"{found}; {_time(reading.axis)}."


def frequency_in_words(offset: str) -> str:
    """Return a pandas offset in words, such as “monthly (first day)” for MS."""
    found = _OFFSET.fullmatch(offset)
    if found is None:
        return offset
    count, business, unit, anchor = found.groups()
    unit, business = (unit, business) if unit else ("B", "")
    told = f"every {count} {_UNITS[unit.removesuffix('S').removesuffix('E')]}" if count else _EVERY.get(unit, offset)
    if unit == "W":
        return f"{told} ({_DAYS.get(anchor, anchor)})"
    if unit not in ("YS", "YE", "QS", "QE", "MS", "ME"):
        return told
    day = f"{'first' if unit.endswith('S') else 'last'} {'working ' if business else ''}day"
    return f"{told} ({day})" if anchor is None else f"{told} ({day}, counted from {anchor.title()})"


def _written(reading: Reading) -> str:
    mark = "a decimal comma" if reading.decimal == "," else "a decimal point"
    if reading.thousands:
        shown = {" ": "blanks", "\u00a0": "blanks", "\u202f": "blanks", "\u2009": "blanks"}
        mark += f" and {shown.get(reading.thousands, f'“{reading.thousands}”')} between thousands"
    if reading.encoding is None:
        sheet = f"Sheet “{reading.sheet}”" if len(reading.sheets) > 1 else "A sheet"
        return f"{sheet} with {mark}" if reading.thousands or reading.decimal == "," else f"{sheet} of a workbook"
    separator = SEPARATORS.get(reading.delimiter or "", reading.delimiter)
    columns = "one column" if len(reading.columns) == 1 else f"columns separated by {separator}"
    return f"Text in {reading.encoding}, {columns}, {mark}"


def _names(reading: Reading) -> str:
    rows = reading.header_rows
    return "no row of names" if not rows else "1 row of names" if rows == 1 else f"{rows} rows of names"


def _series(reading: Reading) -> str:
    count = len(reading.series)
    if count == 1:
        return (
            f"one series, “{reading.series[0].name}”,"
            if reading.axis is None
            else f"one series, “{reading.series[0].name}”"
        )
    return f"{count:,} series {'below each other under an id' if reading.layout == 'long' else 'side by side'}"


def _time(axis: TimeAxis) -> str:
    form = "".join(_LETTERS.get(each, each) for each in re.split(r"(%[A-Za-z])", axis.format))
    often = frequency_in_words(axis.frequency) if axis.frequency else "not evenly spaced"
    first, last = moments_in_words(pd.DatetimeIndex([axis.first, axis.last]))
    return f"time in “{axis.column}” as {form}, {often}; {axis.rows:,} rows from {first} to {last}"


def coarser_than(axis: TimeAxis) -> dict[str, str]:
    """Return the steps that the rows may be gathered into, with a word for each: those longer than the file's own."""
    lengths = {"min": 60, "h": 3600, "D": 86_400, "W-MON": 604_800, "MS": 2_629_800, "QS": 7_889_400, "YS": 31_557_600}
    own = (axis.last - axis.first).total_seconds() / max(1, axis.rows + axis.missing - axis.duplicates - 1)
    return {step: f"{STEPS[step]}s" for step, seconds in lengths.items() if seconds > 1.5 * own}
