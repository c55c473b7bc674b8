"""How long each unit of a layer remembers: numbers that follow from a captured trace alone.

Unrolled, what carries the memory says which of it was written when. An LSTM's c_t = f_t c_{t−1} + i_t g_t is
Σ_s i_s g_s ∏_{s<k≤t} f_k + c_0 ∏ f_k; a GRU's h_t = z_t h_{t−1} + (1 − z_t) n_t is
Σ_s (1 − z_s) n_s ∏_{s<k≤t} z_k + h_0 ∏ z_k. This is the direct path only: h feeds back into the gates and writes anew.
An RNN has no such path. Timesteps are counted as the layer's direction reads them; what is returned stands in input
time order.
"""

import numpy as np

from lstm_viz.records import Array, CellName, LayerTrace

SATURATED: dict[CellName, tuple[str, ...]] = {"lstm": ("f", "i", "o"), "gru": ("z", "r"), "rnn": ("h",)}
"""What can be saturated: an LSTM's and a GRU's gates, an RNN's h itself."""
SHUT, OPEN = 0.1, 0.9
"""A gate below the first or above the second is saturated (Karpathy, Johnson & Fei-Fei 2015, "left" and "right"); an
RNN's h is where |h| is above the second."""
STILL = 0.01
"""A unit is constant if its h ranges over less, and dead if moreover its |h| stays below."""
_KEEP = {"lstm": "f", "gru": "z"}


def half_lives(layer: LayerTrace) -> Array:
    """Return (H,) float64: after how many timesteps half of what a unit held is left, ln ½ / mean_t ln f_t (GRU: z_t).

    Infinite for a unit that never forgets (a gate of 1 throughout), 0 for one whose gate is 0 at any timestep.

    Raises:
        ValueError: the layer is of RNN cells.
    """
    keep, _ = _path(layer)
    with np.errstate(divide="ignore"):
        kept = np.log(keep).mean(axis=0)
        lives: Array = np.where(kept == 0, np.inf, np.log(0.5) / kept)
    return lives


def retention(layer: LayerTrace, unit: int) -> Array:
    """Return (T, T) float64: at [t, s] what the unit wrote at s and is left at t, i_s g_s ∏_{s<k≤t} f_k in c.

    Of a GRU (1 − z_s) n_s ∏_{s<k≤t} z_k in h. Its rows, with `left_of_initial` added, sum to c (GRU: h). Below the
    diagonal for a forward layer, above it for a reverse one; 0 elsewhere.

    Raises:
        ValueError: the layer is of RNN cells.
    """
    keep, written = (each[:, unit] for each in _path(layer))
    left = np.zeros((len(keep), len(keep)))
    for t in range(len(keep)):
        if t:
            left[t] = keep[t] * left[t - 1]
        left[t, t] = written[t]
    return left[::-1, ::-1] if layer.direction == "reverse" else left


def left_of_initial(layer: LayerTrace, unit: int) -> Array:
    """Return (T,) float64: what is left at t of the unit's c before the first timestep, c_0 ∏_{k≤t} f_k.

    Of a GRU h_0 ∏_{k≤t} z_k in h.

    Raises:
        ValueError: the layer is of RNN cells.
    """
    keep, _ = _path(layer)
    state = "c" if layer.cell == "lstm" else "h"
    left: Array = float(layer.initial[state][unit]) * np.cumprod(keep[:, unit])
    return left[::-1] if layer.direction == "reverse" else left


def saturation(layer: LayerTrace) -> dict[str, tuple[Array, Array]]:
    """Return for each gate the shares of time, (H,) each, that it is below 0.1 and above 0.9.

    The gates are f, i and o of an LSTM, z and r of a GRU. An RNN has none: there it is h, below −0.9 and above 0.9.
    """
    low = -OPEN if layer.cell == "rnn" else SHUT
    signals = {name: np.asarray(layer.signals[name], np.float64) for name in SATURATED[layer.cell]}
    return {name: ((each < low).mean(axis=0), (each > OPEN).mean(axis=0)) for name, each in signals.items()}


def constant_units(layer: LayerTrace) -> Array:
    """Return the units, rising, whose h ranges over less than 0.01."""
    h = np.asarray(layer.signals["h"], np.float64)
    found: Array = np.flatnonzero(np.ptp(h, axis=0) < STILL)
    return found


def dead_units(layer: LayerTrace) -> Array:
    """Return the units, rising, that are constant and whose |h| stays below 0.01: nobody hears them."""
    most = np.abs(layer.signals["h"]).max(axis=0)
    found: Array = np.array([unit for unit in constant_units(layer) if most[unit] < STILL], dtype=int)
    return found


def _path(layer: LayerTrace) -> tuple[Array, Array]:
    """Return what keeps and what is written, (T, H) float64 each, in reading order."""
    if layer.cell not in _KEEP:
        raise ValueError(
            f"“{layer.name}” is of RNN cells: no gate keeps what they hold, so they have no half-life and no "
            "direct path; see saturation()."
        )
    signals = {name: np.asarray(each, np.float64) for name, each in layer.signals.items()}
    keep = signals[_KEEP[layer.cell]]
    written = signals["i"] * signals["g"] if layer.cell == "lstm" else (1 - keep) * signals["n"]
    return (keep[::-1], written[::-1]) if layer.direction == "reverse" else (keep, written)
