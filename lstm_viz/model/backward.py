"""Backpropagation through time (Werbos 1990), written out for our network: float64, numpy, no torch.

With ∂ for the derivative of what is asked, from the last timestep back to the first, in each from the top layer down:

    ∂h_t = what the head, the layer above and the next timestep of its own layer pass back to it
    ∂c_t = ∂c_{t+1} f_{t+1} + ∂h_t o_t (1 − tanh² c_t)
    ∂a_t = ∂c_t or ∂h_t times the gate's own slope, for the pre-activations a of i, f, g, o
    ∂h_{t−1} = Uᵀ ∂a_t,  ∂x_t = Wᵀ ∂a_t
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lstm_viz.records import Array, LayerTrace, Trace


@dataclass(frozen=True, eq=False)
class Moment:
    """The derivatives at one timestep of R things that are asked.

    Attributes:
        states: (R, 2H) of each layer: ∂c, then ∂h.
        by_input: ∂x (R, F).
    """

    states: list[Array]
    by_input: Array


def backward(trace: Trace, seeds: Array, own_row: bool) -> Iterator[tuple[int, Moment]]:
    """Walk back through time; yield each timestep with its derivatives, which are good until the next one is asked for.

    Both states of a timestep are one row, so that everything before it is one matrix product: half of what the four
    gates one by one would take.

    Args:
        trace: of our own network, in float64.
        seeds: (T, H) what is asked of the top layer's h at each timestep.
        own_row: each seed goes its own way, and at timestep s there are R = T − s rows, of the timesteps s … T − 1;
            else their sum goes one way, and R = 1.
    """
    steps, size = seeds.shape
    layers = [_Layer(layer, steps if own_row else 1) for layer in trace.layers]
    for s in reversed(range(steps)):
        first = s if own_row else 0
        asked = seeds[s]
        states: list[Array] = []
        before: list[Array] = []
        for layer in reversed(layers):
            row = layer.rows[first:]
            # The head asks at s for s alone, which is the first row; a layer above passes back to every row.
            heard = row[:1] if layer is layers[-1] else row
            heard[:, size:] += asked
            row[:, :size] += row[:, size:] * layer.shown[s]
            passed = row @ layer.through(s)
            asked = passed[:, size:]
            states.insert(0, row)
            before.insert(0, passed[:, :size])
        yield s, Moment(states, asked)
        for layer, row, by_h in zip(layers, states, before, strict=True):
            row[:, :size] *= layer.kept[s]
            row[:, size:] = by_h


class _Layer:
    """One layer's slopes, (T, …) each, and the derivatives (R, 2H) that are on their way through it.

    `gates`: what c_t changes by per pre-activation of i, f and g, and h_t per pre-activation of o, c held. `shown`:
    ∂h_t/∂c_t. `kept`: ∂c_t/∂c_{t−1} through the cell state alone.
    """

    def __init__(self, layer: LayerTrace, rows: int) -> None:
        i, f, g, o, c = (layer.signals[name] for name in "ifgoc")
        before, squashed = np.vstack([np.zeros_like(c[:1]), c[:-1]]), np.tanh(c)
        self.size = c.shape[1]
        self.weight = np.hstack([layer.weights["weight_hh"], layer.weights["weight_ih"]])
        self.gates = np.hstack([g * i * (1 - i), before * f * (1 - f), i * (1 - g * g), squashed * o * (1 - o)])
        self.shown = o * (1 - squashed * squashed)
        self.kept = f
        self.rows = np.zeros((rows, 2 * self.size))

    def through(self, s: int) -> Array:
        """Return (2H, H + F): what leads from (∂c_s, ∂h_s) to ∂h_{s−1} by way of the gates, and to ∂x_s."""
        sloped = self.gates[s][:, None] * self.weight
        by_c = sloped[: 3 * self.size].reshape(3, self.size, -1).sum(axis=0)
        return np.vstack([by_c, sloped[3 * self.size :]])
