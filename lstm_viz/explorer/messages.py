"""What the explorer fetches: the problem once, and how the run is doing as often as it asks."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from lstm_viz.explorer.thin import thin
from lstm_viz.explorer.timeline import shown_steps
from lstm_viz.explorer.wire import pack
from lstm_viz.figures.palette import PALETTES
from lstm_viz.records import QUANTILES, Array, ModelConfig, Problem, Run
from lstm_viz.training.status import RunStatus

_GONE = "This run is no longer on the server: start a new one."


def problem_message(
    problem: Problem, model: ModelConfig, figures: Mapping[str, Any], origin: tuple[str, int] | None = None
) -> bytes:
    """Return all that does not change while a run goes on.

    Arrays are of the probe sequence: inputs (T, F) and targets (T,) scaled (or classes), part (T,), actual and anchor
    (T,) in the data's own unit. Of quantiles targets are (T, h), and centre (T, h or 1) and spread (T,) lead back.

    Args:
        problem: what is fed and asked.
        model: the network.
        figures: theme → name → plotly figure as plain values.
        origin: the run that this one was forked from, and the step.
    """
    values = {
        "key": problem.key,
        "model": {
            "cell": model.cell,
            "input_size": model.input_size,
            "hidden_size": model.hidden_size,
            "num_layers": model.num_layers,
            "output_size": model.output_size,
        },
        "loss": problem.loss,
        "target_scale": asdict(problem.target_scale) if problem.target_scale else None,
        "ahead": _ahead(problem),
        "input_names": problem.input_names,
        "target_name": problem.target_name,
        "unit": problem.unit,
        "class_names": problem.class_names,
        "time_labels": problem.time_labels,
        "target_input": problem.target_input,
        "window": problem.window,
        "sequence_count": len(problem.inputs),
        "origin": {"run": origin[0], "step": origin[1]} if origin else None,
        "figures": figures,
        "palette": {theme: asdict(palette) for theme, palette in PALETTES.items()},
    }
    probe = problem.probe
    arrays = {
        "inputs": problem.inputs[probe],
        "targets": problem.targets[probe].astype(np.int32 if problem.loss == "cross_entropy" else np.float32),
        "part": problem.part[probe],
        "actual": problem.actual[probe],
        "anchor": problem.anchor[probe],
    }
    if problem.ahead_scale is not None:
        arrays |= {"centre": problem.ahead_scale.centre[probe], "spread": problem.ahead_scale.spread[probe, :, 0]}
    return pack(values, arrays)


def _ahead(problem: Problem) -> dict[str, Any] | None:
    """Return which quantiles of how many rows ahead the outputs are, which one is looked at, and whether of logs."""
    if problem.ahead_scale is None:
        return None
    return {"steps": problem.steps_ahead, "step": 1, "quantiles": QUANTILES, "log": problem.ahead_scale.log}


def live_message(status: RunStatus, run: Run | None, have: int | None) -> bytes:
    """Return how a run is doing, its loss curves thinned for drawing, its newest weights, and which older ones it has.

    Args:
        status: in figures and a word.
        run: what it has been so far; None until its first state has come: then there are no curves and no weights.
        have: the step of the weights that the explorer has: these are not sent again.
    """
    step = run.newest.step if run else None
    arrays: dict[str, Array] = _curves(run)
    if run and step != have:
        arrays |= {f"w.{name}": array for name, array in run.newest.weights.items()}
    values = {**asdict(status), "weights_step": step, "snapshots": len(run.snapshots) if run else 0}
    values["best_validation"] = _best_validation(run)
    return pack(values, arrays | _snapshots(run))


def _best_validation(run: Run | None) -> dict[str, Any] | None:
    """Return the lowest validation loss, with its step; None where none was taken."""
    if run is None or not len(run.validation):
        return None
    step, loss = run.validation[int(np.argmin(run.validation[:, 1]))]
    return {"step": int(step), "loss": float(loss)}


def _snapshots(run: Run | None) -> dict[str, Array]:
    """Return the steps that the time machine offers, the training loss at each, and the last validation loss then."""
    steps = shown_steps(run) if run else []
    losses = [float(run.losses[step - 1]) if run and step else np.nan for step in steps]
    taken = run.validation[:, 0] if run else np.empty(0)
    places = [int(np.searchsorted(taken, step, side="right")) - 1 for step in steps]
    validation = [float(run.validation[place, 1]) if run and place >= 0 else np.nan for place in places]
    return {
        "snapshots": np.array(steps, np.int32),
        "snapshot_loss": np.array(losses, np.float64),
        "snapshot_validation": np.array(validation, np.float64),
    }


def weights_message(run: Run, steps: Iterable[int]) -> bytes:
    """Return the weights at these steps, as arrays "STEP.NAME"; steps that are not kept are left out."""
    kept = [step for step in dict.fromkeys(steps) if step in run.snapshots]
    arrays = {f"{step}.{name}": array for step in kept for name, array in run.snapshots[step].items()}
    return pack({"steps": kept}, arrays)


def _curves(run: Run | None) -> dict[str, Array]:
    losses = run.losses if run else np.empty(0)
    validation = run.validation if run else np.empty((0, 2))
    loss_step, loss = thin(np.arange(1, len(losses) + 1), losses)
    validation_step, validation_loss = thin(validation[:, 0], validation[:, 1])
    return {"loss_step": loss_step, "loss": loss, "validation_step": validation_step, "validation": validation_loss}


def gone_message(why: str = _GONE) -> bytes:
    """Return what is said of a run that the server does not know, or cannot show."""
    return pack({"state": "gone", "message": why}, {})
