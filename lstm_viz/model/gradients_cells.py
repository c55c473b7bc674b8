"""One more timestep of one layer, of many networks at once: what occlusion needs of each cell."""

from collections.abc import Callable, Mapping

import numpy as np

from lstm_viz.model.intervene_cells import sigmoid
from lstm_viz.records import Array, CellName

Step = Callable[[Mapping[str, Array], Array, Array], Array]
"""From a layer's weights, x (R, F) and its states before (S, R, H), h the last of them, to its states after."""


def _lstm(own: Mapping[str, Array], x: Array, before: Array) -> Array:
    c, h = before
    i, f, g, o = np.split(_from_x(own, x) + _from_h(own, h), 4, axis=1)
    kept = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return np.stack([kept, sigmoid(o) * np.tanh(kept)])


def _gru(own: Mapping[str, Array], x: Array, before: Array) -> Array:
    (h,) = before
    r_x, z_x, n_x = np.split(_from_x(own, x), 3, axis=1)
    r_h, z_h, n_h = np.split(_from_h(own, h), 3, axis=1)
    z = sigmoid(z_x + z_h)
    after: Array = (1 - z) * np.tanh(n_x + sigmoid(r_x + r_h) * n_h) + z * h
    return after[None]


def _rnn(own: Mapping[str, Array], x: Array, before: Array) -> Array:
    after: Array = np.tanh(_from_x(own, x) + _from_h(own, before[0]))
    return after[None]


def _from_x(own: Mapping[str, Array], x: Array) -> Array:
    product: Array = x @ own["weight_ih"].T + own["bias_ih"]
    return product


def _from_h(own: Mapping[str, Array], h: Array) -> Array:
    product: Array = h @ own["weight_hh"].T + own["bias_hh"]
    return product


STEPS: dict[CellName, tuple[str, Step]] = {"lstm": ("ch", _lstm), "gru": ("h", _gru), "rnn": ("h", _rnn)}
"""The states by their letters, and the step."""
