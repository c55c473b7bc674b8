"""Every formula that a lesson shows, beside the function that computes it. No other formula is shown.

The LSTM after Hochreiter & Schmidhuber (1997) with the forget gate of Gers, Schmidhuber & Cummins (2000), in torch's
order of blocks i, f, g, o; b is the sum of torch's two biases. Arrays are float64: x (T, F), h and c (T, H).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from lstm_viz.records import Array, LayerTrace

Compute = Callable[[LayerTrace], Array]
_BLOCKS = "ifgo"


@dataclass(frozen=True)
class Shown:
    """A formula: its LaTeX, what it says, whose colour it wears (a signal's letter), and what computes it."""

    latex: str
    says: str
    signal: str
    compute: Compute


def _double(values: Array) -> Array:
    return np.asarray(values, np.float64)


def _before(layer: LayerTrace, state: str) -> Array:
    """Return the state of the timestep before, (T, H)."""
    return np.vstack([_double(layer.initial[state]), _double(layer.signals[state])[:-1]])


def _sum(layer: LayerTrace, block: int | None = None) -> Array:
    """Return W x_t + U h_{t−1} + b at every timestep, of one of the LSTM's blocks or of all rows."""
    weights = {name: _double(array) for name, array in layer.weights.items()}
    size = weights["weight_hh"].shape[1]
    rows = slice(None) if block is None else slice(block * size, (block + 1) * size)
    bias = (weights["bias_ih"] + weights["bias_hh"])[rows]
    summed: Array = (
        _double(layer.inputs) @ weights["weight_ih"][rows].T + _before(layer, "h") @ weights["weight_hh"][rows].T + bias
    )
    return summed


def _gate(letter: str) -> Compute:
    return lambda layer: 1 / (1 + np.exp(-_sum(layer, _BLOCKS.index(letter))))


def _candidate(layer: LayerTrace) -> Array:
    found: Array = np.tanh(_sum(layer, _BLOCKS.index("g")))
    return found


def _cell(layer: LayerTrace) -> Array:
    i, f, g = (_double(layer.signals[name]) for name in "ifg")
    found: Array = f * _before(layer, "c") + i * g
    return found


def _hidden(layer: LayerTrace) -> Array:
    found: Array = _double(layer.signals["o"]) * np.tanh(_double(layer.signals["c"]))
    return found


def _plain(layer: LayerTrace) -> Array:
    found: Array = np.tanh(_sum(layer))
    return found


def _half_life(layer: LayerTrace) -> Array:
    found: Array = np.log(0.5) / np.log(_double(layer.signals["f"])).mean(axis=0)
    return found


FORMULAS: Mapping[str, Shown] = {
    "rnn": Shown(r"h_t = \tanh(W x_t + U h_{t-1} + b)", "A plain RNN: all of its memory is h.", "h", _plain),
    "f": Shown(
        r"f_t = \sigma(W_f x_t + U_f h_{t-1} + b_f)",
        "Forget gate: how much of the old cell state is kept.",
        "f",
        _gate("f"),
    ),
    "i": Shown(
        r"i_t = \sigma(W_i x_t + U_i h_{t-1} + b_i)",
        "Input gate: how much of the candidate is written.",
        "i",
        _gate("i"),
    ),
    "g": Shown(r"g_t = \tanh(W_g x_t + U_g h_{t-1} + b_g)", "Candidate: what could be written.", "g", _candidate),
    "o": Shown(
        r"o_t = \sigma(W_o x_t + U_o h_{t-1} + b_o)",
        "Output gate: how much of the cell state is shown.",
        "o",
        _gate("o"),
    ),
    "c": Shown(
        r"c_t = f_t \odot c_{t-1} + i_t \odot g_t", "Cell state: what was kept, plus what was written.", "c", _cell
    ),
    "h": Shown(
        r"h_t = o_t \odot \tanh(c_t)",
        "Hidden state: what the next timestep and the prediction see.",
        "h",
        _hidden,
    ),
    "half_life": Shown(
        r"\text{half-life} = \frac{\ln \frac{1}{2}}{\operatorname{mean}_t \ln f_t}",
        "After so many timesteps half of what a unit held is left.",
        "f",
        _half_life,
    ),
}
