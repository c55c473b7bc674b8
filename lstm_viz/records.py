"""The nouns: frozen records over read-only numpy arrays. Of ours they need what frozen records stand on, and errors.

Shape letters, used everywhere: **N** sequences, **T** timesteps, **F** features, **H** hidden units, **L** layers,
**K** outputs per timestep, **W** timesteps of a training window, **S** training steps, **h** steps
ahead, **Q** quantiles.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from types import MappingProxyType
from typing import Literal

import numpy as np

from lstm_viz.ahead_scale import AheadScale as AheadScale
from lstm_viz.frozen import Array as Array
from lstm_viz.frozen import PickledByFields, check, frozen_arrays
from lstm_viz.frozen import read_only as read_only

Loss = Literal["mse", "cross_entropy", "quantile"]
CellName = Literal["lstm", "gru", "rnn"]
Normalisation = Literal["none", "difference", "log_difference"]
TRAIN, VALIDATION, TEST = 0, 1, 2
QUANTILES = (0.025, 0.1, 0.5, 0.9, 0.975)
"""What a network with loss “quantile” gives of each answer: Q of them, at each of h steps ahead."""


@dataclass(frozen=True)
class Scale:
    """How one column became what the network is fed, and the way back.

    The column is first left as it is, differenced, or log-differenced; then `(value - centre) / spread`, both taken
    from the training part only.
    """

    normalisation: Normalisation
    centre: float
    spread: float


@dataclass(frozen=True)
class ModelConfig:
    """The network: `num_layers` recurrent layers of `hidden_size` units, then one linear layer to `output_size` values.

    `forget_bias`: where the bias of the gate that keeps begins, f of an LSTM and z of a GRU; an RNN has none. `cell`:
    "lstm", "gru", or "rnn" with tanh. `chrono`: the longest lag, in timesteps, that the gate that keeps is started for
    (instead of `forget_bias`); 0 for none.
    """

    input_size: int = 1
    hidden_size: int = 16
    num_layers: int = 1
    output_size: int = 1
    dropout: float = 0.0
    forget_bias: float = 1.0
    cell: CellName = "lstm"
    chrono: int = 0

    def __post_init__(self) -> None:
        check(self.chrono == 0 or self.chrono >= 2, f"chrono must be 0, or a lag of 2 or more, not {self.chrono}")

    @property
    def sums(self) -> int:
        """How many sums W x + U h + b a unit makes at each timestep: 4 in an LSTM, 3 in a GRU, 1 in an RNN."""
        return {"lstm": 4, "gru": 3, "rnn": 1}[self.cell]

    @property
    def parameter_count(self) -> int:
        """Weights and biases in all, with G sums: GH(F + H + 2) a layer (two biases each), and K(H + 1) in the head."""
        h = self.hidden_size
        sizes = [self.input_size] + [h] * (self.num_layers - 1)
        return sum(self.sums * h * (size + h + 2) for size in sizes) + self.output_size * (h + 1)


@dataclass(frozen=True)
class TrainConfig:
    """How a segment of training goes. Only `learning_rate` may differ between the segments of one run."""

    learning_rate: float = 0.01
    batch_size: int = 32
    seed: int = 0
    clip_norm: float = 1.0


@dataclass(frozen=True, eq=False)
class Problem(PickledByFields):
    """What is fed and what is asked. Windows are cut in the worker.

    Attributes:
        inputs: (N, T, F) float32, scaled.
        targets: (N, T) float32 scaled values for loss "mse" (K = 1), or int64 classes for "cross_entropy"; for
            "quantile" (N, T, h) float32, the h answers after each timestep, NaN where one is not asked (K = h Q).
        part: (N, T) int8: TRAIN, VALIDATION or TEST where an answer is asked; -1 where none is.
        window: W, how many timesteps a training window has, 1 ≤ W ≤ T.
        loss_at_last: score only the last timestep of each training window (else every one where an answer is asked).
        loss: "mse", "cross_entropy" or "quantile".
        output_size: K.
        probe: which of the N sequences the explorer shows.
        actual: (N, T) float64: the answer in the data's own unit, of quantiles the one a step ahead, NaN where nobody
            knows it yet. For classes: the class.
        anchor: (N, T) float64: the value before the answer, in the data's own unit. It is what the last-value method
            predicts, and what differences are added to.
        target_scale: the way back from a network's output to the data's own unit; None for classes, and
            for quantiles, whose way back differs from timestep to timestep: `ahead_scale`, which nothing else has.
        input_names: F names. target_name, unit: of what is predicted. class_names: K names, or empty.
        time_labels: T labels of the moments that the answers belong to, or empty (then timesteps are counted).
        target_input: which input column holds the target's own past; None where the target is not fed.
    """

    inputs: Array
    targets: Array
    part: Array
    window: int
    loss_at_last: bool
    loss: Loss
    output_size: int
    probe: int
    actual: Array
    anchor: Array
    target_scale: Scale | None
    input_names: tuple[str, ...]
    target_name: str
    unit: str
    class_names: tuple[str, ...] = ()
    time_labels: tuple[str, ...] = ()
    target_input: int | None = None
    ahead_scale: AheadScale | None = None

    def __post_init__(self) -> None:
        kind = np.int64 if self.loss == "cross_entropy" else np.float32
        types = {"inputs": np.float32, "targets": kind, "part": np.int8, "actual": np.float64, "anchor": np.float64}
        for name, dtype in types.items():
            object.__setattr__(self, name, read_only(getattr(self, name), dtype))
        check(self.inputs.ndim == 3, f"inputs must be (N, T, F), not {self.inputs.shape}")
        n, t, f = self.inputs.shape
        shapes: dict[str, tuple[int, ...]] = dict.fromkeys(("targets", "part", "actual", "anchor"), (n, t))
        if self.loss == "quantile":
            shapes["targets"] = (n, t, self.steps_ahead)
        for name, shape in shapes.items():
            found = getattr(self, name).shape
            check(found == shape, f"{name} must be {shape}, not {found}")
        check(
            (self.ahead_scale is not None) == (self.loss == "quantile"), "quantiles, and they alone, need ahead_scale"
        )
        if self.ahead_scale is not None:
            found = self.ahead_scale.centre.shape
            check(found in ((n, t, 1), (n, t, self.steps_ahead)), f"centre must be {shapes['targets']}, not {found}")
        check(len(self.input_names) == f, f"{f} input columns need {f} names, not {len(self.input_names)}")
        check(len(self.time_labels) in (0, t), f"{t} timesteps need {t} time labels, not {len(self.time_labels)}")
        check(1 <= self.window <= t, f"window must be 1 to {t}, not {self.window}")
        check(0 <= self.probe < n, f"probe must be 0 to {n - 1}, not {self.probe}")

    @property
    def steps_ahead(self) -> int:
        """How many answers each timestep asks for: h of quantiles, else 1."""
        return self.output_size // len(QUANTILES) if self.loss == "quantile" else 1

    @property
    def bytes(self) -> int:
        """What the arrays take in memory."""
        arrays = [self.inputs, self.targets, self.part, self.actual, self.anchor]
        if self.ahead_scale is not None:
            arrays += [self.ahead_scale.centre, self.ahead_scale.spread]
        return sum(array.nbytes for array in arrays)

    @cached_property
    def key(self) -> str:
        """A hash of the content: workers keep problems under it."""
        digest = hashlib.sha256()
        for each in fields(self):
            value = getattr(self, each.name)
            whole = (value.centre, value.spread, value.log) if isinstance(value, AheadScale) else (value,)
            for part in whole:
                digest.update(part.tobytes() if isinstance(part, np.ndarray) else repr(part).encode())
        return digest.hexdigest()


@dataclass(frozen=True, eq=False)
class State(PickledByFields):
    """Everything that training goes on from, after `step` updates.

    Attributes:
        weights: torch's parameter name → float32 array.
        moments: "exp_avg.NAME" and "exp_avg_sq.NAME" → Adam's moments, float32; empty at step 0.
        losses: (S,) float32: the training loss at each step since the last state (step - S + 1 … step).
        validation: (V, 2) float64: (step, validation loss) pairs that were taken since the last state.
        grad_norm: the gradient's norm before clipping, at the last step; NaN at step 0.
        seconds: CPU seconds spent since the last state.
        stops: step → weights, at those steps since the last state that every run keeps; this one is not among them.
    """

    step: int
    weights: Mapping[str, Array]
    moments: Mapping[str, Array] = field(default_factory=dict)
    losses: Array = field(default_factory=lambda: np.empty(0, np.float32))
    validation: Array = field(default_factory=lambda: np.empty((0, 2)))
    grad_norm: float = float("nan")
    seconds: float = 0.0
    stops: Mapping[int, Mapping[str, Array]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kept = {step: frozen_arrays(weights) for step, weights in self.stops.items()}
        object.__setattr__(self, "stops", MappingProxyType(kept))
        object.__setattr__(self, "weights", frozen_arrays(self.weights))
        object.__setattr__(self, "moments", frozen_arrays(self.moments))
        object.__setattr__(self, "losses", read_only(self.losses, np.float32))
        object.__setattr__(self, "validation", read_only(self.validation, np.float64))
        check(self.validation.ndim == 2 and self.validation.shape[1] == 2, "validation must be (V, 2)")


@dataclass(frozen=True)
class Segment:
    """A run's settings from one step on; a change in mid-run starts a new segment."""

    from_step: int
    config: TrainConfig


