"""Chaotic systems: each a function of its parameters and a random generator → (length, F)."""

from collections.abc import Mapping

import numpy as np

from lstm_viz.records import Array

Values = Mapping[str, float]
TRANSIENT = 300


def mackey_glass(values: Values, random: np.random.Generator) -> Array:
    """dx/dt = 0.2 x(t − τ) / (1 + x(t − τ)^10) − 0.1 x (Mackey & Glass, 1977), one value a unit of time.

    Ten Euler steps a unit; the start is 1.2 with a little noise, and the first 300 units are dropped.
    """
    substeps = 10
    lag = int(values["tau"] * substeps)
    total = (int(values["length"]) + TRANSIENT) * substeps
    x = np.empty(total + lag + 1)
    x[: lag + 1] = 1.2 + 0.1 * random.standard_normal()
    for t in range(lag, total + lag):
        late = x[t - lag]
        x[t + 1] = x[t] + (0.2 * late / (1 + late**10) - 0.1 * x[t]) / substeps
    return x[lag + 1 + TRANSIENT * substeps :: substeps][: int(values["length"]), None]


def lorenz(values: Values, random: np.random.Generator) -> Array:
    """x, y, z of Lorenz (1963) with σ = 10, β = 8/3 and ρ given, a row every `interval` units of time.

    Five classical Runge-Kutta steps a row; the first 300 rows are dropped.
    """
    state = np.array([1.0, 1.0, 1.05]) + 0.1 * random.standard_normal(3)
    rows = int(values["length"])
    path = np.empty((rows + TRANSIENT, 3))
    substeps = 5
    step = values["interval"] / substeps
    for row in range(rows + TRANSIENT):
        for _ in range(substeps):
            state = _runge_kutta(state, values["rho"], step)
        path[row] = state
    return path[TRANSIENT:]


def _slope(state: Array, rho: float) -> Array:
    x, y, z = state
    return np.array([10 * (y - x), x * (rho - z) - y, x * y - 8 / 3 * z])


def _runge_kutta(state: Array, rho: float, step: float) -> Array:
    a = _slope(state, rho)
    b = _slope(state + step / 2 * a, rho)
    c = _slope(state + step / 2 * b, rho)
    d = _slope(state + step * c, rho)
    moved: Array = state + step / 6 * (a + 2 * b + 2 * c + d)
    return moved
