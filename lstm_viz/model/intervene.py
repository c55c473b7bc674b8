"""What if? Our network, run again while some of its signals are held: the truth that the explorer's what-if must equal.

One timestep t of one layer, with what is held put in its place at once. An LSTM:

1. i, f, g, o follow from x_t and h_{t−1}, both as the layer reads them, so after what was held there. A held gate
   replaces what it would have been; the other gates do not notice.
2. c_t = f_t c_{t−1} + i_t g_t, from the gates of 1 and from c_{t−1} after what was held. A held c_t replaces the sum:
   it is set after the update, and is what the next timestep keeps a part of.
3. h_t = o_t tanh(c_t), from the gates of 1 and c_t of 2. A held h_t replaces the product: it is what the next timestep,
   the layer above and the head read.

So holding f at 0 does not empty c: the same timestep still writes i g.

A GRU:

1. r, z follow from x_t and h_{t−1}. A held one replaces what it would have been.
2. n_t = tanh(W x_t + b + r_t (U h_{t−1} + b′)), with r of 1. A held n_t replaces it.
3. h_t = (1 − z_t) n_t + z_t h_{t−1}, from z of 1 and n of 2. A held h_t replaces the mixture.

So holding z at 0 does not empty h: it becomes n, which reads h_{t−1} through r. Holding z at 1 keeps h as it is.

A tanh RNN: h_t = tanh(W x_t + b + U h_{t−1} + b′), and a held h_t replaces it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Literal, get_args

import numpy as np

from lstm_viz.errors import SettingError
from lstm_viz.model.intervene_cells import SIGNALS, STATES, WALKS, Hold
from lstm_viz.records import Array, CellName, LayerTrace, Trace

Signal = Literal["i", "f", "g", "o", "c", "h", "r", "z", "n"]
Kind = Literal["hold", "freeze", "ablate"]
_NAMES = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
_TITLES: dict[CellName, str] = {"lstm": "An LSTM", "gru": "A GRU", "rnn": "A tanh RNN"}


@dataclass(frozen=True)
class Intervention:
    """One signal of some units of one layer, held over a span of timesteps.

    Attributes:
        layer: from 0.
        units: which units, from 0; None for every unit of the layer.
        signal: "i", "f", "g", "o", "c" or "h" of an LSTM, "r", "z", "n" or "h" of a GRU, "h" of a tanh RNN; of an
            ablation always "h".
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
        if self.signal not in get_args(Signal):
            raise SettingError(
                f"There is no signal “{self.signal}” to hold: choose one of {', '.join(get_args(Signal))}."
            )
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
        weights: by torch's names, "lstm.weight_ih_l0" … "head.bias", as `weights_of` returns them; "gru." or "rnn."
            before the names of another cell.
        inputs: one sequence, scaled.
        interventions: what is held.

    Raises:
        SettingError: the network has no recurrent layer, or an intervention names a layer, signal, unit or timestep
            that is not there.
    """
    x = np.asarray(inputs, np.float64)
    parameters = {name: np.asarray(array, np.float64) for name, array in weights.items()}
    cell = _cell_of(parameters)
    count = sum(name.startswith(f"{cell}.weight_ih_l") for name in parameters)
    for each in interventions:
        _check(each, cell, count, parameters[f"{cell}.weight_hh_l0"].shape[1], len(x))
    layers, fed = [], x
    for layer in range(count):
        own = {name: parameters[f"{cell}.{name}_l{layer}"] for name in _NAMES}
        signals = WALKS[cell](own, fed, _holder([each for each in interventions if each.layer == layer]))
        initial = {name: np.zeros(signals[name].shape[1]) for name in "hc" if name in signals}
        layers.append(LayerTrace(cell, 0, cell, layer, "forward", signals, fed, own, initial))
        fed = signals["h"]
    return Trace(tuple(layers), x, fed @ parameters["head.weight"].T + parameters["head.bias"])


def _cell_of(parameters: Mapping[str, Array]) -> CellName:
    for cell in get_args(CellName):
        if f"{cell}.weight_ih_l0" in parameters:
            found: CellName = cell
            return found
    raise SettingError(
        "There are no weights of an LSTM, GRU or RNN (lstm.weight_ih_l0 …): only its signals can be held."
    )


def _check(intervention: Intervention, cell: CellName, layers: int, units: int, timesteps: int) -> None:
    if intervention.signal not in SIGNALS[cell]:
        raise SettingError(
            f"{_TITLES[cell]} has no signal “{intervention.signal}”: choose one of {', '.join(SIGNALS[cell])}."
        )
    if not 0 <= intervention.layer < layers:
        raise SettingError(f"There is no layer {intervention.layer}: choose 0 to {layers - 1}.")
    for unit in intervention.units or ():
        if not 0 <= unit < units:
            raise SettingError(f"There is no unit {unit}: choose among 0 to {units - 1}.")
    if intervention.to_t >= timesteps:
        raise SettingError(f"There is no timestep {intervention.to_t}: the last one is {timesteps - 1}.")


def _holder(interventions: Sequence[Intervention]) -> Hold:
    """Return what puts one layer's held signals in their place."""

    def hold(signals: Mapping[str, Array], names: str, t: int) -> None:
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

    return hold