@dataclass(frozen=True, eq=False)
class Run:
    """What a run has been so far: a picture that does not change while the run goes on.

    Attributes:
        losses: (S,) float32: training loss at steps 1 … S.
        validation: (V, 2) float64: (step, validation loss).
        snapshots: step → weights, thinned where memory is short.
        newest: the newest whole state.
        seconds: CPU seconds spent on it; None of one from a file, which does not tell.
    """

    model: ModelConfig
    segments: tuple[Segment, ...]
    losses: Array
    validation: Array
    snapshots: Mapping[int, Mapping[str, Array]]
    newest: State
    torch_version: str
    instruction_set: str
    seconds: float | None = None


@dataclass(frozen=True, eq=False)
class LayerTrace(PickledByFields):
    """One layer and direction of one call.

    Attributes:
        name: the module's name, e.g. "lstm". call: which call of that layer, from 0.
        cell: "lstm", "gru" or "rnn". layer: from 0. direction: "forward" or "reverse" (kept in input time order).
        signals: name → (T, H). LSTM: i f g o c h; GRU: r z n h; RNN: h. With `proj_size` P, h is (T, P).
        inputs: (T, F) as this layer was fed. weights: torch's names without layer suffix → array.
        initial: "h" and, for an LSTM, "c" → (H,) or (P,): the state before the first timestep.
    """

    name: str
    call: int
    cell: CellName
    layer: int
    direction: Literal["forward", "reverse"]
    signals: Mapping[str, Array]
    inputs: Array
    weights: Mapping[str, Array]
    initial: Mapping[str, Array]

    def __post_init__(self) -> None:
        for name in ("signals", "weights", "initial"):
            object.__setattr__(self, name, frozen_arrays(getattr(self, name)))
        object.__setattr__(self, "inputs", read_only(self.inputs))
        lengths = {signal.shape[0] for signal in self.signals.values()} | {self.inputs.shape[0]}
        check(len(lengths) == 1, f"inputs and signals must have one length, not {sorted(lengths)}")


@dataclass(frozen=True, eq=False)
class Trace:
    """What happened inside a network while it read one sequence.

    Attributes:
        layers: layer by layer, forward then reverse. x: (T, F) as the first layer was fed.
        y_hat: (T, K) the module's output; None where it is not one row per timestep.
    """

    layers: tuple[LayerTrace, ...]
    x: Array
    y_hat: Array | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "x", read_only(self.x))
        if self.y_hat is not None:
            object.__setattr__(self, "y_hat", read_only(self.y_hat))
