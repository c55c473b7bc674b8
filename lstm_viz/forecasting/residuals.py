"""What is left over where the LSTM forecast the past: answer less forecast, each moment once."""

from calendar import day_name, month_name
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.result import SeriesForecast
from lstm_viz.records import Array

DAY, MONTH = pd.Timedelta(days=1), pd.Timedelta(days=32)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MOST_PLACES = 60
"""The longest season whose places are told apart."""
MOST_LAGS = 48


@dataclass(frozen=True, eq=False)
class Residuals:
    """Of one series at M moments one after another, in the data's unit.

    Attributes:
        moments: (M,). rows: (M,) the moments' rows, from 0. errors: (M,) answer less forecast, NaN where there was no
            answer. ahead: (M,) how many rows ahead each was forecast: from the newest origin before it.
    """

    moments: pd.Index
    rows: Array
    errors: Array
    ahead: Array


@dataclass(frozen=True, eq=False)
class ByUnit:
    """Residuals by a unit of the calendar: its name, the labels of its places, and each residual's place (M,)."""

    unit: str
    labels: tuple[str, ...]
    places: Array


def residuals_of(plan: Plan, series: SeriesForecast) -> Residuals:
    """Return a series' residuals. Where origins overlap, a moment's is that of the newest origin before it."""
    errors = series.actual - series.measured["lstm"].forecasts
    found: dict[int, tuple[float, int]] = {}
    for start, each in zip(plan.starts, errors, strict=True):
        found |= {start + k: (float(error), k + 1) for k, error in enumerate(each)}
    rows = np.array(sorted(found))
    return Residuals(
        plan.panel.index[rows],
        rows,
        np.array([found[row][0] for row in rows]),
        np.array([found[row][1] for row in rows]),
    )


def autocorrelation(residuals: Residuals, season: int) -> Array:
    """Return (K,): the correlation of residuals 1 … K rows apart, about their mean; K covers two seasons if it can.

    Rows without a residual take part in no pair. At most 48 lags, and at most half of the residuals.
    """
    first = int(residuals.rows[0])
    line = np.full(int(residuals.rows[-1]) - first + 1, np.nan)
    line[residuals.rows - first] = residuals.errors
    line = line - np.nanmean(line)
    size = float(np.nanmean(line**2))
    lags = range(1, min(MOST_LAGS, max(12, 2 * season), len(residuals.errors) // 2) + 1)
    share = 1 / np.isfinite(line).sum()
    return np.array([np.nansum(line[lag:] * line[:-lag]) * share / size if size > 0 else 0.0 for lag in lags])


def chance_level(residuals: Residuals) -> float:
    """Return 1.96 / √M: 95 % of the correlations of pure noise lie nearer to 0."""
    return float(1.96 / np.sqrt(np.isfinite(residuals.errors).sum()))


def by_unit(residuals: Residuals, season: int) -> ByUnit | None:
    """Return the residuals by the calendar's unit that suits their step; without moments by the place in the season.

    Hours for steps below a day, weekdays for days, months for weeks and months, quarters for quarters. None where
    nothing repeats.
    """
    moments = residuals.moments
    if isinstance(moments, pd.DatetimeIndex) and len(moments) > 1:
        step = (moments[1:] - moments[:-1]).min()
        if step < DAY:
            return _of("hour", [f"{hour:02d}" for hour in range(24)], moments.hour.to_numpy())
        if step == DAY:
            return _of("weekday", WEEKDAYS, moments.day_of_week.to_numpy())
        if step <= MONTH:
            return _of("month", MONTHS, moments.month.to_numpy() - 1)
        if step < 4 * MONTH:
            return _of("quarter", ("Q1", "Q2", "Q3", "Q4"), moments.quarter.to_numpy() - 1)
    if not 1 < season <= MOST_PLACES:
        return None
    return _of("place in the season", [str(place + 1) for place in range(season)], residuals.rows % season)


def when(unit: str, label: str) -> str:
    """Return a place of the calendar as a sentence names it: “on Saturdays”, “in January”, “from 08:00 on”."""
    if unit == "weekday":
        return f"on {day_name[WEEKDAYS.index(label)]}s"
    if unit == "month":
        return f"in {month_name[MONTHS.index(label) + 1]}"
    if unit == "hour":
        return f"from {label}:00 on"
    return f"in {label}" if unit == "quarter" else f"at place {label} of the season"


def _of(unit: str, labels: Sequence[str], places: Array) -> ByUnit:
    return ByUnit(unit, tuple(labels), np.asarray(places))
