"""How long each unit of an LSTM layer remembers: numbers that follow from a captured trace alone.

Unrolled, c_t = f_t c_{t−1} + i_t g_t says which of it was written when: c_t = Σ_s i_s g_s ∏_{s<k≤t} f_k + c_0 ∏ f_k.
Timesteps are counted as the layer's direction reads them; what is returned stands in input time order.
"""

import numpy as np

from lstm_viz.records import Array, LayerTrace

GATES = ("f", "i", "o")
SHUT, OPEN = 0.1, 0.9
"""A gate below the first or above the second is saturated (Karpathy, Johnson & Fei-Fei 2015, "left" and "right")."""
STILL = 0.01
"""A unit is constant if its h ranges over less, and dead if moreover its |h| stays below."""


def half_lives(layer: LayerTrace) -> Array:
    """Return (H,) float64: after how many timesteps half of what a unit's cell held is left, ln ½ / mean_t ln f_t.

    Infinite for a unit that never forgets (f = 1 throughout), 0 for one whose f is 0 at any timestep.

    Raises:
        ValueError: the layer is no LSTM.
    """
    with np.errstate(divide="ignore"):
        kept = np.log(_signal(layer, "f")).mean(axis=0)
        lives: Array = np.where(kept == 0, np.inf, np.log(0.5) / kept)
    return lives


def retention(layer: LayerTrace, unit: int) -> Array:
    """Return (T, T) float64: at [t, s] what the unit wrote at s and is left in c at t, i_s g_s ∏_{s<k≤t} f_k.

    Its rows, with `left_of_initial` added, sum to c. Below the diagonal for a forward layer, above it for a reverse
    one; 0 elsewhere. This is the direct path only: h feeds back into the gates and writes c anew.

    Raises:
        ValueError: the layer is no LSTM.
    """
    f = _in_reading_order(layer, "f")[:, unit]
    written = _in_reading_order(layer, "i")[:, unit] * _in_reading_order(layer, "g")[:, unit]
    left = np.zeros((len(f), len(f)))
    for t in range(len(f)):
        if t:
            left[t] = f[t] * left[t - 1]
        left[t, t] = written[t]
    return left[::-1, ::-1] if layer.direction == "reverse" else left


def left_of_initial(layer: LayerTrace, unit: int) -> Array:
    """Return (T,) float64: what is left in c at t of the unit's c before the first timestep, c_0 ∏_{k≤t} f_k.

    Raises:
        ValueError: the layer is no LSTM.
    """
    left: Array = float(layer.initial["c"][unit]) * np.cumprod(_in_reading_order(layer, "f")[:, unit])
    return left[::-1] if layer.direction == "reverse" else left


def saturation(layer: LayerTrace) -> dict[str, tuple[Array, Array]]:
    """Return for the gates f, i and o the shares of time, (H,) each, that they are below 0.1 and above 0.9.

    Raises:
        ValueError: the layer is no LSTM.
    """
    gates = {name: _signal(layer, name) for name in GATES}
    return {name: ((gate < SHUT).mean(axis=0), (gate > OPEN).mean(axis=0)) for name, gate in gates.items()}


def constant_units(layer: LayerTrace) -> Array:
    """Return the units, rising, whose h ranges over less than 0.01; of any cell."""
    h = np.asarray(layer.signals["h"], np.float64)
    found: Array = np.flatnonzero(np.ptp(h, axis=0) < STILL)
    return found


def dead_units(layer: LayerTrace) -> Array:
    """Return the units, rising, that are constant and whose |h| stays below 0.01: nobody hears them. Of any cell."""
    most = np.abs(layer.signals["h"]).max(axis=0)
    found: Array = np.array([unit for unit in constant_units(layer) if most[unit] < STILL], dtype=int)
    return found


def _signal(layer: LayerTrace, name: str) -> Array:
    if layer.cell != "lstm":
        raise ValueError(
            f"“{layer.name}” is of {layer.cell} cells, and only an LSTM's forget gate says how long it holds."
        )
    return np.asarray(layer.signals[name], np.float64)


def _in_reading_order(layer: LayerTrace, name: str) -> Array:
    signal = _signal(layer, name)
    return signal[::-1] if layer.direction == "reverse" else signal
