"""What a run needs of whatever computes its chunks: an `Executor` that says how busy it is and how it fares.

An engine raises two errors of its own on a call's future: `WorkerLost`, the process that computed it ended; and
`ConnectionLost`, nobody can compute at present. Either way the call was pure and may be sent again.
"""

from abc import abstractmethod
from concurrent.futures import Executor
from dataclasses import dataclass


@dataclass(frozen=True)
class EngineReport:
    """How an engine fares.

    Attributes:
        place: where it computes, in words: “this computer”, or the scheduler's address.
        slots: how many calls it computes at a time. running, waiting: calls.
        restarts: how many workers ended and were replaced.
        warning: what is wrong with it, in one sentence; None if nothing is.
    """

    place: str
    slots: int
    running: int
    waiting: int
    restarts: int
    warning: str | None = None


class Engine(Executor):
    """Computes calls in other processes, in the order of their coming. `submit` never waits."""

    @abstractmethod
    def report(self) -> EngineReport:
        """Return how the engine fares; never waits."""

    def warm_up(self) -> None:
        """Start in the background what takes time to start; an engine whose workers run already has nothing to do."""

    @property
    def connected(self) -> bool:
        """Whether a call that is submitted now can be computed."""
        return True

    @property
    def crowd(self) -> float:
        """How many calls a slot has, running or waiting, with the one that is about to be submitted."""
        now = self.report()
        return (now.running + now.waiting + 1) / max(1, now.slots)
