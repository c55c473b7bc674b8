"""What differs between the cells on the way back through time: the local derivatives of one layer.

The states of a timestep are one row, ∂c and ∂h of an LSTM, ∂h else, so that everything before it is one matrix product:
of an LSTM that is half of what the four gates one by one would take.
"""

from typing import Protocol

import numpy as np

from lstm_viz.records import Array, CellName, LayerTrace


class Way(Protocol):
    """One layer's local derivatives."""

    states: int
    """How many times H values a row of states has; ∂h is its last H."""

    def __init__(self, layer: LayerTrace) -> None: ...

    def hear(self, row: Array, s: int) -> None:
        """Let the cell state in each row (R, states · H) hear what its own h passes back to it."""
        ...

    def through(self, s: int) -> Array:
        """Return (states · H, H + F): what leads from the states at s to ∂h_{s−1} and to ∂x_s."""
        ...

    def keep(self, row: Array, s: int) -> None:
        """Make ∂c_s in each row what the cell state alone passes to ∂c_{s−1}."""
        ...


class LstmWay:
    """∂c_t = ∂c_{t+1} f_{t+1} + ∂h_t o_t (1 − tanh² c_t); i, f and g hang on ∂c_t, o on ∂h_t.

    `gates`: what c_t changes by per pre-activation of i, f and g, and h_t per pre-activation of o, c held. `shown`:
    ∂h_t/∂c_t. `kept`: ∂c_t/∂c_{t−1} through the cell state alone.
    """

    states = 2

    def __init__(self, layer: LayerTrace) -> None:
        i, f, g, o, c = (layer.signals[name] for name in "ifgoc")
        before, squashed = _before(c), np.tanh(c)
        self.size = c.shape[1]
        self.weight = np.hstack([layer.weights["weight_hh"], layer.weights["weight_ih"]])
        self.gates = np.hstack([g * i * (1 - i), before * f * (1 - f), i * (1 - g * g), squashed * o * (1 - o)])
        self.shown = o * (1 - squashed * squashed)
        self.kept = f

    def hear(self, row: Array, s: int) -> None:
        row[:, : self.size] += row[:, self.size :] * self.shown[s]

    def through(self, s: int) -> Array:
        sloped = self.gates[s][:, None] * self.weight
        by_c = sloped[: 3 * self.size].reshape(3, self.size, -1).sum(axis=0)
        return np.vstack([by_c, sloped[3 * self.size :]])

    def keep(self, row: Array, s: int) -> None:
        row[:, : self.size] *= self.kept[s]


class GruWay:
    """h_t = (1 − z) n + z h_{t−1}, where n reads h_{t−1} through r: ∂h_{t−1} is z ∂h_t and what the gates pass back.

    `gates`: what h_t changes by per pre-activation of r, z and n. `kept`: z. The rows of n pass r times as much to h.
    """

    states = 1

    def __init__(self, layer: LayerTrace) -> None:
        r, z, n, h = (layer.signals[name] for name in "rznh")
        before, self.size = _before(h), h.shape[1]
        self.by_h, self.by_x = layer.weights["weight_hh"], layer.weights["weight_ih"]
        reset = before @ self.by_h[2 * self.size :].T + layer.weights["bias_hh"][2 * self.size :]
        by_n = (1 - z) * (1 - n * n)
        self.gates = np.hstack([by_n * reset * r * (1 - r), (before - n) * z * (1 - z), by_n])
        self.reach = np.hstack([np.ones_like(r), np.ones_like(z), r])
        self.kept = z

    def hear(self, row: Array, s: int) -> None:
        """There is no cell state."""

    def through(self, s: int) -> Array:
        by_h = self._summed((self.gates[s] * self.reach[s])[:, None] * self.by_h)
        by_h[np.diag_indices(self.size)] += self.kept[s]
        return np.hstack([by_h, self._summed(self.gates[s][:, None] * self.by_x)])

    def keep(self, row: Array, s: int) -> None:
        """There is no cell state."""

    def _summed(self, sloped: Array) -> Array:
        summed: Array = sloped.reshape(3, self.size, -1).sum(axis=0)
        return summed


class RnnWay:
    """h_t = tanh(a_t): all of ∂h_t goes through the slope 1 − h²."""

    states = 1

    def __init__(self, layer: LayerTrace) -> None:
        h = layer.signals["h"]
        self.weight = np.hstack([layer.weights["weight_hh"], layer.weights["weight_ih"]])
        self.slopes = 1 - h * h

    def hear(self, row: Array, s: int) -> None:
        """There is no cell state."""

    def through(self, s: int) -> Array:
        sloped: Array = self.slopes[s][:, None] * self.weight
        return sloped

    def keep(self, row: Array, s: int) -> None:
        """There is no cell state."""


def _before(state: Array) -> Array:
    """Return the state (T, H) one timestep earlier."""
    return np.vstack([np.zeros_like(state[:1]), state[:-1]])


WAYS: dict[CellName, type[Way]] = {"lstm": LstmWay, "gru": GruWay, "rnn": RnnWay}
