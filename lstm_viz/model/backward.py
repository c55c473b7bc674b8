"""Backpropagation through time (Werbos 1990), written out for our network: float64, numpy, no torch.

With ∂ for the derivative of what is asked, from the last timestep back to the first, in each from the top layer down:

    ∂h_t = what the head, the layer above and the next timestep of its own layer pass back to it
    ∂a_t = ∂h_t, or ∂c_t of an LSTM, times the gate's own slope, for the pre-activations a of the gates
    ∂h_{t−1} = Uᵀ ∂a_t and what the cell passes on by itself,  ∂x_t = Wᵀ ∂a_t

What differs between LSTM, GRU and tanh RNN is in `backward_cells`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lstm_viz.model.backward_cells import WAYS
from lstm_viz.records import Array, Trace


@dataclass(frozen=True, eq=False)
class Moment:
    """The derivatives at one timestep of R things that are asked.

    Attributes:
        states: of each layer (R, 2H) of an LSTM: ∂c, then ∂h; else (R, H): ∂h.
        by_input: ∂x (R, F).
    """

    states: list[Array]
    by_input: Array


def backward(trace: Trace, seeds: Array, own_row: bool) -> Iterator[tuple[int, Moment]]:
    """Walk back through time; yield each timestep with its derivatives, which are good until the next one is asked for.

    Args:
        trace: of our own network, in float64.
        seeds: (T, H) what is asked of the top layer's h at each timestep.
        own_row: each seed goes its own way, and at timestep s there are R = T − s rows, of the timesteps s … T − 1;
            else their sum goes one way, and R = 1.
    """
    steps, size = seeds.shape
    ways = [WAYS[layer.cell](layer) for layer in trace.layers]
    all_rows = [np.zeros((steps if own_row else 1, way.states * size)) for way in ways]
    for s in reversed(range(steps)):
        asked = seeds[s]
        states = [rows[s if own_row else 0 :] for rows in all_rows]
        before: list[Array] = []
        for number in reversed(range(len(ways))):
            row = states[number]
            # The head asks at s for s alone, which is the first row; a layer above passes back to every row.
            heard = row[:1] if number == len(ways) - 1 else row
            heard[:, -size:] += asked
            ways[number].hear(row, s)
            passed = row @ ways[number].through(s)
            asked = passed[:, size:]
            before.insert(0, passed[:, :size])
        yield s, Moment(states, asked)
        for way, row, by_h in zip(ways, states, before, strict=True):
            way.keep(row, s)
            row[:, -size:] = by_h
