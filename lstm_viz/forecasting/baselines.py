"""The simple methods that an LSTM is judged beside: three by our own lines, three by statsforecast.

statsforecast takes 1.5 CPU seconds to import, so only workers do, and only when they are asked for a method of its own.
"""

from collections.abc import Sequence

import numpy as np

from lstm_viz.forecasting.seen import Seen
from lstm_viz.records import Array

OWN = ("last value", "seasonal naive", "drift")
LEARNT = ("theta", "ets", "arima")
NAMES = (*OWN, *LEARNT)
LONGEST_SEASON = 24
"""The longest that ETS here can take, and that ARIMA takes in reasonable time; beyond it both go without."""
MOST_SERIES = {"theta": 2000, "ets": 200, "arima": 10}
"""On a monthly series of 200 rows they take 0.012, 0.1 and 1.8 CPU seconds an origin: at most about 20 together."""
MOST_ROWS = 3000
"""The learnt methods see the latest rows only: ARIMA's time grows faster than the series."""


def last_value(seen: Array, horizon: int) -> Array:
    """Return (h,): the last value of `seen` (T,) again and again."""
    return np.full(horizon, seen[-1], np.float64)


def seasonal_naive(seen: Array, season: int, horizon: int) -> Array:
    """Return (h,): the last season again and again; the last value where less than a season was seen."""
    if season > len(seen):
        return last_value(seen, horizon)
    repeated: Array = seen[-season:][np.arange(horizon) % season]
    return repeated


def drift(seen: Array, horizon: int) -> Array:
    """Return (h,): on along the line from the first to the last value."""
    slope = (seen[-1] - seen[0]) / max(1, len(seen) - 1)
    line: Array = seen[-1] + slope * np.arange(1, horizon + 1)
    return line


def learnt_for(count: int) -> tuple[str, ...]:
    """Return the learnt methods that are used where so many series are forecast: the dearest on few of them only."""
    return tuple(name for name in LEARNT if count <= MOST_SERIES[name])


def all_baselines(seen: Seen, season: int, horizon: int, learnt: Sequence[str] = LEARNT) -> dict[str, Array]:
    """Return method → (N, h); NaN where a method cannot be used. Values before the first of the file are left out."""
    firsts = np.argmin(seen.filled, axis=1)
    own = (values[first:] for values, first in zip(seen.series, firsts, strict=True))
    each = [baseline_forecasts(values, season, horizon, learnt) for values in own]
    lacking = np.full(horizon, np.nan)
    return {
        name: np.stack([one.get(name, lacking) for one in each])
        for name in (*OWN, *learnt)
        if any(name in one for one in each)
    }


def baseline_forecasts(seen: Array, season: int, horizon: int, learnt: Sequence[str] = LEARNT) -> dict[str, Array]:
    """Return method → (h,) of every method that can be used on `seen` (T,). Of a short series some cannot."""
    seen = np.asarray(seen, np.float64)
    found = {"last value": last_value(seen, horizon)}
    if season > 1:
        found["seasonal naive"] = seasonal_naive(seen, season, horizon)
    found["drift"] = drift(seen, horizon)
    for name in learnt:
        forecast = _learnt(name, seen[-MOST_ROWS:], season, horizon)
        if forecast is not None:
            found[name] = forecast
    return found


def _learnt(name: str, seen: Array, season: int, horizon: int) -> Array | None:
    from statsforecast.models import AutoARIMA, AutoETS, AutoTheta

    short = season if season <= LONGEST_SEASON else 1
    model = {
        "theta": lambda: AutoTheta(season_length=season if len(seen) >= 2 * season else 1),
        "ets": lambda: AutoETS(season_length=short),
        "arima": lambda: AutoARIMA(season_length=short),
    }[name]()
    try:
        forecast = np.asarray(model.forecast(seen, horizon)["mean"], np.float64)
    except Exception:  # noqa: BLE001  # it raises whatever its parts raise on a series too short or too even for it
        return None
    return forecast if np.isfinite(forecast).all() else None
