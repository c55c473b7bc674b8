"""A run's memory, bounded: the weights of its states, thinned where memory runs short, and a few whole states."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from lstm_viz.records import Array, Run, State
from lstm_viz.training.stops import is_stop

MOST_BYTES = 64 * 2**20
MOST_WHOLE = 8
"""How many whole states are kept, to go on from."""


class _Growing:
    """Rows that come in pieces. What was handed out stays as it was: rows are only ever added behind it."""

    def __init__(self, rows: Array) -> None:
        self._room, self._length = np.array(rows), len(rows)

    def append(self, rows: Array) -> None:
        """Add rows; the room doubles when it is full, so that each row is copied about twice in all."""
        end = self._length + len(rows)
        if end > len(self._room):
            room = np.empty((2 * end, *self._room.shape[1:]), self._room.dtype)
            room[: self._length] = self.rows
            self._room = room
        self._room[self._length : end] = rows
        self._length = end

    @property
    def rows(self) -> Array:
        """Return all rows, read-only and not copied."""
        view = self._room[: self._length]
        view.flags.writeable = False
        return view


class History:
    """What has come of a run: losses, validation losses, snapshots of weights, and the newest state."""

    def __init__(self, run: State | Run, most_bytes: int = MOST_BYTES) -> None:
        """Begin with a first state, or with what a run has been so far."""
        self.newest = run.newest if isinstance(run, Run) else run
        self.most_bytes = most_bytes
        self.seconds = run.seconds
        self._losses, self._validation = _Growing(run.losses), _Growing(run.validation)
        kept = run.snapshots if isinstance(run, Run) else {}
        self._first = self.newest.step
        self._snapshots = {**kept, self.newest.step: self.newest.weights}
        self._whole = {self.newest.step: self.newest}
        if 0 in kept:
            self._whole[0] = State(0, kept[0])  # before the first step there are no moments

    def add(self, state: State) -> None:
        """Take in the state that followed the newest one, which stays a snapshot only where every run has one."""
        ended = self.newest
        self.newest = replace(state, stops={})
        self.seconds = None if self.seconds is None else self.seconds + state.seconds
        self._losses.append(state.losses)
        self._validation.append(state.validation)
        snapshots = {**self._snapshots, **state.stops, state.step: self.newest.weights}
        if ended.step != self._first and not is_stop(ended.step, _bytes(ended.weights)):
            del snapshots[ended.step]
        self._snapshots = snapshots
        self._whole[state.step] = self.newest
        if len(self._whole) > MOST_WHOLE:
            self._drop_whole()
        while self.bytes > self.most_bytes and len(self._whole) > 2:
            self._drop_whole()
        while self.bytes > self.most_bytes and len(self._snapshots) > 2:
            self._thin()

    @property
    def bytes(self) -> int:
        """Return what the arrays take: snapshots, whole states (twice as much again for their moments), losses."""
        one = _bytes(self.newest.weights)
        moments = 2 * sum(bool(state.moments) for state in self._whole.values())
        alone = sum(step not in self._snapshots for step in self._whole)
        return one * (len(self._snapshots) + moments + alone) + 4 * self.newest.step

    def _drop_whole(self) -> None:
        del self._whole[_least_missed(sorted(self._whole), self.newest.step)]

    def whole_before(self, step: int) -> State:
        """Return the last whole state that is kept at or before a step; the first one if there is none."""
        return self._whole[max((at for at in self._whole if at <= step), default=min(self._whole))]

    def _thin(self) -> None:
        """Drop the snapshot that leaves the smallest gap for its age, so that detail fades with the past.

        The first and the newest stay.
        """
        dropped = _least_missed(sorted(self._snapshots), self.newest.step)
        self._snapshots = {step: weights for step, weights in self._snapshots.items() if step != dropped}

    @property
    def losses(self) -> Array:
        """Return (S,) float32: the training loss at steps 1 … S."""
        return self._losses.rows

    @property
    def validation(self) -> Array:
        """Return (V, 2) float64: (step, validation loss)."""
        return self._validation.rows

    @property
    def snapshots(self) -> Mapping[int, Mapping[str, Array]]:
        """Return step → weights."""
        return MappingProxyType(self._snapshots)


def _bytes(weights: Mapping[str, Array]) -> int:
    return sum(array.nbytes for array in weights.values())


def _least_missed(steps: list[int], newest: int) -> int:
    """Return the step, neither the first nor the last, that leaves the smallest gap for its age."""
    inner = zip(steps, steps[1:], steps[2:], strict=False)
    return min(inner, key=lambda three: (three[2] - three[0]) / (newest + 1 - three[1]))[1]
