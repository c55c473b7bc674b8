"""Every signal of one layer and direction, from its inputs and torch's own hidden states.

All gates of all timesteps are one matrix product, because h is known; only c needs a scan. The equations are torch's:
LSTM after Gers, Schmidhuber & Cummins (2000), GRU after Cho et al. (2014) with the reset gate behind the product.
"""

from collections.abc import Mapping
from typing import Literal

import torch
from torch import Tensor, nn

from lstm_viz.errors import CaptureError

Cell = Literal["lstm", "gru", "rnn"]
Recurrent = nn.LSTM | nn.GRU | nn.RNN
TOLERANCE = {torch.float32: 1e-4, torch.float64: 1e-10}
"""How far a signal may be from torch's own before capture refuses: far above rounding, far below a wrong formula."""


def run_layer(layer: Recurrent, weights: Mapping[str, Tensor], x: Tensor, initial: Mapping[str, Tensor]) -> "Outputs":
    """Run one layer and direction by torch's own kernel: x (T, F), initial h (H,) or (P,), and c (H,) for an LSTM."""
    more = {"nonlinearity": layer.nonlinearity} if isinstance(layer, nn.RNN) else {}
    if isinstance(layer, nn.LSTM):
        more["proj_size"] = layer.proj_size
    with torch.random.fork_rng(devices=[]):
        single = type(layer)(x.shape[1], layer.hidden_size, bias=layer.bias, dtype=x.dtype, **more)
    single.load_state_dict({f"{name}_l0": tensor for name, tensor in weights.items()})
    state = tuple(initial[name][None] for name in ("h", "c") if name in initial)
    h, last = single(x, state if isinstance(layer, nn.LSTM) else state[0])
    return Outputs(h, last[1][0] if isinstance(layer, nn.LSTM) else None)


class Outputs:
    """What torch's kernel returns: h (T, H) or (T, P), and an LSTM's last c (H,)."""

    def __init__(self, h: Tensor, c_n: Tensor | None) -> None:
        self.h, self.c_n = h, c_n


def signals(
    layer: Recurrent, weights: Mapping[str, Tensor], x: Tensor, initial: Mapping[str, Tensor], outputs: "Outputs"
) -> dict[str, Tensor]:
    """Return every signal by name, each (T, H), in float32 or float64 as the layer is.

    Raises:
        CaptureError: the signals do not lead to torch's own h and c.
    """
    before = torch.cat([initial["h"][None], outputs.h[:-1]])
    from_x = torch.nn.functional.linear(x, weights["weight_ih"], weights.get("bias_ih"))
    from_h = torch.nn.functional.linear(before, weights["weight_hh"], weights.get("bias_hh"))
    if isinstance(layer, nn.LSTM):
        return _lstm(from_x + from_h, weights.get("weight_hr"), initial["c"], outputs)
    if isinstance(layer, nn.GRU):
        return _gru(from_x, from_h, before, outputs.h)
    activation = torch.tanh if layer.nonlinearity == "tanh" else torch.relu
    check("h", activation(from_x + from_h), outputs.h)
    return {"h": outputs.h}


def _lstm(summed: Tensor, weight_hr: Tensor | None, c_0: Tensor, outputs: "Outputs") -> dict[str, Tensor]:
    i, f, g, o = summed.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c = scan(f, i * g, c_0)
    shown = o * torch.tanh(c)
    check("h", shown if weight_hr is None else shown @ weight_hr.T, outputs.h)
    if outputs.c_n is not None:
        check("c", c[-1], outputs.c_n)
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": outputs.h}


def _gru(from_x: Tensor, from_h: Tensor, before: Tensor, h: Tensor) -> dict[str, Tensor]:
    r_x, z_x, n_x = from_x.chunk(3, dim=1)
    r_h, z_h, n_h = from_h.chunk(3, dim=1)
    r, z = torch.sigmoid(r_x + r_h), torch.sigmoid(z_x + z_h)
    n = torch.tanh(n_x + r * n_h)
    check("h", (1 - z) * n + z * before, h)
    return {"r": r, "z": z, "n": n, "h": h}


def scan(f: Tensor, written: Tensor, c_0: Tensor) -> Tensor:
    """Return c (T, H) of c_t = f_t c_{t−1} + written_t."""
    c = torch.empty_like(f)
    held = c_0.numpy()
    kept, added, path = f.numpy(), written.numpy(), c.numpy()
    for t in range(len(path)):
        held = kept[t] * held + added[t]
        path[t] = held
    return c


def check(name: str, ours: Tensor, torchs: Tensor) -> None:
    """Compare a signal with torch's own.

    Raises:
        CaptureError: they differ beyond rounding.
    """
    scale = 1 + float(torchs.abs().max())
    off = float((ours - torchs).abs().max())
    if not off <= TOLERANCE[torchs.dtype] * scale:
        raise CaptureError(
            f"The captured {name} is {off:.2g} away from torch's own, so nothing is shown: look for values that are "
            "not finite, or for weights that change while the module runs."
        )
