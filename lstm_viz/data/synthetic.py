"""Generated series: what there is, and how each is shaped."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_viz.data import chaos, waves
from lstm_viz.data.parameters import Parameter, complete, length, noise
from lstm_viz.data.source import Source
from lstm_viz.errors import SettingError
from lstm_viz.records import Array


@dataclass(frozen=True)
class Generator:
    """A kind of series: `make(values, random)` returns (length, F) for its `columns`."""

    name: str
    title: str
    about: str
    parameters: tuple[Parameter, ...]
    make: Callable[[Mapping[str, float], np.random.Generator], Array]
    columns: tuple[str, ...] = ("value",)
    unit: str = ""


def _period(default: float, name: str = "period", label: str = "Period") -> Parameter:
    return Parameter(name, label, default, 4.0, 200.0, 1.0, "timesteps", "How long one wave takes.")


_ALL = (
    Generator(
        "sine",
        "Sine mixture",
        "Two sines on top of each other: easy, once the network remembers where in both waves it is.",
        (length(), _period(25.0), _period(10.0, "second_period", "Second period"), noise()),
        waves.sine_mixture,
    ),
    Generator(
        "damped",
        "Damped oscillation",
        "A string that is struck anew from time to time and dies away between.",
        (
            length(),
            _period(12.0),
            Parameter("half_life", "Half-life", 20.0, 2.0, 200.0, 1.0, "timesteps", "How fast the swing halves."),
            Parameter("strike", "Struck every", 80.0, 10.0, 400.0, 1.0, "timesteps", "Time between two strikes."),
            noise(),
        ),
        waves.damped,
    ),
    Generator(
        "square",
        "Square wave",
        "Up, down, up: the network has to count to know when.",
        (
            length(),
            _period(20.0),
            Parameter("duty", "Share of time up", 0.5, 0.1, 0.9, 0.05, "", "How much of a period is up."),
            noise(),
        ),
        waves.square,
    ),
    Generator(
        "sawtooth",
        "Sawtooth",
        "A slow rise and a sudden fall; only the fall is hard to foresee.",
        (length(), _period(20.0), noise()),
        waves.sawtooth,
    ),
    Generator(
        "trend_season",
        "Trend, season and noise",
        "Grows all the time, so later values were never seen in training: differences are needed.",
        (
            length(),
            Parameter("slope", "Slope", 0.05, -1.0, 1.0, 0.01, "per timestep", "How fast the level grows."),
            _period(12.0),
            Parameter("amplitude", "Season", 2.0, 0.0, 10.0, 0.1, "", "How large the season is."),
            noise(0.2),
        ),
        waves.trend_season,
    ),
    Generator(
        "ar1",
        "AR(1)",
        "Each value is a share of the last one plus a shock: the best forecast is known, and far from perfect.",
        (
            length(),
            Parameter("memory", "Memory", 0.8, -0.95, 0.95, 0.05, "", "The share of the last value that stays."),
        ),
        waves.ar1,
    ),
    Generator(
        "random_walk",
        "Random walk",
        "Every step is pure chance: nothing beats the last value, an LSTM neither.",
        (length(), Parameter("drift", "Drift", 0.0, -1.0, 1.0, 0.05, "per timestep", "Mean of the steps.")),
        waves.random_walk,
    ),
    Generator(
        "mackey_glass",
        "Mackey-Glass",
        "A chaotic model of blood cells with a delay: predictable for a while, then not.",
        (length(), Parameter("tau", "Delay τ", 17.0, 5.0, 40.0, 1.0, "units of time", "Chaotic from about 17 on.")),
        chaos.mackey_glass,
    ),
    Generator(
        "lorenz",
        "Lorenz attractor",
        "Three coordinates of chaotic convection: all three are fed, one is predicted.",
        (
            length(),
            Parameter("rho", "ρ", 28.0, 1.0, 60.0, 1.0, "", "Chaotic from about 24.7 on."),
            Parameter("interval", "Sampled every", 0.05, 0.01, 0.2, 0.01, "units of time", "Time between two rows."),
        ),
        chaos.lorenz,
        columns=("x", "y", "z"),
    ),
)
GENERATORS: Mapping[str, Generator] = {each.name: each for each in _ALL}


def generate(name: str, parameters: Mapping[str, float], seed: int) -> Source:
    """Return a generated series; the same parameters and seed give the same numbers.

    Raises:
        SettingError: the generator or a parameter is unknown, or a value is out of its bounds.
    """
    if name not in GENERATORS:
        raise SettingError(f"There is no generated series “{name}”: choose among {', '.join(GENERATORS)}.")
    generator = GENERATORS[name]
    values = complete(generator.parameters, parameters)
    series = generator.make(values, np.random.default_rng(seed))
    table = pd.DataFrame(series, columns=list(generator.columns))
    units = dict.fromkeys(generator.columns, generator.unit)
    return Source(generator.title, table, units, generator.columns[0], generator.about)
