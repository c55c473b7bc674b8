"""How a run is doing, as a record, and its troubles in words."""

from dataclasses import dataclass
from typing import Literal

from lstm_viz.errors import LstmVizError, WorkerLost

StateWord = Literal["untrained", "waiting", "queued", "disconnected", "playing", "paused", "finished", "failed"]
"""waiting: for its first result. queued: for a place among those that train. disconnected: for the cluster."""


@dataclass(frozen=True)
class RunStatus:
    """How a run is doing. None stands for what is not known yet.

    Attributes:
        message: what stopped it, or what it waits for.
        warning: what is wrong, though it goes on.
        ahead: how many runs are before it in line; None if it is not in line. wait: seconds until its turn, about.
    """

    state: StateWord
    message: str | None
    step: int
    goal: int
    steps_per_second: float | None
    seconds_left: float | None
    learning_rate: float
    epoch: float | None
    loss_now: float | None
    validation_now: float | None
    grad_norm: float | None
    warning: str | None = None
    ahead: int | None = None
    wait: float | None = None


def why_it_stopped(error: BaseException, step: int, strikes: int) -> str:
    """Return the sentence for an error that ended a run at `step`."""
    if isinstance(error, WorkerLost):
        return (
            f"The training process ended {strikes} times at step {step}: choose a smaller network or a shorter window. "
            "The last good state is kept."
        )
    if isinstance(error, LstmVizError):
        return str(error)
    return f"Training stopped at step {step}: {type(error).__name__}: {error}."
