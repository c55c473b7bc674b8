"""What was understood of a file: plain records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pandas as pd

from lstm_viz.data.reading.axis import TimeAxis
from lstm_viz.data.reading.dialect import Skipped
from lstm_viz.data.source import MOST_COLUMNS, Source, check_rows
from lstm_viz.errors import DataError
from lstm_viz.records import Array

MOST_FILLED = 0.05
Kind = Literal["time", "number", "text", "id"]
Layout = Literal["single", "wide", "long", "bare"]


@dataclass(frozen=True)
class Column:
    """A column of the file: its name, what it holds, and how many cells are missing."""

    name: str
    kind: Kind
    missing: int


@dataclass(frozen=True)
class Series:
    """A series of the file, and how many rows it has there."""

    name: str
    rows: int


@dataclass(frozen=True)
class Question:
    """What the file leaves open: `about` asks, the first of `choices` is used until another is chosen.

    `setting`: which keyword of `read_csv` answers. `answers`: what it is to be, one for each of the choices.
    """

    about: str
    choices: tuple[str, ...]
    setting: str
    answers: tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Reading:
    """A file as it was understood.

    Attributes:
        encoding, delimiter: None for Excel. decimal: "." or ",". thousands: the mark between thousands, or None.
        header_rows: how many rows of names there are. skipped: rows that are not of the table, each with its reason.
        columns: of the file. layout: "single" or several series beside each other ("wide"), below each other under an
            id ("long"), or numbers without time ("bare"). axis: how time is told, or None.
        series: what may be predicted. table: the series as columns over a DatetimeIndex or a RangeIndex, in time order,
            every value finite. filled: (rows, columns) of the table, where a value was filled that the file lacks.
        questions: what the file leaves open. warnings: what was mended, a sentence each. units: series → unit.
        ids: the columns that tell apart series that stand below each other. overrides: the guesses that the person
            changed. sheet: which sheet of a workbook it is, None for text. sheets: those that have cells.
    """

    name: str
    encoding: str | None
    delimiter: str | None
    decimal: str
    thousands: str | None
    header_rows: int
    skipped: tuple[Skipped, ...]
    columns: tuple[Column, ...]
    layout: Layout
    axis: TimeAxis | None
    series: tuple[Series, ...]
    table: pd.DataFrame
    filled: Array
    questions: tuple[Question, ...]
    warnings: tuple[str, ...]
    units: Mapping[str, str] = field(default_factory=dict)
    ids: tuple[str, ...] = ()
    overrides: Mapping[str, Any] = field(default_factory=dict)
    sheet: str | None = None
    sheets: tuple[str, ...] = ()

    @property
    def time(self) -> str | None:
        """The column of moments, or None."""
        return self.axis.column if self.axis else None

    @property
    def frequency(self) -> str | None:
        """A pandas offset where the moments are even, else None."""
        if self.axis is None:
            return None
        return self.overrides.get("resample") or self.axis.frequency

    @property
    def header(self) -> bool:
        """Whether the columns have names in the file."""
        return self.header_rows > 0

    def to_source(self, target: str | None = None) -> Source:
        """Return the series to learn from; the first column that changes is predicted unless another is named.

        Columns of which more than 5 % was filled are left out, and said.

        Raises:
            DataError: every column is such, or none changes, or the table is too short, too long or too wide.
        """
        check_rows(self.name, len(self.table))
        share = self.filled.mean(0)
        kept = self.table.loc[:, share <= MOST_FILLED]
        if not len(kept.columns):
            raise DataError(self._too_empty())
        kept = kept.iloc[:, :MOST_COLUMNS] if target is None else kept
        changing = [str(name) for name in kept.columns if np.ptp(kept[name].to_numpy()) > 0]
        if not changing:
            name = kept.columns[0]
            raise DataError(
                f"Column “{name}” of {self.name} is {kept[name].iloc[0]:g} in every row, so there is nothing to "
                "predict: choose a file with a column that changes."
            )
        rows = f"{len(kept):,} rows"
        about = f"{rows}, {kept.index[0]} to {kept.index[-1]}." if self.time else f"{rows}, no dates."
        left = [f"“{name}”" for name in self.table.columns if name not in kept.columns]
        if left:
            more = f" and {len(left) - 3} more" if len(left) > 3 else ""
            about += f" Left out, for more than 5 % filled or too many columns: {', '.join(left[:3])}{more}."
        units = {name: unit for name, unit in self.units.items() if name in kept.columns}
        whole = kept if left else self.table
        return Source(self.name, whole, units, target or changing[0], about.replace(" 00:00:00", ""))

    def _too_empty(self) -> str:
        gaps = self.filled[:, 0]
        return (
            f"Column “{self.table.columns[0]}” of {self.name} lacks {gaps.sum()} of {len(gaps)} values, the first in "
            f"row {int(np.argmax(gaps)) + 1}; at most 5 % can be filled: fill them or choose another file."
        )

    def as_json(self) -> dict[str, Any]:
        """Return what was understood as plain values, times in ISO 8601."""
        time = self.axis and {
            "column": self.axis.column,
            "format": self.axis.format,
            "frequency": self.frequency,
            "first": self.axis.first.isoformat(),
            "last": self.axis.last.isoformat(),
            "rows": self.axis.rows,
            "missing": self.axis.missing,
            "duplicates": self.axis.duplicates,
            "sorted": self.axis.sorted,
        }
        return {
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "decimal": self.decimal,
            "thousands": self.thousands,
            "header_rows": self.header_rows,
            "skipped_rows": [each._asdict() for each in self.skipped],
            "columns": [{"name": each.name, "kind": each.kind, "missing": each.missing} for each in self.columns],
            "layout": self.layout,
            "time": time,
            "series": [{"name": each.name, "rows": each.rows} for each in self.series],
            "questions": [{"about": each.about, "choices": list(each.choices)} for each in self.questions],
            "warnings": list(self.warnings),
        }
