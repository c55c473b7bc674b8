"""The cells of our own network, step by step in float64, with room to hold a signal; the equations are torch's.

LSTM after Gers, Schmidhuber & Cummins (2000), GRU after Cho et al. (2014) with the reset gate behind the product, RNN
after Elman (1990). `intervene` says in which order a held signal is put in its place.
"""

from collections.abc import Callable, Mapping

import numpy as np

from lstm_viz.records import Array, CellName

Hold = Callable[[Mapping[str, Array], str, int], None]
"""Puts what is held of some signals, by their letters, in its place at timestep t."""
Walk = Callable[[Mapping[str, Array], Array, Hold], dict[str, Array]]
"""Steps one layer over x (T, F), by its weights, and returns its signals, each (T, H)."""

SIGNALS: dict[CellName, str] = {"lstm": "ifgoch", "gru": "rznh", "rnn": "h"}
STATES = "ch"
"""What is carried from one timestep to the next, in any cell; every other signal is a gate."""


def lstm(weights: Mapping[str, Array], x: Array, hold: Hold) -> dict[str, Array]:
    hidden_size = weights["weight_hh"].shape[1]
    # σ(z) = ½ tanh(½ z) + ½: one tanh over all four gates of a timestep, instead of four calls.
    half = np.repeat([0.5, 0.5, 1.0, 0.5], hidden_size)
    offset = np.repeat([0.5, 0.5, 0.0, 0.5], hidden_size)
    gates = (x @ weights["weight_ih"].T + weights["bias_ih"] + weights["bias_hh"]) * half
    from_h = weights["weight_hh"] * half[:, None]
    found = {name: gates[:, k * hidden_size : (k + 1) * hidden_size] for k, name in enumerate("ifgo")}
    found |= {name: np.zeros((len(x), hidden_size)) for name in "ch"}
    i, f, g, o, c, h = found.values()
    c_before = h_before = np.zeros(hidden_size)
    for t in range(len(x)):
        summed = gates[t]
        summed += from_h @ h_before
        np.tanh(summed, out=summed)
        summed *= half
        summed += offset
        hold(found, "ifgo", t)
        np.multiply(f[t], c_before, out=c[t])
        c[t] += i[t] * g[t]
        hold(found, "c", t)
        np.multiply(o[t], np.tanh(c[t]), out=h[t])
        hold(found, "h", t)
        c_before, h_before = c[t], h[t]
    return {name: np.ascontiguousarray(signal) for name, signal in found.items()}


def gru(weights: Mapping[str, Array], x: Array, hold: Hold) -> dict[str, Array]:
    hidden_size = weights["weight_hh"].shape[1]
    from_x = x @ weights["weight_ih"].T + weights["bias_ih"]
    found = {name: np.zeros((len(x), hidden_size)) for name in "rznh"}
    r, z, n, h = found.values()
    before = np.zeros(hidden_size)
    for t, (r_x, z_x, n_x) in enumerate(from_x.reshape(-1, 3, hidden_size)):
        r_h, z_h, n_h = np.split(weights["weight_hh"] @ before + weights["bias_hh"], 3)
        r[t], z[t] = sigmoid(r_x + r_h), sigmoid(z_x + z_h)
        hold(found, "rz", t)
        n[t] = np.tanh(n_x + r[t] * n_h)
        hold(found, "n", t)
        h[t] = (1 - z[t]) * n[t] + z[t] * before
        hold(found, "h", t)
        before = h[t]
    return found


def rnn(weights: Mapping[str, Array], x: Array, hold: Hold) -> dict[str, Array]:
    h = x @ weights["weight_ih"].T + weights["bias_ih"] + weights["bias_hh"]
    before = np.zeros(h.shape[1])
    for t in range(len(x)):
        h[t] = np.tanh(h[t] + weights["weight_hh"] @ before)
        hold({"h": h}, "h", t)
        before = h[t]
    return {"h": h}


def sigmoid(x: Array) -> Array:
    """Return 1 / (1 + e^−x), which this form of it never overflows."""
    half: Array = 0.5 * np.tanh(0.5 * x) + 0.5
    return half


WALKS: dict[CellName, Walk] = {"lstm": lstm, "gru": gru, "rnn": rnn}
