"""Runs forecasts for people who look at a page: a fit at a time, taking turns, for whoever is still there.

A forecast is a pure function of its plan, so who asks for what is under way or done already gets it; nothing is
computed twice. Its key says what it is of. A fit takes 5 to 30 CPU seconds, so the engine is one of its own.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from lstm_viz.errors import LstmVizError, ServerFull, WorkerLost
from lstm_viz.forecasting.backtest import Judged, judge
from lstm_viz.forecasting.conclude import conclude
from lstm_viz.forecasting.estimate import expected_seconds
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.result import Forecast
from lstm_viz.forecasting.work import Work
from lstm_viz.training.local_engine import LocalEngine

MOST_KEPT = 24
"""How many forecasts a server holds, done or not."""
NOBODY_LOOKS_AFTER = 14.0
"""Seconds after which a person who has not looked is taken for gone."""
STRIKES = 3
"""How many processes may end at one fit before the forecast is given up."""
NEARLY = 0.95
"""The most that a fit under way counts for, however long it takes."""

StateWord = Literal["running", "stopped", "finished", "failed"]


@dataclass(frozen=True)
class Standing:
    """How a forecast stands for one person.

    Attributes:
        plan: what is computed. about: what it was asked with. done, count: fits, that of the forecast itself too.
        share: of the work that is done, 0 to 1. seconds_left: about. message: why it failed.
        result: once it is there.
    """

    state: StateWord
    plan: Plan
    about: Any
    done: int
    count: int
    share: float
    seconds_left: float
    message: str | None
    result: Forecast | None


@dataclass
class _Asked:
    """What one person wants of a forecast."""

    playing: bool
    looked: float


@dataclass
class _Job:
    """A forecast under way. The call after the last fit is the one that concludes."""

    plan: Plan
    about: Any
    work: tuple[Work, ...]
    asked: dict[str, _Asked] = field(default_factory=dict)
    judged: dict[int, Judged] = field(default_factory=dict)
    calls: dict[int, tuple[Future[Any], float]] = field(default_factory=dict)
    strikes: int = 0
    waited: float = 0.0
    result: Forecast | None = None
    failed: str | None = None


class ForecastRunner:
    """Every method may be called from any thread; none waits but `wait_until_done`."""

    def __init__(self, engine: Callable[[], LocalEngine], *, clock: Callable[[], float] = time.monotonic) -> None:
        """Compute on `engine()`; each forecast has a call in flight for each slot at most."""
        self._engine, self._clock = engine, clock
        self._changed = threading.Condition(threading.RLock())
        self._jobs: OrderedDict[str, _Job] = OrderedDict()

    def start(self, who: str, key: str, plan: Plan, about: Any) -> None:
        """Compute a forecast for this person; what is known of it already is not computed again.

        Raises:
            ServerFull: as many as are held are being looked at.
        """
        with self._changed:
            job = self._jobs.get(key)
            if job is None:
                self._make_room()
                job = self._jobs[key] = _Job(plan, about, plan.work)
            job.failed, job.strikes = None, 0
            job.asked[who] = _Asked(True, self._clock())
            self._next(job)

    def keep(self, who: str, key: str, about: Any, result: Forecast) -> None:
        """Hold a forecast that was made elsewhere, as if it had been computed here.

        Raises:
            ServerFull: as many as are held are being looked at.
        """
        with self._changed:
            if key not in self._jobs:
                self._make_room()
                self._jobs[key] = _Job(result.plan, about, result.plan.work, result=result)
            self._jobs[key].asked[who] = _Asked(False, self._clock())

    def cancel(self, who: str, key: str) -> None:
        """Compute it for this person no more; where nobody else waits for it, fits under way are broken off."""
        with self._changed:
            job = self._jobs.get(key)
            if job is not None:
                job.asked[who] = _Asked(False, self._clock())
                if not any(asked.playing for asked in job.asked.values()):
                    self._break_off(job)
            self._changed.notify_all()

    def look(self, who: str, key: str, *, invited: bool = False) -> Standing | None:
        """Say that this person looks, and return how it stands; None if there is no such forecast here.

        One that is not made yet is theirs alone who asked for it, and theirs who are `invited`: they hold its link.
        """
        with self._changed:
            job = self._jobs.get(key)
            if job is None or not (invited or job.result or who in job.asked):
                return None
            self._jobs.move_to_end(key)
            asked = job.asked.setdefault(who, _Asked(bool(job.calls), self._clock()))
            asked.looked = self._clock()
            self._next(job)
            return self._standing(job, asked)

    def wait_until_done(self, who: str, key: str) -> Standing:
        """Wait until it runs no more for this person, who looks all the time.

        Raises:
            KeyError: there is no such forecast here.
        """
        with self._changed:
            while (now := self.look(who, key)) is not None and now.state == "running":
                self._changed.wait(1.0)
        if now is None:
            raise KeyError(key)
        return now

    def _make_room(self) -> None:
        """Let go of the forecast that nobody has looked at for longest."""
        if len(self._jobs) < MOST_KEPT:
            return
        for key, job in self._jobs.items():
            if not self._looked_at(job):
                self._break_off(job)
                del self._jobs[key]
                return
        raise ServerFull(
            f"{MOST_KEPT} forecasts are being made or looked at on this server: try again in some minutes. "
            "Nothing of yours is lost."
        )

    def _looked_at(self, job: _Job, *, playing: bool = False) -> bool:
        now = self._clock()
        return any(
            now - asked.looked <= NOBODY_LOOKS_AFTER and (asked.playing or not playing) for asked in job.asked.values()
        )

    def _break_off(self, job: _Job) -> None:
        calls, job.calls = job.calls, {}
        for call, _ in calls.values():
            self._engine().break_off(call)

    def _next(self, job: _Job) -> None:
        """Send fits as long as somebody wants them and not enough are in flight; after the last, conclude."""
        if job.result is not None or job.failed is not None or not self._looked_at(job, playing=True):
            return
        engine, count = self._engine(), len(job.work)
        waiting = (place for place in range(count) if place not in job.judged and place not in job.calls)
        for place in list(islice(waiting, max(0, engine.slots - len(job.calls)))):
            self._send(job, place, judge, job.plan, job.work[place])
        if len(job.judged) == count and not job.calls:
            self._send(job, count, conclude, job.plan, [job.judged[place] for place in range(count)])

    def _send(self, job: _Job, place: int, function: Callable[..., Any], *args: Any) -> None:
        try:
            call = self._engine().submit(function, *args)
        except RuntimeError:  # the engine is shut down: the server ends
            return
        job.calls[place] = call, self._clock()
        call.add_done_callback(lambda done: self._arrived(job, place, done))

    def _arrived(self, job: _Job, place: int, call: Future[Any]) -> None:
        with self._changed:
            if place not in job.calls or job.calls[place][0] is not call:
                return  # broken off
            _, sent = job.calls.pop(place)
            error = CancelledError() if call.cancelled() else call.exception()
            if isinstance(error, WorkerLost) and job.strikes + 1 < STRIKES:
                job.strikes += 1
            elif error is not None:
                job.failed = _why(error)
                self._break_off(job)
            elif isinstance(found := call.result(), Forecast):
                job.result = found
                job.judged.clear()
            else:
                job.judged[place], job.strikes = found, 0
                job.waited += self._clock() - sent
            self._changed.notify_all()
            if not isinstance(error, CancelledError):
                self._next(job)

    def _standing(self, job: _Job, asked: _Asked) -> Standing:
        count = len(job.work)
        done = count if job.result else len(job.judged)
        word: StateWord = (
            "finished" if job.result else "failed" if job.failed else "running" if asked.playing else "stopped"
        )
        share, left = self._ahead(job, done, count)
        return Standing(word, job.plan, job.about, done, count, share, left, job.failed, job.result)

    def _ahead(self, job: _Job, done: int, count: int) -> tuple[float, float]:
        """Return the share that is done, and about how many seconds are left, at the pace so far.

        It is that of the fits that are done, or of one under way that takes longer already.
        """
        slots = self._engine().slots
        each = job.waited / done if job.waited and done else expected_seconds(job.plan) / count * self._engine().crowd
        under_way_for = [self._clock() - sent for place, (_, sent) in job.calls.items() if place < count]
        each = max(each, *under_way_for, 0.1)  # one that takes longer says more than what was expected
        under_way = sum(min(NEARLY, elapsed / each) for elapsed in under_way_for)
        ready = min(float(count), done + under_way)
        return ready / count, (count - ready) * each / min(slots, count)


def _why(error: BaseException) -> str:
    if isinstance(error, WorkerLost):
        return f"The process that computed it ended {STRIKES} times: press Forecast to try again."
    if isinstance(error, LstmVizError):
        return str(error)
    return f"The forecast stopped: {type(error).__name__}: {error}."
