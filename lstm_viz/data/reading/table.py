"""The columns of numbers of a file, in time order; what was filled is known by a mask."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

from lstm_viz.data.reading.asked import Duplicates
from lstm_viz.data.reading.numbers import is_missing, to_numbers
from lstm_viz.data.reading.records import Question
from lstm_viz.data.source import LARGEST
from lstm_viz.errors import DataError, RepeatedTimes
from lstm_viz.records import Array

MOST_REPEATED = 0.05
_SENTINELS = (-99.0, -99.9, -999.0, -999.9, -999.99, -9999.0, -99999.0, -999999.0)


def number_table(
    columns: Mapping[str, pa.Array], decimal: str, most: int, name: str, *, gathered: bool = False
) -> tuple[pd.DataFrame, list[str]]:
    """Return the columns as float64, NaN where there is no number, and what a person should know, in sentences.

    `gathered`: rows will be gathered into coarser steps, so nothing needs to be filled for a gap.

    Raises:
        DataError: there is no column of numbers, or a value is infinite or beyond 1e100.
    """
    if not columns:
        raise DataError(f"{name} has no column of numbers: choose a file with at least one.")
    warnings = []
    if len(columns) > most:
        warnings.append(f"Only the first {most} of {len(columns)} columns of numbers are used.")
    values = {}
    for column in list(columns)[:most]:
        cells = columns[column]
        values[column] = to_numbers(cells, decimal)
        bad = np.abs(values[column]) > LARGEST
        if bad.any():
            row = int(np.argmax(bad))
            found = (
                "infinite" if np.isinf(values[column][row]) else f"{values[column][row]:g}, too large to reckon with,"
            )
            raise DataError(f"Column “{column}” of {name} is {found} in data row {row + 1}: correct or remove it.")
        gaps = np.flatnonzero(np.isnan(values[column]))
        if len(gaps):
            words = cells.take(pa.array(gaps))
            odd = np.flatnonzero(~is_missing(words))
            warnings.append(
                _lacking(column, gaps, [(int(gaps[k]), str(words[int(k)])) for k in odd[:1]], gathered=gathered)
            )
    return pd.DataFrame(values), warnings


def without_sentinels(table: pd.DataFrame) -> tuple[pd.DataFrame, list[Question]]:
    """Return the table without numbers such as −999 that lie far below all others, and what is to be asked of them."""
    found: dict[str, float] = {}
    for column in table.columns:
        values = table[column].to_numpy()
        lowest = np.nanmin(values) if np.isfinite(values).any() else 0.0
        if lowest not in _SENTINELS:
            continue
        others = values[np.isfinite(values) & (values != lowest)]
        if not len(others) or others.min() < lowest / 5:
            continue
        table = table.assign(**{str(column): np.where(values == lowest, np.nan, values)})
        found[str(column)] = lowest
    return table, [_is_it_missing(found)] if found else []


def _is_it_missing(found: Mapping[str, float]) -> Question:
    """Return one question for all columns: column → the number in doubt."""
    places = [f"{lowest:g} in column “{column}”" for column, lowest in found.items()]
    about = f"Does {places[0]} mark a missing value?"
    if len(places) > 1:
        about = f"Do numbers far below all others, {' and '.join(places[:3])}"
        about += f" and {len(places) - 3} more, mark missing values?" if len(places) > 3 else ", mark missing values?"
    numbers = [f"{lowest:g}" for lowest in dict.fromkeys(found.values())]
    other = f"the value {numbers[0]}" if len(numbers) == 1 else f"the values {' and '.join(numbers)}"
    return Question(about, ("missing", other), "sentinels", ("missing", "values"))


def _lacking(column: str, gaps: Array, odd: list[tuple[int, str]], *, gathered: bool) -> str:
    count = "1 value" if len(gaps) == 1 else f"{len(gaps):,} values"
    word = f" (“{odd[0][1][:60]}” in data row {odd[0][0] + 1} is no number)" if odd else ""
    done = "left out" if gathered else "filled on a straight line between neighbours"
    return (
        f"Column “{column}”: {count} missing or not a number, the first in data row {int(gaps[0]) + 1}{word}; {done}."
    )


def in_time_order(
    table: pd.DataFrame, index: pd.DatetimeIndex, duplicates: Duplicates | None, name: str
) -> tuple[pd.DataFrame, list[str]]:
    """Return the rows sorted, one for each moment, and what was mended. `duplicates` says what becomes of several rows.

    Raises:
        RepeatedTimes: more than one row in twenty repeats a moment, and nothing was said about that.
    """
    warnings = []
    table = table.set_axis(index, axis=0)
    if not index.is_monotonic_increasing:
        warnings.append("The rows were not in time order; they have been sorted.")
        table = table.iloc[np.argsort(index.to_numpy(), kind="stable")]
    doubled = table.index.duplicated()
    if not doubled.any():
        return table, warnings
    moment = str(table.index[doubled][0]).removesuffix(" 00:00:00")
    if doubled.mean() > MOST_REPEATED and doubled.sum() > 3 and duplicates is None:
        raise RepeatedTimes(
            f"{name} has {doubled.sum() + 1} or more rows that share a time, such as {moment}: it may hold several "
            "series; keep one, or say that there is no time column, or what becomes of such rows."
        )
    rows = "1 row repeats a time" if doubled.sum() == 1 else f"{doubled.sum():,} rows repeat a time"
    how = duplicates or "first"
    done = f"the {how} row of each time is kept" if how in ("first", "last") else f"the {how} of each time is used"
    warnings.append(f"{rows}, the first at {moment}; {done}.")
    return merged(table, how), warnings


def merged(table: pd.DataFrame, how: Duplicates) -> pd.DataFrame:
    """Return one row for each moment of a sorted table."""
    if how in ("first", "last"):
        return table[~table.index.duplicated(keep=how)]
    groups = table.groupby(level=0)
    return groups.mean() if how == "mean" else groups.sum(min_count=1)


def filled(table: pd.DataFrame, name: str) -> tuple[pd.DataFrame, Array]:
    """Return the table with every gap filled on a straight line between neighbours, and where it was filled.

    Raises:
        DataError: a column holds no value at all.
    """
    gaps = table.isna().to_numpy()
    if not gaps.any():
        return table, gaps
    if gaps.all(0).any():
        column = table.columns[int(np.argmax(gaps.all(0)))]
        raise DataError(f"Column “{column}” of {name} holds no number: choose another file.")
    index = table.index
    return table.reset_index(drop=True).interpolate(limit_direction="both").set_axis(index), gaps
