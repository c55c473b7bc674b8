"""Twenty ways to make a series, each with what is true of it, for the forecaster to be judged on.

Each function takes a generator of random numbers and returns (ROWS,). Most lie about 0, so that no logarithms are
tried, which halves the cost. The season, the bands and the verdict were worked on with seeds from `TRIED_ON` on; the
proofs measure on seeds from 0, of which nothing was looked at before.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lstm_viz.records import Array

HORIZON, KNOWN, LATER = 8, 200, 5
ROWS = KNOWN + LATER * HORIZON
"""Rows known when the verdict is given, and how many origins come after it, a horizon apart."""
TRIED_ON = 100

Random = np.random.Generator
T = np.arange(ROWS)


@dataclass(frozen=True)
class Family:
    """`seasons`: the periods that may truly be found, 1 for none; nothing where there is no one truth."""

    make: Callable[[Random], Array]
    seasons: tuple[int, ...] = (1,)

    @property
    def name(self) -> str:
        return self.make.__name__.replace("_", " ")

    def series(self, seed: int) -> Array:
        """Return (ROWS,) of a seed."""
        return self.make(np.random.default_rng([seed, *self.name.encode()]))


def wave(period: float, height: float = 1.0) -> Array:
    values: Array = height * np.sin(2 * np.pi * T / period)
    return values


def filtered(noise: Array, *coefficients: float) -> Array:
    """Return (ROWS,): an autoregression on `noise`, which is longer by what it takes to settle."""
    lags = len(coefficients)
    values = np.zeros(len(noise))
    for t in range(lags, len(noise)):
        values[t] = noise[t] + sum(a * values[t - 1 - lag] for lag, a in enumerate(coefficients))
    return values[-ROWS:]


def trend(random: Random) -> Array:
    """A straight line under noise."""
    return 0.1 * T - 10 + random.normal(size=ROWS)


def saturating_growth(random: Random) -> Array:
    """A logistic curve that has nearly reached its ceiling, under noise."""
    return 80 / (1 + np.exp(-(T - 90) / 25)) - 40 + 2 * random.normal(size=ROWS)


def exponential_growth(random: Random) -> Array:
    """One percent a row, with errors in proportion."""
    return 10 * np.exp(0.01 * T + 0.05 * random.normal(size=ROWS))


def broken_trend(random: Random) -> Array:
    """A line that turns downwards well before the present, under noise."""
    return 0.2 * np.minimum(T, 120) - 0.15 * np.maximum(T - 120, 0) + random.normal(size=ROWS)


def season(random: Random) -> Array:
    """A sine of twelve rows under noise."""
    return wave(12, 4) + random.normal(size=ROWS)


def sawtooth(random: Random) -> Array:
    """A week of seven different days, far from a sine, under noise."""
    week = np.array([5.0, 1, 2, 3, 4, 9, 12])
    return week[T % 7] - 5 + 0.8 * random.normal(size=ROWS)


def trend_and_season(random: Random) -> Array:
    """A line and a season that does not grow with it."""
    return 0.08 * T - 5 + wave(12, 3) + 0.8 * random.normal(size=ROWS)


def multiplicative(random: Random) -> Array:
    """A season that grows with an exponential trend."""
    return 10 * np.exp(0.008 * T + wave(12, 0.25) + 0.04 * random.normal(size=ROWS))


def two_seasons(random: Random) -> Array:
    """A cycle of six rows inside one of 24."""
    return wave(6, 3) + wave(24, 3) + random.normal(size=ROWS)


def growing_season(random: Random) -> Array:
    """A season whose height changes slowly, at no trend."""
    return (1 + T / 80) * wave(12) + 0.5 * random.normal(size=ROWS)


def weekly_counts(random: Random) -> Array:
    """Whole numbers around a mean that differs between weekdays."""
    week = np.array([4.0, 4, 5, 6, 9, 14, 12])
    return random.poisson(week[T % 7]).astype(np.float64)


def intermittent(random: Random) -> Array:
    """Mostly nothing, now and then a few: one row in four."""
    return (random.random(ROWS) < 0.25) * random.poisson(4, ROWS).astype(np.float64)


def level_shift(random: Random) -> Array:
    """Noise around a level that jumps at rows nobody can foresee, once in about 50."""
    jumps = (random.random(ROWS) < 0.02) * random.normal(0, 6, ROWS)
    return jumps.cumsum() + random.normal(size=ROWS)


def outliers(random: Random) -> Array:
    """A season with a wild value in every thirtieth row or so."""
    wild = (random.random(ROWS) < 0.03) * random.normal(0, 12, ROWS)
    return wave(12, 4) + random.normal(size=ROWS) + wild


def random_walk(random: Random) -> Array:
    """Sums of noise: the last value is the best forecast."""
    return random.normal(size=ROWS).cumsum()


def random_walk_with_drift(random: Random) -> Array:
    """Sums of noise whose mean is not 0."""
    return (0.3 + random.normal(size=ROWS)).cumsum()


def noise(random: Random) -> Array:
    """Nothing but chance: the mean is the best forecast."""
    return random.normal(size=ROWS)


def autoregression(random: Random) -> Array:
    """It returns to its mean by a fifth of the way each row."""
    return filtered(random.normal(size=ROWS + 100), 0.8)


def volatile(random: Random) -> Array:
    """Noise that is calm and wild in turns (GARCH of Bollerslev, 1986), around 0."""
    shocks, values, size = random.normal(size=ROWS + 100), np.zeros(ROWS + 100), 1.0
    for t, shock in enumerate(shocks):
        values[t] = np.sqrt(size) * shock
        size = 0.1 + 0.3 * values[t] ** 2 + 0.65 * size
    return values[-ROWS:]


def chaos(random: Random) -> Array:
    """The delay equation of Mackey and Glass (1977), every sixth value: no chance in it but where it starts."""
    delay, every = 17, 6
    values = np.full(delay + 300 + every * ROWS, 1.2) + np.concatenate(
        [0.1 * random.normal(size=delay), np.zeros(300 + every * ROWS)]
    )
    for t in range(delay, len(values) - 1):
        past = values[t - delay]
        values[t + 1] = 0.9 * values[t] + 0.2 * past / (1 + past**10)
    kept: Array = values[-every * ROWS :: every] - 1
    return kept


FAMILIES = (
    Family(trend),
    Family(saturating_growth),
    Family(exponential_growth),
    Family(broken_trend),
    Family(season, (12,)),
    Family(sawtooth, (7,)),
    Family(trend_and_season, (12,)),
    Family(multiplicative, (12,)),
    Family(two_seasons, (6, 24)),
    Family(growing_season, (12,)),
    Family(weekly_counts, (7,)),
    Family(intermittent),
    Family(level_shift),
    Family(outliers, (12,)),
    Family(random_walk),
    Family(random_walk_with_drift),
    Family(noise),
    Family(autoregression),
    Family(volatile),
    Family(chaos, ()),
)
