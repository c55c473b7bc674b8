"""One run on an engine: play, pause, step, a new learning rate; at most one chunk in flight.

A chunk is a pure call on the newest state, so one that died with its worker goes out again as it was, and one that
found no cluster waits until there is one, or goes to another engine. A run never goes back: a reset is a new `LiveRun`,
and no chunk can come home to a run that it was not cut from.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from typing import Any

import numpy as np

from lstm_viz.errors import ConnectionLost, SettingError
from lstm_viz.records import ModelConfig, Problem, Run, State, TrainConfig
from lstm_viz.training.courier import STRIKES, Call, Courier
from lstm_viz.training.course import Course
from lstm_viz.training.engine import Engine
from lstm_viz.training.estimate import Pace
from lstm_viz.training.fork import Edits, Replay, edited_run, next_edit, way_to
from lstm_viz.training.history import History
from lstm_viz.training.jobs import Started, advance_job, start_job
from lstm_viz.training.places import Places
from lstm_viz.training.status import RunStatus, StateWord, why_it_stopped
from lstm_viz.training.windows import steps_per_epoch, training_windows

CHUNK_SECONDS, SHORTEST_CHUNK_SECONDS = 0.2, 0.03
NOBODY_LOOKS_AFTER = 14.0
"""Seconds without a heartbeat after which a run rests."""


class LiveRun:
    """A run that goes on. Every method may be called from any thread."""

    def __init__(
        self,
        engine: Engine,
        problem: Problem,
        model: ModelConfig,
        train: TrainConfig,
        *,
        goal: int,
        about: Any = None,
        saved: Run | None = None,
        replay: Replay = (),
        rest_at: int | None = None,
        edits: Edits = (),
        places: Places | None = None,
        advance: Callable[..., Any] = advance_job,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin a run of `goal` steps, untrained, or where a `saved` one is; `about` is the caller's own.

        `replay` are settings that go before `train`; at `rest_at` it pauses once; `edits` are in what is `saved`, or
        come at their steps. Without `places` it need not ask whether it may train.
        """
        self.problem, self.model, self.about, self.edits = problem, model, about, edits
        self.warning: str | None = None
        self.playing, self.turns, self.touched = False, 0, clock()
        self._engine, self._advance, self._clock = engine, advance, clock
        self._changed = threading.Condition(threading.RLock())
        self._course = Course(train, saved.segments if saved else (), replay)
        self._goal, self._goal_step, self._rest_at = goal, goal, rest_at
        self._per_epoch = steps_per_epoch(max(1, training_windows(problem).count), train.batch_size)
        self._in_flight, self._singles, self._courier = False, 0, Courier(problem)
        self._places, self._pace = places or Places(lambda: 1), Pace()
        self._unsent: Call | None = None
        self._lost: str | None = None
        self._error: str | None = None
        self._history = History(saved) if saved else None
        self._built_on = (saved.torch_version, saved.instruction_set) if saved else ("", "")
        if saved is None:
            with self._changed:
                self._send(Call(start_job, (model, train, problem.key, problem), {}))

    def play(self) -> None:
        """Train on until paused or at the goal; a run at its goal is given as many steps again.

        Raises:
            ServerFull: too many runs train and wait already.
        """
        self._places.check()
        with self._changed:
            if self._error is None and not self.playing:
                if self._step >= self._goal:
                    self._goal += self._goal_step
                self.playing, self.touched = True, self._clock()
                self.turns += 1
                self._pace.clear()
                self._next()

    def pause(self) -> None:
        """Take no more steps once the chunk in flight has come back."""
        with self._changed:
            if self.playing:
                self._rest()

    def _rest(self) -> None:
        self.playing = False
        self.turns += 1
        self._places.leave(self)
        if self._history:
            self._unsent = self._lost = None
        self._changed.notify_all()

    def step(self) -> None:
        """Take one training step, while paused."""
        with self._changed:
            if not self.playing and self._error is None:
                self._singles += 1
                self.turns += 1
                self.touched = self._clock()
                self._next()

    def set_learning_rate(self, value: float) -> None:
        """Use another learning rate from the next chunk on: it starts a new segment."""
        with self._changed:
            self._course.wish(value)

    def set_goal(self, steps: int) -> None:
        """Train until this step."""
        with self._changed:
            self._goal = steps
            self._next()

    def touch(self) -> None:
        """Say that somebody looks: a run that rested because nobody did goes on."""
        with self._changed:
            self.touched = self._clock()
            self._next()

    @property
    def bytes(self) -> int:
        """Return what the run's arrays take in memory."""
        with self._changed:
            return self.problem.bytes + (self._history.bytes if self._history else 0)

    @property
    def looked_at(self) -> bool:
        """Whether there was a heartbeat within `NOBODY_LOOKS_AFTER`."""
        return self._clock() - self.touched <= NOBODY_LOOKS_AFTER

    @property
    def resting(self) -> bool:
        """Whether the run plays, but rests because nobody looks."""
        with self._changed:
            return self.playing and not self._in_flight

    @property
    def _step(self) -> int:
        return self._history.newest.step if self._history else 0

    def move_to(self, engine: Engine) -> None:
        """Compute on another engine from the next chunk on."""
        with self._changed:
            self._engine = engine
            self._next()

    @property
    def way(self) -> Replay:
        """The settings that still go before the wished ones, each until a step."""
        return self._course.ahead(self._step)

    def fork(self, step: int, about: Any, edits: Any = ()) -> "LiveRun":
        """Return a new run that trains again to `step` as this one did, is edited (see `checked_edits`) and pauses.

        Raises:
            SettingError: this run has not come so far, or not begun, or an edit does not fit it.
        """
        with self._changed:
            run = self.run()
            if run is None or self._history is None or not 0 <= step <= run.newest.step:
                raise SettingError(f"The run has {self._step:,} steps: choose one of them to go on from.")
            way = way_to(run, self._history.whole_before(step), step, self.edits, edits)
            goal = self._goal if step < self._goal else step + self._goal_step  # there is always something to train
            return LiveRun(self._engine, self.problem, self.model, goal=goal, about=about, places=self._places, **way)

    def _next(self) -> None:
        """Send the next chunk, if there is one to send, a place to train, and none in flight."""
        if self._in_flight or self._error is not None:
            return
        if self._unsent is not None:
            if self._engine.connected:
                call, self._unsent = self._unsent, None
                self._send(call)
            return
        if self.playing and (self._step >= self._goal or self._step == self._rest_at):
            self._rest_at = None
            self._rest()
        single = self._singles > 0
        if self._history is None or not (single or self._may_train()):
            return
        config, until = self._course.begin(self._step, next_edit(self.edits, self._step, self._goal))
        bounds = {"steps": 1} if single else {"seconds": self._chunk_seconds(), "until": until}
        args = self._history.newest, self.model, config, self.problem.key
        self._send(Call(self._advance, args, bounds))

    def _may_train(self) -> bool:
        if not (self.playing and self.looked_at):
            self._places.leave(self)
            return False
        return self._places.admit(self, self._seconds_left())

    def _chunk_seconds(self) -> float:
        """Return a shorter chunk when many play, so that every page still moves."""
        return max(SHORTEST_CHUNK_SECONDS, CHUNK_SECONDS / max(1.0, self._engine.crowd))

    def _send(self, call: Call) -> None:
        began, self._in_flight = self._clock(), True
        self._courier.send(self._engine, call, lambda result, error: self._arrived(call, began, result, error))

    def _arrived(self, call: Call, began: float, result: Any, error: BaseException | None) -> None:
        with self._changed:
            self._in_flight = False
            self._lost = str(error) if isinstance(error, ConnectionLost) else None
            if self._lost:
                if self.playing or self._singles or self._history is None:
                    self._unsent = call
                self._changed.notify_all()
                return  # the next look tries again
            if error is None:
                self._take(result, began)
            elif isinstance(error, CancelledError):
                self._rest()
            else:
                self._singles = 0
                self._error = why_it_stopped(error, self._step + 1, STRIKES)
                self._rest()
            self._changed.notify_all()
            self._next()

    def _take(self, result: Started | State, began: float) -> None:
        if isinstance(result, Started):
            self._built_on = (result.torch_version, result.instruction_set)
            self._history = History(result.state)
        elif self._history is not None:
            self._pace.add(self._clock() - began, len(result.losses))
            self._history.add(result)
            self._singles = max(0, self._singles - 1)
            if (run := self.run()) and any(edit.step == result.step for edit in self.edits):
                self._history = History(edited_run(run, self.edits))

    def wait_until(self, condition: Callable[[RunStatus], bool], timeout: float) -> bool:
        """Wait until the status meets a condition; return whether it did in time."""
        with self._changed:
            return self._changed.wait_for(lambda: condition(self.status()), timeout)

    def _seconds_left(self) -> float | None:
        pace = self._pace.steps_per_second if self.playing else None
        return (self._goal - self._step) / pace if pace else None

    def status(self) -> RunStatus:
        """Return how the run is doing."""
        with self._changed:
            newest = self._history.newest if self._history else None
            losses = self._history.losses if self._history else np.empty(0)
            validation = self._history.validation if self._history else np.empty((0, 2))
            ahead, wait = self._places.ahead(self) or (None, None)
            return RunStatus(
                state=self._word(ahead),
                message=self._error or self._lost,
                step=self._step,
                goal=self._goal,
                steps_per_second=self._pace.steps_per_second,
                seconds_left=self._seconds_left(),
                learning_rate=self._course.wished.learning_rate,
                epoch=self._step / self._per_epoch,
                loss_now=float(losses[-1]) if len(losses) else None,
                validation_now=float(validation[-1][1]) if len(validation) else None,
                grad_norm=newest.grad_norm if newest and newest.step else None,
                warning=self.warning or (self._engine.report().warning if self.playing else None),
                ahead=ahead,
                wait=wait,
            )

    def _word(self, ahead: int | None) -> StateWord:
        if self._error is not None:
            return "failed"
        if self._unsent is not None:
            return "disconnected"
        if ahead is not None and not self._in_flight:
            return "queued"
        if self._history is None or (self.playing and not self._pace.steps_per_second):
            return "waiting"
        if self.playing or self._in_flight:  # a chunk that is under way at a pause still counts
            return "playing"
        if self._step == 0:
            return "untrained"
        return "finished" if self._step >= self._goal else "paused"

    def run(self) -> Run | None:
        """Return the picture of what the run has been so far; None until its first state has come."""
        with self._changed:
            if (kept := self._history) is None:
                return None
            picture = (self._course.segments, kept.losses, kept.validation, kept.snapshots, kept.newest)
            return Run(self.model, *picture, *self._built_on, kept.seconds)
