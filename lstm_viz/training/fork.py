"""Going on from an earlier step: the nearest whole state before it, the way from there, and weights edited by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lstm_viz.errors import SettingError
from lstm_viz.records import Array, Run, State, TrainConfig

Replay = tuple[tuple[TrainConfig, int], ...]
"""The settings that training had, each until a step, on the way to where a fork begins."""
MOST_EDITS = 1000
LARGEST_WEIGHT = 1e6
TOO_MANY = f"{MOST_EDITS:,} is the most, so undo some of them."


@dataclass(frozen=True)
class Edit:
    """One number of the network, written over by hand after so many steps of training.

    `name` is torch's, `at` the place in that parameter, counted row by row. It is part of how a run came about: whoever
    trains again over that step writes it again.
    """

    step: int
    name: str
    at: int
    value: float


Edits = tuple[Edit, ...]


def checked_edits(given: Any, step: int, weights: Mapping[str, Array]) -> Edits:
    """Return edits at a step from plain values, [{"name": …, "at": …, "value": …}], after a check of each.

    Raises:
        SettingError: they are too many, or one does not fit the network or is no usable number.
    """
    if not isinstance(given, Sequence) or isinstance(given, str | bytes) or len(given) > MOST_EDITS:
        raise SettingError(f"Edited weights come as a list: {TOO_MANY}")
    return tuple(_checked(each, step, weights) for each in given)


def _checked(given: Any, step: int, weights: Mapping[str, Array]) -> Edit:
    name, at, value = (given.get(key) if isinstance(given, Mapping) else None for key in ("name", "at", "value"))
    if not isinstance(name, str) or name not in weights:
        raise SettingError("An edited weight belongs to no parameter of this network: undo it and type it again.")
    size = weights[name].size
    if not isinstance(at, int) or isinstance(at, bool) or not 0 <= at < size:
        raise SettingError(f"{name} has {size:,} numbers, and the edited one is not among them: type it again.")
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= LARGEST_WEIGHT:
        raise SettingError(f"A weight is a number between −{LARGEST_WEIGHT:,.0f} and {LARGEST_WEIGHT:,.0f}.")
    return Edit(step, name, at, float(value))


def edited_state(state: State, edits: Edits) -> State:
    """Return a state with the edits of its step in its weights, in float32; Adam's moments stay as they are.

    The validation loss at that step was the other weights', so it is left out.
    """
    due = [edit for edit in edits if edit.step == state.step]
    if not due:
        return state
    weights = {name: np.array(array) for name, array in state.weights.items()}
    for edit in due:
        weights[edit.name].flat[edit.at] = np.float32(edit.value)
    return replace(state, weights=weights, validation=_before(state.validation, state.step))


def edited_run(run: Run, edits: Edits) -> Run:
    """Return a run whose newest state and snapshot have the edits of its newest step."""
    newest = edited_state(run.newest, edits)
    if newest is run.newest:
        return run
    snapshots = {**run.snapshots, newest.step: newest.weights}
    return replace(run, newest=newest, snapshots=snapshots, validation=_before(run.validation, newest.step))


def _before(validation: Array, step: int) -> Array:
    return validation[validation[:, 0] < step]


def next_edit(edits: Edits, step: int, end: int) -> int:
    """Return the first step after `step` at which something is edited, or `end` if that comes before."""
    return min([edit.step for edit in edits if edit.step > step] + [end])


def way_to(run: Run, base: State, step: int, edits: Edits, more: Any) -> dict[str, Any]:
    """Return what a run begins with that trains again from one of this run's whole states to a step, and pauses there.

    Args:
        run: how far the parent has come.
        base: its last whole state at or before the step.
        step: where the fork begins.
        edits: the parent's own.
        more: the fork's, as plain values.

    Raises:
        SettingError: an edit does not fit the network.
    """
    own = (*(edit for edit in edits if edit.step <= step), *checked_edits(more, step, base.weights))
    if len(own) > MOST_EDITS:
        raise SettingError(f"With those of the runs before, these are {len(own):,} edited weights: {TOO_MANY}")
    saved = edited_run(cut(run, base), own)
    again = replay(run, base.step, step)
    return {
        "train": config_at(run, step),
        "saved": saved,
        "replay": again,
        "rest_at": step if again else None,
        "edits": own,
    }


def cut(run: Run, state: State) -> Run:
    """Return the run as it was at a whole state of its own."""
    step = state.step
    return Run(
        run.model,
        tuple(segment for segment in run.segments if segment.from_step < max(step, 1)),
        run.losses[:step],
        run.validation[run.validation[:, 0] <= step],
        {at: weights for at, weights in run.snapshots.items() if at <= step},
        state,
        run.torch_version,
        run.instruction_set,
    )


def replay(run: Run, from_step: int, to_step: int) -> Replay:
    """Return the settings on the way from one step of a run to a later one."""
    ends = [*(segment.from_step for segment in run.segments[1:]), to_step]
    return tuple(
        (segment.config, min(end, to_step))
        for segment, end in zip(run.segments, ends, strict=True)
        if segment.from_step < to_step and end > from_step
    )


def config_at(run: Run, step: int) -> TrainConfig:
    """Return the settings of the last training step before `step`; at 0, of the first."""
    before = [segment.config for segment in run.segments if segment.from_step < step]
    return before[-1] if before else run.segments[0].config
