"""The cells step by step in float64, from their equations: slow, plain, and nothing of torch's."""

from collections.abc import Mapping

import numpy as np

from lstm_viz.records import Array


def sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


def run(
    cell: str, weights: Mapping[str, Array], x: Array, h: Array, c: Array | None, nonlinearity: str = "tanh"
) -> dict[str, Array]:
    """One layer, forward in time: x (T, F) → every signal (T, H)."""
    w = {name: np.asarray(value, np.float64) for name, value in weights.items()}
    rows: list[dict[str, Array]] = []
    for x_t in np.asarray(x, np.float64):
        from_x = w["weight_ih"] @ x_t + w.get("bias_ih", 0.0)
        from_h = w["weight_hh"] @ h + w.get("bias_hh", 0.0)
        if cell == "lstm":
            i, f, g, o = np.split(from_x + from_h, 4)
            i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
            c = f * c + i * g
            h = o * np.tanh(c)
            if "weight_hr" in w:
                h = w["weight_hr"] @ h
            rows.append({"i": i, "f": f, "g": g, "o": o, "c": c, "h": h})
        elif cell == "gru":
            (r_x, z_x, n_x), (r_h, z_h, n_h) = np.split(from_x, 3), np.split(from_h, 3)
            r, z = sigmoid(r_x + r_h), sigmoid(z_x + z_h)
            n = np.tanh(n_x + r * n_h)
            h = (1 - z) * n + z * h
            rows.append({"r": r, "z": z, "n": n, "h": h})
        else:
            summed = from_x + from_h
            h = np.tanh(summed) if nonlinearity == "tanh" else np.maximum(summed, 0)
            rows.append({"h": h})
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}
