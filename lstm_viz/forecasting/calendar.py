"""What the calendar says of a moment, as the network is fed it: the place in the day, week and year on a circle."""

import numpy as np
import pandas as pd

from lstm_viz.records import Array

HARMONICS = 2
"""One circle for the place itself and one twice as fast, which tells summer from the two times beside it."""


def calendar_features(index: pd.Index, season: int) -> tuple[Array, tuple[str, ...]]:
    """Return (T, C) and C names. A part of the calendar is left out where the rows do not go through it twice.

    Without moments the place in the season is taken, if there is one.
    """
    if isinstance(index, pd.DatetimeIndex):
        turns = _turns(index)
    else:
        turns = {"season": np.arange(len(index)) / season} if season > 1 else {}
    columns, names = [np.zeros((len(index), 0))], []
    for name, turn in turns.items():
        for harmonic in range(1, HARMONICS + 1):
            angle = 2 * np.pi * harmonic * turn
            columns.append(np.stack([np.sin(angle), np.cos(angle)], axis=1))
            names += [f"{name}, sine {harmonic}", f"{name}, cosine {harmonic}"]
    return np.concatenate(columns, axis=1), tuple(names)


def _turns(index: pd.DatetimeIndex) -> dict[str, Array]:
    """Return part of the calendar → (T,): how much of it has passed, from 0 to 1."""
    span, step = index[-1] - index[0], (index[1:] - index[:-1]).min() if len(index) > 1 else pd.Timedelta(days=1)
    day = (index - index.normalize()).total_seconds().to_numpy() / 86400
    found = {}
    if step < pd.Timedelta(days=1) and span >= pd.Timedelta(days=2):
        found["day"] = day
    if step <= pd.Timedelta(days=1) and span >= pd.Timedelta(days=14):
        found["week"] = (index.day_of_week.to_numpy() + day) / 7
    if step < pd.Timedelta(days=350) and span >= pd.Timedelta(days=730):
        months = step > pd.Timedelta(days=27)
        found["year"] = (
            (index.month.to_numpy() - 1) / 12 if months else (index.day_of_year.to_numpy() - 1 + day) / 365.25
        )
    return found
