"""Takes a pure call to an engine and brings its outcome, however many times it has to be sent."""

from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from typing import Any

from lstm_viz.errors import WorkerLost
from lstm_viz.records import Problem
from lstm_viz.training.engine import Engine
from lstm_viz.training.jobs import NeedProblem

STRIKES = 3
Deliver = Callable[[Any, BaseException | None], None]
"""Takes the result and None, or None and the error: WorkerLost after three strikes in a row, CancelledError when the
engine ends."""


@dataclass(frozen=True)
class Call:
    """A function that workers know by name, with what it is called with."""

    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]


class Courier:
    """Sends one call at a time."""

    def __init__(self, problem: Problem | None = None) -> None:
        """Serve calls; those on a problem send it along where a worker does not hold it."""
        self._problem, self._strikes = problem, 0

    def send(self, engine: Engine, call: Call, deliver: Deliver) -> None:
        """Send a call; its outcome is delivered in a thread of the engine's, or at once."""
        try:
            future = engine.submit(call.function, *call.args, **call.kwargs)
        except RuntimeError:  # the engine is shut down: the server ends
            deliver(None, CancelledError())
            return
        future.add_done_callback(lambda done: self._arrived(done, engine, call, deliver))

    def _arrived(self, future: "Future[Any]", engine: Engine, call: Call, deliver: Deliver) -> None:
        error = CancelledError() if future.cancelled() else future.exception()
        if isinstance(error, WorkerLost) and self._strikes + 1 < STRIKES:
            self._strikes += 1
            self.send(engine, call, deliver)
        elif error is not None:
            deliver(None, error)
        elif isinstance(future.result(), NeedProblem):
            self.send(engine, replace(call, kwargs={**call.kwargs, "problem": self._problem}), deliver)
        else:
            self._strikes = 0
            deliver(future.result(), None)
