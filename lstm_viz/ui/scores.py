"""What a run's newest weights predict and how far they are off: computed by a worker while the page goes on."""

import threading
from weakref import WeakKeyDictionary

from lstm_viz.training.courier import Call, Courier
from lstm_viz.training.engine import Engine
from lstm_viz.training.jobs import Scored, score_job
from lstm_viz.training.live_run import LiveRun


class _Score:
    def __init__(self, live: LiveRun) -> None:
        self.courier = Courier(live.problem)
        self.busy = False
        self.asked = -1
        self.found: tuple[int, Scored] | None = None


class Scores:
    """The newest score of each run, one asked for at a time. Every method may be called from any thread."""

    def __init__(self, engine: Engine) -> None:
        """Let `engine` compute."""
        self._engine, self._lock = engine, threading.Lock()
        self._of: WeakKeyDictionary[LiveRun, _Score] = WeakKeyDictionary()

    def look(self, live: LiveRun) -> tuple[int, Scored] | None:
        """Return the last score that has come, with its step, and ask for the newest; never waits."""
        run = live.run()
        if run is None:
            return None
        with self._lock:
            kept = self._of.setdefault(live, _Score(live))
            wanted = not kept.busy and kept.asked != run.newest.step
            if wanted:
                kept.busy, kept.asked = True, run.newest.step
        if wanted:
            step = run.newest.step
            call = Call(score_job, (run.model, dict(run.newest.weights), live.problem.key), {})
            kept.courier.send(self._engine, call, lambda result, error: self._arrived(kept, step, result, error))
        return kept.found

    def pending(self, live: LiveRun) -> bool:
        """Return whether a score of this run is under way."""
        with self._lock:
            return live in self._of and self._of[live].busy

    def _arrived(self, kept: _Score, step: int, result: Scored | None, error: BaseException | None) -> None:
        with self._lock:
            kept.busy = False
            if error is None and result is not None:
                kept.found = step, result
