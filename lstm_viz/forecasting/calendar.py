"""What the calendar says of a moment, as the network is fed it: the place in the day, week and year on a circle."""

import numpy as np
import pandas as pd

from lstm_viz.records import Array

HARMONICS = 2
"""One circle for the place itself and one twice as fast, which tells summer from the two times beside it."""
PARTS = ("day", "week", "year", "season")


def calendar_parts(index: pd.Index, season: int) -> tuple[str, ...]:
    """Return which parts of the calendar moments go through twice; without moments the season, if there is one."""
    if not isinstance(index, pd.DatetimeIndex):
        return ("season",) if season > 1 else ()
    span, step = index[-1] - index[0], _step(index)
    through = {
        "day": step < pd.Timedelta(days=1) and span >= pd.Timedelta(days=2),
        "week": step <= pd.Timedelta(days=1) and span >= pd.Timedelta(days=14),
        "year": step < pd.Timedelta(days=350) and span >= pd.Timedelta(days=730),
    }
    return tuple(part for part, goes in through.items() if goes)


def calendar_features(index: pd.Index, season: int, parts: tuple[str, ...]) -> Array:
    """Return (T, C) of parts of the calendar, as `calendar_names` names them."""
    columns = [np.zeros((len(index), 0))]
    for part in parts:
        turn = _turn(index, season, part)
        for harmonic in range(1, HARMONICS + 1):
            angle = 2 * np.pi * harmonic * turn
            columns.append(np.stack([np.sin(angle), np.cos(angle)], axis=1))
    return np.concatenate(columns, axis=1)


def calendar_names(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return C names."""
    waves = [f"{wave} {harmonic}" for harmonic in range(1, HARMONICS + 1) for wave in ("sine", "cosine")]
    return tuple(f"{part}, {wave}" for part in parts for wave in waves)


def _turn(index: pd.Index, season: int, part: str) -> Array:
    """Return (T,): how much of a part of the calendar has passed, from 0 to 1."""
    if not isinstance(index, pd.DatetimeIndex):
        return np.arange(len(index)) / season
    day: Array = (index - index.normalize()).total_seconds().to_numpy() / 86400
    if part == "day":
        return day
    if part == "week":
        return (index.day_of_week.to_numpy() + day) / 7
    if _step(index) > pd.Timedelta(days=27):
        return (index.month.to_numpy() - 1) / 12
    return (index.day_of_year.to_numpy() - 1 + day) / 365.25


def _step(index: pd.DatetimeIndex) -> pd.Timedelta:
    return (index[1:] - index[:-1]).min() if len(index) > 1 else pd.Timedelta(days=1)
