"""Series made of waves: each a function of its parameters and a random generator → (length, 1)."""

from collections.abc import Mapping

import numpy as np

from lstm_viz.records import Array

Values = Mapping[str, float]


def _time(values: Values) -> Array:
    return np.arange(int(values["length"]), dtype=np.float64)


def _noisy(clean: Array, values: Values, random: np.random.Generator) -> Array:
    noisy: Array = (clean + values["noise"] * random.standard_normal(len(clean)))[:, None]
    return noisy


def sine_mixture(values: Values, random: np.random.Generator) -> Array:
    """Return two sines; the second has half the first one's amplitude."""
    t = _time(values)
    clean = np.sin(2 * np.pi * t / values["period"]) + 0.5 * np.sin(2 * np.pi * t / values["second_period"])
    return _noisy(clean, values, random)


def damped(values: Values, random: np.random.Generator) -> Array:
    """Return a sine that is struck anew every `strike` timesteps and dies away by the half-life."""
    t = _time(values)
    since = t % values["strike"]
    clean = np.exp2(-since / values["half_life"]) * np.sin(2 * np.pi * since / values["period"])
    return _noisy(clean, values, random)


def square(values: Values, random: np.random.Generator) -> Array:
    """Return +1 for the `duty` share of each period, then −1; each for a timestep at least, or it would be no wave."""
    t = _time(values)
    up = np.clip(values["duty"] * values["period"], 1.0, values["period"] - 1.0)
    up -= 1e-9  # 0.55 · 100 is a little more than 55: that is no timestep more
    return _noisy(np.where(t % values["period"] < up, 1.0, -1.0), values, random)


def sawtooth(values: Values, random: np.random.Generator) -> Array:
    """Rise from −1 to 1 in each period, then back at once."""
    return _noisy(2 * (_time(values) / values["period"] % 1.0) - 1, values, random)


def trend_season(values: Values, random: np.random.Generator) -> Array:
    """Return a straight line, a season, and noise."""
    t = _time(values)
    season = values["amplitude"] * np.sin(2 * np.pi * t / values["period"])
    return _noisy(values["slope"] * t + season, values, random)


def ar1(values: Values, random: np.random.Generator) -> Array:
    """Make each value `memory` times the last one plus a standard normal shock; start in its long-run spread."""
    phi = values["memory"]
    shocks = random.standard_normal(int(values["length"]))
    series = np.empty_like(shocks)
    series[0] = shocks[0] / np.sqrt(1 - phi**2)
    for t in range(1, len(series)):
        series[t] = phi * series[t - 1] + shocks[t]
    return series[:, None]


def random_walk(values: Values, random: np.random.Generator) -> Array:
    """Sum normal steps: nothing about the next one can be known."""
    steps = values["drift"] + random.standard_normal(int(values["length"]))
    return np.cumsum(steps)[:, None]
