"""Why this output? How an output hangs on earlier inputs, and how gradients fade on their way back through time.

Everything here is of our own network, by its weights (torch's names), in float64, from a zero state.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lstm_viz.data.ahead import median_output
from lstm_viz.model.backward import backward
from lstm_viz.model.gradients_cells import STEPS
from lstm_viz.model.intervene import intervene
from lstm_viz.records import QUANTILES, Array, Problem, Trace, read_only

Output = int | Array | None
"""Which of the K outputs is asked: one, (T,) one for each timestep, or None: at each the largest."""


@dataclass(frozen=True, eq=False)
class GradientNorms:
    """‖∂L/∂h_s‖ and ‖∂L/∂c_s‖, each (L, T) float64, layer by layer; 0 after the timestep whose loss it is.

    Only an LSTM has a cell state: of a GRU or a tanh RNN `c` is (0, T).
    """

    h: Array
    c: Array

    def __post_init__(self) -> None:
        for name in ("h", "c"):
            object.__setattr__(self, name, read_only(getattr(self, name), np.float64))


def gradient_map(
    weights: Mapping[str, Array], inputs: Array, output: Output = None, column: int | None = None
) -> Array:
    """Return (T, T) float64: [t, s] is ∂y_t/∂x_s, 0 where s > t.

    Args:
        weights: by torch's names.
        inputs: (T, F), scaled, as the network is fed.
        output: which of the K outputs, or (T,) one for each t; None: the predicted one, at each t the largest of y_t.
        column: which of the F inputs; None: the length over all of them, ‖∂y_t/∂x_s‖, which has no sign. With F = 1
            the only column is meant.
    """
    trace, y = _read(weights, inputs)
    steps, features = trace.x.shape
    chosen = 0 if features == 1 else column
    found = np.zeros((steps, steps))
    for s, moment in backward(trace, weights["head.weight"][_asked(y, output)], own_row=True):
        by_input = moment.by_input
        found[s:, s] = np.linalg.norm(by_input, axis=1) if chosen is None else by_input[:, chosen]
    return found


def gradient_norms(weights: Mapping[str, Array], problem: Problem, t: int | None = None) -> GradientNorms:
    """Return how large the loss's gradients are at every timestep of the probe sequence.

    The loss is the squared error of the scaled output, the cross entropy, or the quantile loss of all rows ahead that
    are known: at `t`, or its mean over the timesteps where an answer is asked. At a `t` where none is asked, the
    predicted output itself stands for it: the largest, of quantiles the median one step ahead.
    """
    trace, y = _read(weights, problem.inputs[problem.probe])
    layers, size = trace.layers, weights["head.weight"].shape[1]
    h = np.zeros((len(layers), len(y)))
    c = np.zeros((sum("c" in layer.signals for layer in layers), len(y)))
    for s, moment in backward(trace, _loss_slopes(y, problem, t) @ weights["head.weight"], own_row=False):
        for layer, states in enumerate(moment.states):
            h[layer, s] = np.linalg.norm(states[0, -size:])
            if len(c):
                c[layer, s] = np.linalg.norm(states[0, :size])
    return GradientNorms(h, c)


def gradient_times_input(weights: Mapping[str, Array], inputs: Array, t: int, output: Output = None) -> Array:
    """Return (t + 1, F): x_s · ∂y_t/∂x_s, what a straight line through y_t says that each input up to t adds to it.

    `output` as in `gradient_map`. After Shrikumar, Greenside & Kundaje (2017), who compare with it.
    """
    trace, y = _read(weights, inputs[: t + 1])
    seeds = np.zeros_like(trace.layers[-1].signals["h"])
    seeds[t] = weights["head.weight"][_asked(y, output)[t]]
    found = np.empty(trace.x.shape)
    for s, moment in backward(trace, seeds, own_row=False):
        found[s] = trace.x[s] * moment.by_input[0]
    return found


def occlusion(weights: Mapping[str, Array], inputs: Array, t: int, output: Output = None) -> Array:
    """Return (t + 1,): y_t less the y_t that comes if all columns of x_s are 0: what the input at s adds.

    0 is the mean of a scaled column over the training part, and for one-hot symbols no symbol at all. The sign is that
    of gradient × input, its estimate to first order. `output` as in `gradient_map`. After Zeiler & Fergus (2014).
    """
    trace, y = _read(weights, inputs[: t + 1])
    k = _asked(y, output)[t]
    # Row s is the network that never saw x_s: it is as the real one until s − 1, and goes its own way from there.
    steps = [STEPS[layer.cell] for layer in trace.layers]
    runs = [
        np.zeros((len(names), *layer.signals["h"].shape)) for layer, (names, _) in zip(trace.layers, steps, strict=True)
    ]
    for now, x in enumerate(trace.x):
        fed = np.tile(x, (now + 1, 1))
        fed[now] = 0
        for states, layer, (names, step) in zip(runs, trace.layers, steps, strict=True):
            if now:
                states[:, now] = [layer.signals[name][now - 1] for name in names]
            states[:, : now + 1] = step(layer.weights, fed, states[:, : now + 1])
            fed = states[-1, : now + 1]
    adds: Array = y[t, k] - (runs[-1][-1] @ weights["head.weight"][k] + weights["head.bias"][k])
    return adds


def _read(weights: Mapping[str, Array], inputs: Array) -> tuple[Trace, Array]:
    """Return the trace and the outputs (T, K), in float64."""
    trace = intervene(weights, inputs)
    y = trace.layers[-1].signals["h"] @ weights["head.weight"].T + weights["head.bias"]
    return trace, y


def _asked(y: Array, output: Output) -> Array:
    """Return (T,): which output is asked at each timestep, of outputs (T, K)."""
    asked: Array = y.argmax(axis=1) if output is None else np.broadcast_to(output, max(np.size(output), len(y)))
    return asked[: len(y)]


def predicted_output(problem: Problem, y: Array) -> Array:
    """Return (T,): which of the outputs (T, K) is the answer: the largest, of quantiles the median one step ahead."""
    return median_output(y) if problem.loss == "quantile" else y.argmax(axis=1)


def _loss_slopes(y: Array, problem: Problem, t: int | None) -> Array:
    """Return (T, K): the derivative of the loss by each output."""
    probe = problem.probe
    found = np.zeros_like(y)
    if t is not None and problem.part[probe, t] < 0:
        found[t, predicted_output(problem, y)[t]] = 1
        return found
    at = np.flatnonzero(problem.part[probe] >= 0) if t is None else np.array([t])
    target = problem.targets[probe, at]
    if problem.loss == "quantile":
        found[at] = _quantile_slopes(y[at], target)
        return found
    if problem.loss == "mse":
        found[at, 0] = 2 * (y[at, 0] - target)
    else:
        shares = np.exp(y[at] - y[at].max(axis=1, keepdims=True))
        found[at] = shares / shares.sum(axis=1, keepdims=True)
        found[at, target] -= 1
    return found / len(at)


def _quantile_slopes(y: Array, target: Array) -> Array:
    """Return (M, h Q): the derivative of the mean quantile loss over the known ones of targets (M, h); 0 for others.

    Of max(q e, (q − 1) e), e = target − y, by y: −q above y, 1 − q below it, half of each where they are equal.
    """
    known = np.isfinite(target)
    off = np.sign(np.nan_to_num(target)[..., None] - y.reshape(*target.shape, len(QUANTILES)))
    slopes = (0.5 - np.array(QUANTILES) - 0.5 * off) * known[..., None]
    found: Array = slopes.reshape(y.shape) / max(1, known.sum() * len(QUANTILES))
    return found
