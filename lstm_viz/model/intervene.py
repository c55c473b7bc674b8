"""What if? Our network, run again while some of its signals are held: the truth that the explorer's what-if must equal.

One timestep t of one layer, with what is held put in its place at once:

1. i, f, g, o follow from x_t and h_{t−1}, both as the layer reads them, so after what was held there. A held gate
   replaces what it would have been; the other gates do not notice.
2. c_t = f_t c_{t−1} + i_t g_t, from the gates of 1 and from c_{t−1} after what was held. A held c_t replaces the sum:
   it is set after the update, and is what the next timestep keeps a part of.
3. h_t = o_t tanh(c_t), from the gates of 1 and c_t of 2. A held h_t replaces the product: it is what the next timestep,
   the layer above and the head read.

So holding f at 0 does not empty c: the same timestep still writes i g. Equations: Gers, Schmidhuber & Cummins (2000),
as torch computes them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Literal

import numpy as np

from lstm_viz.errors import SettingError
from lstm_viz.records import Array, LayerTrace, Trace

Signal = Literal["i", "f", "g", "o", "c", "h"]
Kind = Literal["hold", "freeze", "ablate"]
GATES, STATES = "ifgo", "ch"
_NAMES = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


@dataclass(frozen=True)
class Intervention:
    """One signal of some units of one layer, held over a span of timesteps.

    Attributes:
        layer: from 0.
        units: which units, from 0; None for every unit of the layer.
        signal: "i", "f", "g", "o", "c" or "h"; of an ablation always "h".
        from_t: the first timestep of the span. to_t: the last one, which belongs to it.
        kind: "hold" keeps the signal at `value`. "freeze" keeps each unit at the value that its signal had in this same
            run at from_t − 1; a span from the start keeps c and h at 0, and a gate at what it is at t = 0. "ablate"
            takes the unit out: h is 0 for everybody who reads it.
        value: what "hold" holds; of the other kinds always 0.
    """

    layer: int
    units: tuple[int, ...] | None
    signal: Signal
    from_t: int
    to_t: int
    kind: Kind = "hold"
    value: float = 0.0

    def __post_init__(self) -> None:
        if self.signal not in (*GATES, *STATES):
            raise SettingError(f"There is no signal “{self.signal}” to hold: choose one of i, f, g, o, c, h.")
        if not 0 <= self.from_t <= self.to_t:
            raise SettingError(
                f"The span {self.from_t} to {self.to_t} holds no timestep: give its first, 0 or later, and its last."
            )
        if not isfinite(self.value):
            raise SettingError(f"{self.signal} cannot be held at {self.value}: give a finite number.")
        if self.kind != "hold" and self.value != 0:
            raise SettingError(f"“{self.kind}” takes no value, not {self.value}: use “hold” to hold at a value.")
        if self.kind == "ablate" and self.signal != "h":
            raise SettingError(f"An ablation takes h out, not {self.signal}: give the signal h.")


def intervene(weights: Mapping[str, Array], inputs: Array, interventions: Sequence[Intervention] = ()) -> Trace:
    """Return what happens inside our network while it reads `inputs` (T, F), from a zero state, with these held.

    Computed in float64; signals (T, H), y_hat (T, K) scaled as the network answers. Of two interventions that hold the
    same signal at the same timestep the later in the sequence counts. Without any this is what `capture` shows.

    Args:
        weights: by torch's names, "lstm.weight_ih_l0" … "head.bias", as `weights_of` returns them.
        inputs: one sequence, scaled.
        interventions: what is held.

    Raises:
        SettingError: the network has no LSTM, or an intervention names a layer, unit or timestep that is not there.
    """
    x = np.asarray(inputs, np.float64)
    parameters = {name: np.asarray(array, np.float64) for name, array in weights.items()}
    count = sum(name.startswith("lstm.weight_ih_l") for name in parameters)
    if count == 0:
        raise SettingError("There are no weights of an LSTM (lstm.weight_ih_l0 …): only its signals can be held.")
    for each in interventions:
        _check(each, count, parameters["lstm.weight_hh_l0"].shape[1], len(x))
    layers, fed = [], x
    for layer in range(count):
        own = {name: parameters[f"lstm.{name}_l{layer}"] for name in _NAMES}
        signals = _signals(own, fed, [each for each in interventions if each.layer == layer])
        initial = {name: np.zeros(signals[name].shape[1]) for name in "hc"}
        layers.append(LayerTrace("lstm", 0, "lstm", layer, "forward", signals, fed, own, initial))
        fed = signals["h"]
    return Trace(tuple(layers), x, fed @ parameters["head.weight"].T + parameters["head.bias"])


def _check(intervention: Intervention, layers: int, units: int, timesteps: int) -> None:
    if not 0 <= intervention.layer < layers:
        raise SettingError(f"There is no layer {intervention.layer}: choose 0 to {layers - 1}.")
    for unit in intervention.units or ():
        if not 0 <= unit < units:
            raise SettingError(f"There is no unit {unit}: choose among 0 to {units - 1}.")
    if intervention.to_t >= timesteps:
        raise SettingError(f"There is no timestep {intervention.to_t}: the last one is {timesteps - 1}.")


def _signals(weights: Mapping[str, Array], x: Array, interventions: Sequence[Intervention]) -> dict[str, Array]:
    """Step one layer over x (T, F) and return its signals, each (T, H)."""
    hidden_size = weights["weight_hh"].shape[1]
    # σ(z) = ½ tanh(½ z) + ½: one tanh over all four gates of a timestep, instead of four calls.
    half = np.repeat([0.5, 0.5, 1.0, 0.5], hidden_size)
    offset = np.repeat([0.5, 0.5, 0.0, 0.5], hidden_size)
    gates = (x @ weights["weight_ih"].T + weights["bias_ih"] + weights["bias_hh"]) * half
    from_h = weights["weight_hh"] * half[:, None]
    found = {name: gates[:, k * hidden_size : (k + 1) * hidden_size] for k, name in enumerate(GATES)}
    found |= {name: np.zeros((len(x), hidden_size)) for name in STATES}
    i, f, g, o, c, h = found.values()
    c_before = h_before = np.zeros(hidden_size)
    for t in range(len(x)):
        summed = gates[t]
        summed += from_h @ h_before
        np.tanh(summed, out=summed)
        summed *= half
        summed += offset
        _hold(found, interventions, GATES, t)
        np.multiply(f[t], c_before, out=c[t])
        c[t] += i[t] * g[t]
        _hold(found, interventions, "c", t)
        np.multiply(o[t], np.tanh(c[t]), out=h[t])
        _hold(found, interventions, "h", t)
        c_before, h_before = c[t], h[t]
    return {name: np.ascontiguousarray(signal) for name, signal in found.items()}


def _hold(signals: Mapping[str, Array], interventions: Sequence[Intervention], names: str, t: int) -> None:
    """Put what is held of these signals in its place at timestep t."""
    for each in interventions:
        if each.signal not in names or not each.from_t <= t <= each.to_t:
            continue
        signal = signals[each.signal]
        units = slice(None) if each.units is None else list(each.units)
        if each.kind != "freeze":
            signal[t, units] = each.value
        elif each.from_t > 0:
            signal[t, units] = signal[each.from_t - 1, units]
        else:
            signal[t, units] = 0.0 if each.signal in STATES else signal[0, units]
