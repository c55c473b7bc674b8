"""The season of a series: after how many rows it repeats itself. Autocorrelation finds it, the spectrum settles it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_viz.records import Array

FEWEST_CYCLES, SHORTEST = 4, 3
"""A season of two rows cannot be told from noise by `autocorrelation`: it leaves 1/6 of that."""
CHANCE_OF_CYCLES, CHANCE_OF_ROWS = 2.0, 4.0
"""Random walks exceed 2 √(p/n) in about 3 of 100 cases, white noise 4 / √n hardly ever (60 series of each length)."""
NATURAL_CYCLES, NATURAL_ROWS = 1.2, 2.5
"""The same for a period that the calendar names: one chance, not one at every lag."""
LEVEL = 0.85
"""A season's multiples correlate as highly as itself but for chance, which in a few hundred rows is about 0.1."""
WILD = 3.0
"""What lies further than so many standard deviations (by the median, as normal noise would have it) is drawn in."""
HARMONICS = 3
SEARCHED = 10_000
"""Every lag is tried over so many of the latest rows: over 100,000 rows it would take minutes."""
CLEARER = 0.02
NEAR = 0.1
DAYS = {"D": 1.0, "W": 7.0, "MS": 365 / 12, "ME": 365 / 12, "QS": 365 / 4, "QE": 365 / 4}


@dataclass(frozen=True)
class Season:
    """A season of `period` rows, 1 for none. `strength`: the autocorrelation at that lag, −1 to 1; 0 for none."""

    period: int
    strength: float


def find_season(values: Array, natural: Sequence[int] = ()) -> Season:
    """Return the season of a series (T,); `natural` are the periods that the calendar suggests, shortest first.

    At least four cycles must have been seen. A period of the calendar comes first. Else it is, over the latest 10,000
    rows, the shortest lag whose autocorrelation is about the highest, moved by up to a tenth to where the spectrum has
    most power, its first harmonics counted, and then to a whole number of years (or days …) if it is longer than two of
    them.
    """
    values = np.asarray(values, np.float64)
    n, most = len(values), len(values) // FEWEST_CYCLES
    if most < SHORTEST or np.ptp(values) == 0:
        return Season(1, 0.0)
    named = [p for p in natural if SHORTEST <= p <= most]
    strength = autocorrelation(values, named)
    found = [p for p in named if strength[p] > _chance(p, n, NATURAL_CYCLES, NATURAL_ROWS)]
    if found:
        best = found[0]
        for longer in found[1:]:
            best = longer if strength[longer] > strength[best] + CLEARER else best
        return Season(best, float(strength[best]))
    values = values[-SEARCHED:]
    n, most = len(values), len(values) // FEWEST_CYCLES
    strength = autocorrelation(values, range(2, most + 1))
    clear = [p for p in range(SHORTEST, most + 1) if strength[p] > _chance(p, n, CHANCE_OF_CYCLES, CHANCE_OF_ROWS)]
    if not clear:
        return Season(1, 0.0)
    highest = max(strength[p] for p in clear)
    period = next(p for p in _peaks(strength, clear) if strength[p] >= LEVEL * highest)
    period = _settle(values, period, most, natural)
    return Season(period, float(strength[period]))


def autocorrelation(values: Array, lags: Sequence[int]) -> Array:
    """Return at each lag p the correlation of rows p apart, after the centred mean over p rows is taken off.

    What is then still wild is drawn in, so that a few wrong values hide no season. The mean over a whole period is free
    of the season, so what is taken off is the trend; a random walk, whose plain autocorrelation is high at every lag,
    keeps none at p. What is returned reaches to the longest of the `lags`; where none was asked for it is 0.
    """
    values = np.asarray(values, np.float64) - np.mean(values)
    sums = np.concatenate([[0.0], np.cumsum(values)])
    found = np.zeros(max(lags, default=0) + 1)
    for p in lags:
        means = (sums[p:] - sums[:-p]) / p
        if p % 2 == 0:
            means = (means[1:] + means[:-1]) / 2
        rest = _tamed(values[p // 2 : p // 2 + len(means)] - means)
        late, early = rest[p:], rest[:-p]
        size = float(np.sqrt((late @ late) * (early @ early)))
        found[p] = late @ early / size if size > 0 else 0.0
    return found


def natural_periods(index: pd.Index, frequency: str | None) -> tuple[int, ...]:
    """Return how many rows a day, a week and a year have, as far as rows of this frequency repeat in them."""
    if frequency is None or not isinstance(index, pd.DatetimeIndex):
        return ()
    step = pd.tseries.frequencies.to_offset(frequency)
    name = step.rule_code.split("-")[0]
    if name == "B":
        return (5,)
    if isinstance(step, pd.tseries.offsets.Tick):
        each = pd.Timedelta(step).total_seconds() / 86400
    elif name in DAYS:
        each = DAYS[name] * step.n
    else:
        return ()
    spans = (1.0, 7.0, 365.0) if each < 1 else (7.0, 365.0) if each <= 1 else (365.0,)
    periods = (span / each for span in spans)
    return tuple(round(period) for period in periods if period >= SHORTEST and abs(period - round(period)) < 0.2)


def _tamed(rest: Array) -> Array:
    """Return values (R,) within `WILD` of their standard deviations, estimated by the median (Hampel, 1974)."""
    bound = WILD * 1.4826 * float(np.median(np.abs(rest)))
    return np.clip(rest, -bound, bound) if bound > 0 else rest


def _chance(period: int, rows: int, of_cycles: float, of_rows: float) -> float:
    return max(of_cycles * float(np.sqrt(period / rows)), of_rows / float(np.sqrt(rows)))


def _peaks(strength: Array, lags: list[int]) -> list[int]:
    """Return the lags that are as high as their neighbours, or else the highest one."""
    last = len(strength) - 1
    peaks = [p for p in lags if strength[p] >= strength[p - 1] and (p == last or strength[p] >= strength[p + 1])]
    return peaks or [max(lags, key=lambda p: strength[p])]


def _settle(values: Array, period: int, most: int, natural: Sequence[int]) -> int:
    near = range(max(SHORTEST, round(period * (1 - NEAR))), min(most, round(period * (1 + NEAR))) + 1)
    settled = max(near, key=lambda p: _power(values, p))
    if natural and settled > 2 * natural[-1]:
        whole = round(settled / natural[-1]) * natural[-1]
        return whole if whole <= most else settled
    return settled


def _power(values: Array, period: int) -> float:
    """Return the periodogram at one, two, three … cycles in `period` rows, together."""
    cycles = np.arange(1, min(HARMONICS, period // 2) + 1)
    turns = np.exp(-2j * np.pi * np.outer(cycles, np.arange(len(values))) / period)
    return float(np.sum(np.abs(turns @ (values - values.mean())) ** 2))
