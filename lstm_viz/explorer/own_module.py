"""A captured module of a person's own as what the explorer shows: its weights and inputs, and a head that is true.

The explorer computes everything from weights, for one stack of layers that starts from zero and answers with a linear
head. A trace that has this shape becomes a run of one snapshot; whether it truly has is found out by computing it
again. Where the module's own head cannot be told, the stack answers with one of its hidden states instead.
"""

from dataclasses import dataclass

import numpy as np
import torch

from lstm_viz.errors import CaptureError, SettingError
from lstm_viz.figures.layer_signals import called
from lstm_viz.records import TRAIN, Array, ModelConfig, Problem, Run, Segment, State, Trace, TrainConfig
from lstm_viz.training.look import trace_job

CLOSE = 1e-4
"""How far a signal computed again may be from the captured one: `capture`'s own bound in single precision."""
MOST_UNITS = 128
"""As in the Lab: so many the explorer shows fluently, and a page with their weights stays small."""
MOST_CONDITION = 1e4
"""Of the hidden states: below it a head read off single precision outputs is right to about 1e-5 (measured: 1e-6)."""


@dataclass(frozen=True, eq=False)
class OwnModule:
    """What the explorer is sent, and a sentence that says what its output is."""

    problem: Problem
    model: ModelConfig
    run: Run
    title: str
    note: str


def own_module(trace: Trace, output: int = 0) -> OwnModule:
    """Return the captured network as a run of one snapshot; `output` is which of its outputs is shown, from 0.

    Raises:
        CaptureError: the explorer cannot show this network truly; the sentence says why.
        SettingError: there is no such output.
    """
    _check_shape(trace)
    first, top = trace.layers[0], trace.layers[-1].signals["h"]
    weight, bias, name, note = _head(trace, output)
    units, features = top.shape[1], first.inputs.shape[1]
    model = ModelConfig(features, units, len(trace.layers), 1, cell=first.cell)
    weights = _stack(trace) | {"head.weight": weight[None], "head.bias": np.array([bias])}
    state = State(0, {key: np.asarray(array, np.float32) for key, array in weights.items()})
    problem = _problem(first.inputs, name)
    _check_numbers(trace, model, state, problem)
    run = Run(
        model,
        (Segment(0, TrainConfig()),),
        state.losses,
        state.validation,
        {0: state.weights},
        state,
        torch.__version__,
        "",
    )
    layers = f"{len(trace.layers)} × {units} units" if len(trace.layers) > 1 else f"{units} units"
    return OwnModule(problem, model, run, f"{called(first)}, {layers}, {len(first.inputs)} timesteps", note)


def _check_shape(trace: Trace) -> None:
    first = trace.layers[0]
    for above, each in zip((None, *trace.layers[:-1]), trace.layers, strict=True):
        name = called(each)
        if each.direction == "reverse":
            raise CaptureError(f"{name} reads in both directions, and the explorer shows networks that read forward.")
        if "weight_hr" in each.weights:
            raise CaptureError(f"{name} projects its hidden state (proj_size), which the explorer cannot compute.")
        if each.signals["h"].shape[1] > MOST_UNITS:
            raise CaptureError(f"{name} has more units than the {MOST_UNITS} that the explorer shows fluently.")
        if any(state.any() for state in each.initial.values()):
            raise CaptureError(f"{name} starts from a state that is not zero, and the explorer starts from zero.")
        if each.cell != first.cell or each.signals["h"].shape[1] != first.signals["h"].shape[1]:
            raise CaptureError("The layers differ in cell or size, and the explorer shows stacks of equal layers.")
        if above is not None and not np.array_equal(each.inputs, above.signals["h"]):
            raise CaptureError(
                f"{name}, layer {each.layer + 1}, call {each.call + 1}, is not fed with the hidden states of the "
                "layer before it, and the explorer shows one stack: capture the part that holds one stack alone."
            )


def _stack(trace: Trace) -> dict[str, Array]:
    """Return the layers' weights by the names that our own network has; a layer without biases has zeros."""
    found: dict[str, Array] = {}
    for number, each in enumerate(trace.layers):
        zeros = np.zeros(each.weights["weight_ih"].shape[0])
        for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            found[f"{each.cell}.{kind}_l{number}"] = each.weights.get(kind, zeros)
    return found


def _head(trace: Trace, output: int) -> tuple[Array, float, str, str]:
    """Return the head's weights (H,) and bias, the output's name, and a sentence on where the head is from."""
    h, y = trace.layers[-1].signals["h"].astype(np.float64), trace.y_hat
    found = None if y is None or np.array_equal(y, h) else _read_off(h, y.astype(np.float64))
    if found is not None:
        _check_output(output, found.shape[1])
        note = f"The prediction is the module’s output {output}: its head is linear in h, read off its outputs."
        return found[:-1, output], float(found[-1, output]), f"output {output}", note
    _check_output(output, h.shape[1])
    note = f"{_why_no_head(h, y)}: the line called prediction is h of unit {output}, top layer. Nothing was predicted."
    return np.eye(h.shape[1])[output], 0.0, f"h of unit {output}", note


def _why_no_head(h: Array, y: Array | None) -> str:
    if y is None:
        return "The module’s output is not a single tensor of one row per timestep"
    if np.array_equal(y, h):
        return "The module returns its hidden states"
    if len(h) <= h.shape[1] + 1:
        return f"{len(h)} timesteps are too few to tell the head of {h.shape[1]} units"
    return "The module’s head cannot be told from its outputs"


def _read_off(h: Array, y: Array) -> Array | None:
    """Return (H + 1, K): the one linear head that turns h (T, H) into y (T, K), bias last; None if there is none."""
    fed = np.column_stack([h, np.ones(len(h))])
    if len(h) <= fed.shape[1] or not np.linalg.cond(fed) <= MOST_CONDITION:
        return None
    found: Array = np.linalg.lstsq(fed, y, rcond=None)[0]
    off = np.abs(fed @ found - y).max()
    return found if off <= 1e-5 * (1 + np.abs(y).max()) else None


def _check_output(output: int, count: int) -> None:
    if not 0 <= output < count:
        raise SettingError(f"There is no output {output}: choose one of 0 to {count - 1}.")


def _problem(inputs: Array, name: str) -> Problem:
    """Return a problem that feeds the inputs and knows no right answer."""
    steps, features = inputs.shape
    unknown = np.full((1, steps), np.nan)
    return Problem(
        inputs=inputs[None],
        targets=unknown,
        part=np.full((1, steps), TRAIN),
        window=steps,
        loss_at_last=False,
        loss="mse",
        output_size=1,
        probe=0,
        actual=unknown,
        anchor=unknown,
        target_scale=None,
        input_names=tuple(f"input {column}" for column in range(features)),
        target_name=name,
        unit="",
    )


def _check_numbers(trace: Trace, model: ModelConfig, state: State, problem: Problem) -> None:
    """Compute every signal again, as the explorer will, and compare.

    Raises:
        CaptureError: a signal is not what the weights say.
    """
    again = trace_job(model, state.weights, problem.inputs[0])
    for ours, theirs in zip(again.layers, trace.layers, strict=True):
        for name, captured in theirs.signals.items():
            off = float(np.abs(ours.signals[name] - captured).max())
            if not off <= CLOSE * (1 + float(np.abs(captured).max())):
                raise CaptureError(
                    f"{called(theirs)}, computed again from its weights as an {model.cell.upper()}, gives another "
                    f"{name} (by {off:.2g}): another nonlinearity, or weights that single precision does not hold."
                )
