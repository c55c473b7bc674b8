"""How the series of a file are laid out: side by side, below each other, or with time across the columns."""

import re
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lstm_viz.data.reading.months import month_of
from lstm_viz.data.reading.times import NAMES, Times, read_times
from lstm_viz.data.reading.totals import are_totals
from lstm_viz.errors import DataError
from lstm_viz.records import Array

_WORDS = (
    "id ids unique_id series store shop item product sku station sensor region country city customer code "
    "key location filiale artikel produkt land ort site meter group category "
)
_IDS = frozenset(_WORDS.split())
_FEWEST_ACROSS = 3
_OF_YEAR = r"(?:q|qtr|quarter|quartal|trim|trimestre|trimester|kwartaal|kvartal|kwartał)\.?"
_QUARTER = re.compile(rf"{_OF_YEAR}[ _-]?([1-4])|([1-4])(?:\.|st|nd|rd|th|er|º|e|ème)?[ _-]?{_OF_YEAR}", re.IGNORECASE)


class Across(NamedTuple):
    """Time across the columns: the moments of those columns, their names, those that name the series, and totals."""

    times: Times
    columns: list[str]
    ids: list[str]
    totals: list[str]


class Yearly(NamedTuple):
    """A row for each year: the column of years, those of its parts in order, what they are, and all other columns."""

    year: str
    parts: list[str]
    word: Literal["month", "quarter"]
    others: list[str]


def across(numeric: Mapping[str, bool]) -> Across | None:
    """Return which columns are moments by their names, or None. A column of totals over the others is none of them."""
    numbers = [name for name, number in numeric.items() if number]
    are_sums = are_totals(pa.array(numbers, pa.string()))
    wanted = [name for name, is_sum in zip(numbers, are_sums, strict=True) if not is_sum]
    ids = [name for name, number in numeric.items() if not number]
    if len(wanted) < _FEWEST_ACROSS or len(ids) > 3:
        return None
    found = read_times(pa.array(wanted), "")
    if found is None or not found.dated.all() or not (np.diff(found.index.asi8) > 0).all():
        return None
    return Across(found, wanted, ids, [name for name in numbers if name not in set(wanted)])


def turned(table: pd.DataFrame, ids: list[pa.Array], found: Across) -> pd.DataFrame:
    """Return a table of rows of series as columns over time."""
    names = joined(ids).to_pylist() if ids else [f"row {k + 1}" for k in range(len(table))]
    taken: dict[str, None] = {}
    for place, each in enumerate(names, start=1):
        taken[each if each and each not in taken else f"{each or 'row'} ({place})"] = None
    return pd.DataFrame(table.to_numpy().T, index=found.times.index, columns=list(taken))


def parts_of_years(columns: Mapping[str, pa.Array], numeric: Mapping[str, bool]) -> Yearly | None:
    """Return how a table with a row for each year has the twelve months or the four quarters across; else None."""
    first = next(iter(columns))
    if not numeric[first] or first.casefold() not in NAMES | {"column 1"}:
        return None
    ways: tuple[tuple[Literal["month", "quarter"], Callable[[str], int], int], ...]
    ways = (("month", month_of, 12), ("quarter", _quarter_of, 4))
    for word, number_of, count in ways:
        parts = {number_of(name): name for name in columns if number_of(name)}
        if len(parts) == count:
            others = [name for name in columns if name != first and name not in parts.values()]
            return Yearly(first, [parts[number] for number in range(1, count + 1)], word, others)
    return None


def _quarter_of(name: str) -> int:
    """Return a quarter's number, from 1, of a name such as “Q1”, “1. Quartal” or “1st quarter”; 0 if it is none."""
    found = _QUARTER.fullmatch(name.strip())
    return int(found[1] or found[2]) if found else 0


def ids_of(times: pd.DatetimeIndex, columns: Mapping[str, pa.Array], kinds: Mapping[str, str]) -> list[str]:
    """Return the columns that tell apart the series of rows that share a moment, or nothing where none do."""
    doubled = int(times.duplicated().sum())
    if doubled < max(2, 0.1 * len(times)):
        return []
    texts = [name for name, kind in kinds.items() if kind == "text"]
    numbers = [name for name in columns if kinds[name] in ("number", "id") and _named_id(name)]
    for chosen in (*([name] for name in (*texts, *numbers)), texts[:2], texts[:3], texts + numbers):
        if not chosen:
            continue
        codes, names = pd.factorize(joined([columns[name] for name in chosen]).to_pandas())
        pairs = pd.MultiIndex.from_arrays([times, codes])
        if len(names) > 1 and pairs.duplicated().sum() <= 0.05 * len(times) and len(names) <= len(times) / 2:
            return list(chosen)
    return []


def _named_id(name: str) -> bool:
    return bool(set(name.casefold().replace("_", " ").split()) & _IDS) or name.casefold() in _IDS


def joined(columns: list[pa.Array]) -> pa.Array:
    """Return the cells of several columns, row by row, in one."""
    return columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, " ")


class Long(NamedTuple):
    """Series that stood below each other: side by side now. `rows`: how many rows each had."""

    table: pd.DataFrame
    rows: dict[str, int]
    duplicates: int
    in_order: bool


def side_by_side(table: pd.DataFrame, times: pd.DatetimeIndex, ids: pa.Array, how: str, name: str) -> Long:
    """Return rows of several series as columns over time; NaN where a series has no row.

    Raises:
        DataError: the series have so little time in common that they cannot stand side by side.
    """
    codes, names = pd.factorize(ids.to_pandas())
    moments = pd.DatetimeIndex(np.unique(times.to_numpy()))
    size = len(moments) * len(names)
    if size > 20 * len(times) + 100_000:
        raise DataError(
            f"{name} holds {len(names):,} series that share too few times: keep those that belong together."
        )
    keys = moments.get_indexer(times).astype(np.int64) * len(names) + codes
    order = np.argsort(keys, kind="stable")
    sorted_keys = keys[order]
    begins = np.flatnonzero(np.diff(sorted_keys, prepend=-1))
    parts = {}
    for column in table.columns:
        values = table[column].to_numpy()[order]
        whole = np.full(size, np.nan)
        whole[sorted_keys[begins]] = _of_each(values, begins, how)
        for place, series in enumerate(names):
            title = str(series) if len(table.columns) == 1 else f"{series} {column}"
            parts[title] = whole[place :: len(names)]
    rows = {str(series): int(count) for series, count in zip(names, np.bincount(codes), strict=True)}
    if len(table.columns) > 1:
        rows = {f"{series} {column}": count for column in table.columns for series, count in rows.items()}
    step = np.diff(times.asi8[np.argsort(codes, kind="stable")])
    within = np.diff(np.sort(codes)) == 0
    return Long(pd.DataFrame(parts, index=moments), rows, len(keys) - len(begins), bool((step[within] >= 0).all()))


def _of_each(values: Array, begins: Array, how: str) -> Array:
    if how == "first":
        return np.asarray(values[begins])
    ends = np.append(begins[1:], len(values))
    if how == "last":
        return np.asarray(values[ends - 1])
    there = np.isfinite(values)
    sums = np.add.reduceat(np.where(there, values, 0), begins)
    counts = np.add.reduceat(there.astype(np.int64), begins)
    whole = np.where(counts > 0, sums, np.nan)
    return np.asarray(whole / np.maximum(counts, 1) if how == "mean" else whole)
