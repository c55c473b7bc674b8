"""What is known at an origin, and what the networks are fed of it beside the series themselves."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lstm_viz.forecasting.calendar import calendar_names
from lstm_viz.records import Array

MOST_PLACES = 24


@dataclass(frozen=True, eq=False)
class Seen:
    """N series of T rows, and what is known with them.

    Attributes:
        series: (N, T), and filled: (N, T) where a value is none of the file's: it is fed, but is no answer.
        calendar: (T + 1, K) of every row and of one after the last. parts: of the calendar, of which it was made.
        past: column → (T,). future: column → (T + h,), known ahead of the last row.
    """

    series: Array
    filled: Array
    calendar: Array
    parts: tuple[str, ...]
    past: Mapping[str, Array]
    future: Mapping[str, Array]

    @property
    def rows(self) -> int:
        """How many rows are known: T."""
        return int(self.series.shape[1])

    @property
    def answers(self) -> Array:
        """The series (N, T), NaN where a value is none of the file's."""
        return np.where(self.filled, np.nan, self.series)


@dataclass(frozen=True, eq=False)
class Sizes:
    """The mean of each further column and its standard deviation over learnt rows, each (P + C,), past ones first."""

    means: Array
    spreads: Array


def sizes_of(seen: Seen, learnt: int) -> Sizes:
    """Return the constants by which further columns are scaled, of the first `learnt` rows alone."""
    columns = [each[:learnt] for each in (*seen.past.values(), *seen.future.values())]
    spreads = np.array([each.std() for each in columns])
    return Sizes(np.array([each.mean() for each in columns]), np.where(spreads > 0, spreads, 1.0))


def places_ahead(horizon: int) -> tuple[int, ...]:
    """Return at which rows ahead, from 1, the known future is fed: all of them, or 24 evenly spread."""
    return tuple(int(each) for each in np.unique(np.linspace(1, horizon, min(horizon, MOST_PLACES)).round()))


def fed_beside(seen: Seen, horizon: int, sizes: Sizes) -> tuple[Array, tuple[str, ...]]:
    """Return (T, M) and M names.

    At each row the calendar of the row after it, past columns as they are there, future ones at the places ahead.
    """
    ahead = np.arange(seen.rows)[:, None] + np.array(places_ahead(horizon))
    further = [*(values[:, None] for values in seen.past.values()), *(values[ahead] for values in seen.future.values())]
    scaled = [
        (values - mean) / spread for values, mean, spread in zip(further, sizes.means, sizes.spreads, strict=True)
    ]
    names = beside_names(seen.parts, tuple(seen.past), tuple(seen.future), horizon)
    return np.concatenate([seen.calendar[1:], *scaled], axis=1), names


def beside_names(
    parts: tuple[str, ...], past: tuple[str, ...], future: tuple[str, ...], horizon: int
) -> tuple[str, ...]:
    """Return the names of what is fed beside the series."""
    ahead = (f"{name}, {place} ahead" for name in future for place in places_ahead(horizon))
    return (*calendar_names(parts), *past, *ahead)
