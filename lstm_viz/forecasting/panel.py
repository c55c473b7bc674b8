"""The series to forecast: N of them over the same T rows, each row with its moment or its number."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_viz.forecasting.calendar import calendar_features, calendar_parts
from lstm_viz.forecasting.seen import Seen
from lstm_viz.records import Array


@dataclass(frozen=True, eq=False)
class Panel:
    """`series` (N, T) of names `ids` over `index` (T,); `frequency` is None where rows are only counted.

    Attributes:
        filled: (N, T) where the reader filled a value that the file lacks.
        past: column → (T,). future: column → (T or more,), as far as the table knows it ahead.
    """

    ids: tuple[str, ...]
    series: Array
    filled: Array
    index: pd.Index
    frequency: str | None
    past: Mapping[str, Array]
    future: Mapping[str, Array]

    @property
    def answers(self) -> Array:
        """The series (N, T), NaN where a value was filled: there nothing is learnt and nothing scored."""
        return np.where(self.filled, np.nan, self.series)

    def moments(self, rows: int) -> pd.Index:
        """Return the moments of the first `rows` rows; they go on beyond the last row."""
        more = rows - len(self.index)
        if more <= 0:
            return self.index[:rows]
        if self.frequency is None:
            return pd.RangeIndex(rows)
        coming = pd.date_range(self.index[-1], periods=more + 1, freq=self.frequency)
        return self.index.append(coming[1:])

    def known(self, origin: int, season: int, horizon: int, parts: tuple[str, ...] | None = None) -> Seen:
        """Return what may be used at an origin; `parts` of the calendar are found by the rows until it, or given."""
        moments = self.moments(origin + 1)
        parts = calendar_parts(moments, season) if parts is None else parts
        return Seen(
            self.until(origin),
            self.filled[:, :origin],
            calendar_features(moments, season, parts),
            parts,
            {name: each[:origin] for name, each in self.past.items()},
            {name: each[: origin + horizon] for name, each in self.future.items()},
        )

    def until(self, origin: int) -> Array:
        """Return the series (N, origin) as they were known at an origin.

        A gap that reaches to it was filled by looking beyond it: the last value known is used instead.
        """
        series = self.series[:, :origin].copy()
        for place in np.flatnonzero(self.filled[:, origin - 1]):
            known = np.flatnonzero(~self.filled[place, :origin])
            if len(known):
                series[place, known[-1] + 1 :] = series[place, known[-1]]
        return series

    def part(self, places: tuple[int, ...]) -> "Panel":
        """Return the panel of some of the series."""
        ids = tuple(self.ids[place] for place in places)
        rows = list(places)
        return Panel(ids, self.series[rows], self.filled[rows], self.index, self.frequency, self.past, self.future)
