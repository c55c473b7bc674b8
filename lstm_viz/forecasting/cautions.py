"""What a person should know before trusting a forecast: sentences that numbers force."""

import numpy as np

from lstm_viz.forecasting.tables import short
from lstm_viz.records import Array

COPIES, NEARER = 0.6, 0.9
"""Random walks are told by these two nearly always, trends, seasons and noise hardly ever."""
BEYOND, OFTEN = 0.05, 0.25
"""So far beyond the range, as a share of it, with so many of an origin's answers: noise alone does so hardly ever."""
FEW_HORIZONS = 4


def copies_last_value(name: str, before: Array, answers: Array, forecasts: Array) -> str | None:
    """Return a sentence where forecasts one row ahead (R,) are the value before, and hardly better than it.

    It is the lag test: such a curve looks right because it is the series itself, shifted by one row. Where little
    changes in a row a good forecast, too, lies near the value before; so what it gains on that value is asked for.
    """
    to_before, to_answer = (float(np.mean(np.abs(forecasts - each))) for each in (before, answers))
    between = float(np.mean(np.abs(answers - before)))
    if to_answer == 0 or to_before >= COPIES * to_answer or to_answer < NEARER * between:
        return None
    if to_before == 0:
        return f"One row ahead the forecast of “{name}” is the last value."
    return (
        f"One row ahead the forecast of “{name}” mostly repeats the last value: it is off by {short(to_answer, 3)} on "
        f"average, that value itself by {short(between, 3)}."
    )


def leaves_range(name: str, values: Array, origins: tuple[int, ...], horizon: int) -> str | None:
    """Return a sentence where a quarter of the answers after an origin lie outside all that was seen before it.

    `values`: (T,).
    """
    left = 0
    for origin in origins:
        seen, answers = values[:origin], values[origin : origin + horizon]
        margin = BEYOND * np.ptp(seen)
        beyond = (answers > seen.max() + margin) | (answers < seen.min() - margin)
        left += bool(beyond.mean() >= OFTEN)
    if not left:
        return None
    return (
        f"“{name}” left the range that it had had before at {left} of {len(origins)} origins: a network forecasts "
        "worst where it has not been."
    )


def too_little(rows: int, horizon: int, season: int) -> str | None:
    """Return a sentence where the first origin has few rows for the horizon or the season."""
    if rows >= FEW_HORIZONS * horizon and (season == 1 or rows >= FEW_HORIZONS * season):
        return None
    what, length = ("horizon", horizon) if rows < FEW_HORIZONS * horizon else ("season", season)
    return (
        f"At the first origin {rows} rows are known, {rows / length:.1f} times the {what} of {length}: the errors of "
        "the LSTM may be larger than they would be with a longer series."
    )
