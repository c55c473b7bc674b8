"""What a plan must fulfil, before anything is trained; a refusal says what was found and what to do."""

import numpy as np
import pandas as pd

from lstm_viz.errors import DataError
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.panel import Panel

MOST_ANSWERS = 10_000_000
"""Series × rows × horizon that one network learns: about 1.5 GB of a worker's memory (0.9 GB at 4.8 million)."""


def check_size(series: int, rows: int, horizon: int) -> None:
    """Raise DataError if so many series cannot be learnt by one network in a worker's memory."""
    answers = series * rows * horizon
    if answers > MOST_ANSWERS and series == 1:
        raise DataError(
            f"{rows:,} rows, {horizon:,} rows ahead, are {answers / 1e6:,.0f} million answers to learn, and 10 million "
            f"is the most: gather the rows into coarser steps (resample), keep the latest {MOST_ANSWERS // horizon:,} "
            f"of them, or choose a horizon of at most {MOST_ANSWERS // rows}."
        )
    if answers > MOST_ANSWERS:
        raise DataError(
            f"{series} series of {rows} rows, {horizon} rows ahead, are {answers / 1e6:.0f} million answers to learn "
            "together, and 10 million is the most: give fewer rows or series, a shorter horizon, or a network for each."
        )


def check_known_ahead(panel: Panel, horizon: int) -> None:
    """Raise DataError if a column that is to be known ahead is not, to the end of the horizon."""
    rows = panel.series.shape[1]
    for name, values in panel.future.items():
        lacking = rows + horizon - len(values)
        if lacking > 0:
            moments = panel.moments(rows + horizon)
            first, last = (told(moments[place]) for place in (len(values), -1))
            when = f"at {last}" if first == last else f"from {first} to {last}"
            raise DataError(
                f"“{name}” is to be known ahead, and has no value {when}: add rows with it there, the "
                "target left empty, or feed it as past."
            )


def check_not_negative(panel: Panel, config: ForecastConfig) -> None:
    """Raise DataError if a series is below 0 though its forecast must not be."""
    if config.non_negative and (panel.series < 0).any():
        place, row = (int(each[0]) for each in np.nonzero(panel.series < 0))
        raise DataError(
            f"“{panel.ids[place]}” is {panel.series[place, row]:g} at {told(panel.index[row])}: what goes below 0 "
            "cannot be forecast as never negative."
        )


def check_answers(panel: Panel, starts: tuple[int, ...], horizon: int) -> None:
    """Raise DataError if nothing that came after the origins is known of a series."""
    judged = np.zeros(panel.filled.shape[1], bool)
    for start in starts:
        judged[start : start + horizon] = True
    for name, filled in zip(panel.ids, panel.filled, strict=True):
        if filled[judged].all():
            raise DataError(
                f"“{name}” has no value of its own after row {int(np.flatnonzero(~filled)[-1]) + 1}, so no forecast of "
                "it can be judged: leave it out, or the rows after it."
            )


def told(moment: object) -> str:
    """Return a moment as a person writes it, or a row number counted from 1."""
    return str(moment).removesuffix(" 00:00:00") if isinstance(moment, pd.Timestamp) else f"row {int(str(moment)) + 1}"
