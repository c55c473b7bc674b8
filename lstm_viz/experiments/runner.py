"""Runs experiments on an engine in small pieces, for all who ask: what one person computed, nobody computes again.

A trial's result is a pure function of its row and seed, so outcomes are shared, and two who ask for one experiment wait
for the same pieces. Other people's trainings are not held up: an experiment has so many pieces in flight at a time, one
on a server, however many have asked for it.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal

from lstm_viz.errors import ConnectionLost, LstmVizError, WorkerLost
from lstm_viz.experiments.asked import Asked, AskedFor
from lstm_viz.experiments.experiment import Experiment
from lstm_viz.experiments.known import find_experiment
from lstm_viz.experiments.outcome import Outcome
from lstm_viz.experiments.report import Report, Row
from lstm_viz.experiments.trial import Progress, piece, share_done
from lstm_viz.experiments.work import Work
from lstm_viz.training.courier import STRIKES, Call, Courier
from lstm_viz.training.engine import Engine

PIECE_SECONDS, SHORTEST_PIECE_SECONDS = 0.18, 0.03
MOST_OUTCOMES = 5000

Key = tuple[Work, int]
StateWord = Literal["running", "stopped", "finished", "failed"]


@dataclass(frozen=True)
class Standing:
    """How an experiment stands for one person.

    Attributes:
        share: of the work that is done, 0 to 1. seconds_left: about, at the pace so far.
        message: what stopped it, or what it waits for.
    """

    state: StateWord
    report: Report
    share: float
    seconds_left: float
    message: str | None


@dataclass
class _Course:
    """What is under way of one experiment, and its pace: seconds waited for pieces, and the CPU seconds expected."""

    busy: set[Key] = field(default_factory=set)
    failed: str | None = None
    lost: str | None = None
    waited: float = 0.0
    expected: float = 0.0


class Runner:
    """Every method may be called from any thread; none waits but `wait_until_done`."""

    def __init__(
        self,
        engine: Callable[[], Engine],
        *,
        find: Callable[[str], Experiment] = find_experiment,
        at_once: int = 1,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Compute what `find` finds by its name on `engine()`, for each experiment `at_once` pieces at a time."""
        self._engine, self._find, self._at_once, self._clock = engine, find, at_once, clock
        self._changed = threading.Condition(threading.RLock())
        self._asked = AskedFor()
        self._courses: dict[str, _Course] = {}
        self._outcomes: OrderedDict[Key, Outcome] = OrderedDict()
        self._under_way: dict[Key, Progress] = {}

    def start(self, who: str, name: str, seeds: int) -> None:
        """Run an experiment over seeds 0 … seeds − 1 for this person; what is known already is not computed again.

        Raises:
            SettingError: there is no such experiment.
        """
        self._find(name)
        with self._changed:
            self._courses.setdefault(name, _Course()).failed = None
            self._asked.put(who, name, Asked(seeds, playing=True, looked=self._clock()))
            self._next(name)

    def cancel(self, who: str, name: str) -> None:
        """Take no more pieces for this person; what has come stays."""
        with self._changed:
            if asked := self._asked.get(who, name):
                self._asked.put(who, name, replace(asked, playing=False))
            self._changed.notify_all()

    def look(self, who: str, name: str) -> Standing | None:
        """Say that this person looks, and return how it stands; None if they have not asked for it."""
        with self._changed:
            asked = self._asked.get(who, name)
            if asked is None:
                return None
            self._asked.put(who, name, replace(asked, looked=self._clock()))
            self._next(name)
            return self._standing(name, asked)

    def wait_until_done(self, who: str, name: str, tell: Callable[[Standing], None]) -> Standing:
        """Wait until it runs no more for this person, who looks all the time; tell of each trial that is done."""
        told = -1
        while True:
            with self._changed:
                now = self.look(who, name)
                if now is None:
                    raise KeyError(name)
                if now.report.done == told and now.state == "running":
                    self._changed.wait(1.0)
                    continue
            told = now.report.done
            tell(now)
            if now.state != "running":
                return now

    def _standing(self, name: str, asked: Asked) -> Standing:
        experiment, course = self._find(name), self._courses[name]
        rows = tuple(
            Row(arm, tuple(self._outcomes[key] for n in range(asked.seeds) if (key := (arm.work, n)) in self._outcomes))
            for arm in experiment.arms
        )
        report = Report(experiment, asked.seeds, rows)
        finished = report.complete
        word: StateWord = (
            "finished" if finished else "failed" if course.failed else "running" if asked.playing else "stopped"
        )
        share, left = self._ahead(experiment, report, course)
        return Standing(word, report, share, left, None if finished else course.failed or course.lost or self._away())

    def _away(self) -> str | None:
        engine = self._engine()
        return None if engine.connected else engine.report().warning

    def _ahead(self, experiment: Experiment, report: Report, course: _Course) -> tuple[float, float]:
        """Return the share that is done, and about how many seconds are left, at the pace so far."""
        whole = experiment.seconds * report.seeds
        done = sum(
            arm.seconds * self._share((arm.work, seed)) for arm in experiment.arms for seed in range(report.seeds)
        )
        known = course.expected > experiment.seconds / 10
        pace = course.waited / course.expected if known else max(1.0, self._engine().crowd / self._at_once)
        return min(1.0, done / whole), max(0.0, whole - done) * pace / self._at_once

    def _share(self, key: Key) -> float:
        return 1.0 if key in self._outcomes else share_done(key[0], self._under_way.get(key))

    def _next(self, name: str) -> None:
        """Send pieces as long as there are some to send and not enough in flight."""
        course = self._courses[name]
        seeds = 0 if course.failed else self._asked.seeds_wanted(name, self._clock())
        waiting = (
            key
            for seed in range(seeds)
            for arm in self._find(name).arms
            if (key := (arm.work, seed)) not in self._outcomes and key not in course.busy
        )
        free = self._at_once - len(course.busy) if self._engine().connected else 0
        for key in list(islice(waiting, max(0, free))):
            course.busy.add(key)
            self._send(name, key)

    def _send(self, name: str, key: Key) -> None:
        engine = self._engine()
        seconds = max(SHORTEST_PIECE_SECONDS, PIECE_SECONDS * self._at_once / max(self._at_once, engine.crowd))
        call, began = Call(piece, (*key, self._under_way.get(key), seconds), {}), self._clock()
        Courier().send(engine, call, lambda result, error: self._arrived(name, key, began, result, error))

    def _arrived(
        self, name: str, key: Key, began: float, result: Progress | Outcome, error: BaseException | None
    ) -> None:
        with self._changed:
            course = self._courses[name]
            course.busy.discard(key)
            course.lost = str(error) if isinstance(error, ConnectionLost) else None
            if error is None:
                before = self._share(key)
                self._keep(key, result)
                arm = next(arm for arm in self._find(name).arms if arm.work == key[0])
                course.waited += self._clock() - began
                course.expected += arm.seconds * (self._share(key) - before)
            elif not isinstance(error, ConnectionLost | CancelledError):
                course.failed = _why(error)
                self._asked.stop_all(name)
            self._changed.notify_all()
            if error is None:  # a cluster that was lost is asked again at the next look
                self._next(name)

    def _keep(self, key: Key, result: Progress | Outcome) -> None:
        if not isinstance(result, Outcome):
            self._under_way[key] = result
            return
        self._under_way.pop(key, None)
        self._outcomes[key] = result
        if len(self._outcomes) > MOST_OUTCOMES:
            self._outcomes.popitem(last=False)


def _why(error: BaseException) -> str:
    if isinstance(error, WorkerLost):
        return f"The process that computed it ended {STRIKES} times: press Run to try again."
    if isinstance(error, LstmVizError):
        return str(error)
    return f"The experiment stopped: {type(error).__name__}: {error}."
