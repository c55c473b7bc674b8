"""Every signal of one layer and direction, from its inputs and torch's own hidden states.

All gates of all timesteps are one matrix product, because h is known; only c needs a scan. The equations are torch's:
LSTM after Gers, Schmidhuber & Cummins (2000), GRU after Cho et al. (2014) with the reset gate behind the product.
"""

from collections.abc import Mapping
from typing import Any, get_args

import numpy as np
import torch
from torch import Tensor, nn

from lstm_viz.errors import CaptureError

Recurrent = nn.LSTM | nn.GRU | nn.RNN
TOLERANCE = {torch.float32: 1e-4, torch.float64: 1e-10}
"""How far a signal may be from torch's own before capture refuses: far above rounding, far below a wrong formula."""


def alone(layer: Recurrent, number: int) -> Recurrent:
    """Return layer `number` of a stack, with both directions if it has two, as a module that shares its weights."""
    kind = kind_of(layer)
    more: dict[str, Any] = {"nonlinearity": layer.nonlinearity} if isinstance(layer, nn.RNN) else {}
    if isinstance(layer, nn.LSTM):
        more["proj_size"] = layer.proj_size
    width = layer.input_size
    if number:
        width = (layer.proj_size or layer.hidden_size) * (1 + layer.bidirectional)
    options = {"bias": layer.bias, "batch_first": layer.batch_first, "bidirectional": layer.bidirectional}
    single = kind(width, layer.hidden_size, **options, **more, device="meta")
    shared = {name: getattr(layer, name.replace("_l0", f"_l{number}")).detach().cpu() for name in single.state_dict()}
    single.load_state_dict(shared, assign=True)
    return single


def weights_of(layer: Recurrent, number: int, direction: str) -> dict[str, Tensor]:
    """Return the weights of one layer and direction by torch's names without their suffix."""
    suffix = f"_l{number}" + ("_reverse" if direction == "reverse" else "")
    kinds = ("weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr")
    return {kind: getattr(layer, kind + suffix).detach().cpu() for kind in kinds if hasattr(layer, kind + suffix)}


def kind_of(layer: Recurrent) -> type[Recurrent]:
    """Return torch's own class of a layer, which may be of a subclass."""
    kinds: tuple[type[Recurrent], ...] = get_args(Recurrent)
    return next(kind for kind in kinds if isinstance(layer, kind))


def signals(
    layer: Recurrent,
    weights: Mapping[str, Tensor],
    x: Tensor,
    initial: Mapping[str, Tensor],
    h: Tensor,
    c_n: Tensor | None,
) -> dict[str, Tensor]:
    """Return every signal by name, each (T, H), in the order of time in which the direction reads x (T, F).

    `h` (T, H) and an LSTM's last `c_n` (H,) are torch's own; `initial` holds h, and c of an LSTM, before the first
    timestep. Float32 or float64, as the layer is.

    Raises:
        CaptureError: the signals do not lead to torch's own h and c.
    """
    before = torch.cat([initial["h"][None], h[:-1]])
    from_x = torch.nn.functional.linear(x, weights["weight_ih"], weights.get("bias_ih"))
    from_h = torch.nn.functional.linear(before, weights["weight_hh"], weights.get("bias_hh"))
    if isinstance(layer, nn.LSTM):
        found = _lstm(from_x + from_h, weights.get("weight_hr"), initial["c"], h)
        if c_n is not None:
            check("c", found["c"][-1], c_n)
        return found
    if isinstance(layer, nn.GRU):
        return _gru(from_x, from_h, before, h)
    activation = torch.tanh if layer.nonlinearity == "tanh" else torch.relu
    check("h", activation(from_x + from_h), h)
    return {"h": h}


def _lstm(summed: Tensor, weight_hr: Tensor | None, c_0: Tensor, h: Tensor) -> dict[str, Tensor]:
    i, f, g, o = summed.chunk(4, dim=1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c = scan(f, i * g, c_0)
    shown = o * torch.tanh(c)
    check("h", shown if weight_hr is None else shown @ weight_hr.T, h)
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": h}


def _gru(from_x: Tensor, from_h: Tensor, before: Tensor, h: Tensor) -> dict[str, Tensor]:
    r_x, z_x, n_x = from_x.chunk(3, dim=1)
    r_h, z_h, n_h = from_h.chunk(3, dim=1)
    r, z = torch.sigmoid(r_x + r_h), torch.sigmoid(z_x + z_h)
    n = torch.tanh(n_x + r * n_h)
    check("h", (1 - z) * n + z * before, h)
    return {"r": r, "z": z, "n": n, "h": h}


def scan(f: Tensor, written: Tensor, c_0: Tensor) -> Tensor:
    """Return c (T, H) of c_t = f_t c_{t−1} + written_t."""
    c = written.clone()
    held = c_0.numpy()
    kept_of_it = np.empty_like(held)
    for kept, row in zip(f.numpy(), c.numpy(), strict=True):
        held = np.add(row, np.multiply(kept, held, kept_of_it), row)
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
            "not finite, for weights that change while the module runs, or for a hook of your own on the layer."
        )
