"""Chunks that go wrong, as workers import them."""

import os
import signal
from pathlib import Path
from typing import Any

from lstm_viz.training.jobs import advance_job


def dies(*_: Any, **__: Any) -> None:
    """Kill the worker in the middle of a chunk."""
    os.kill(os.getpid(), signal.SIGKILL)


def waits_for_ever(word: str) -> None:
    """Open a named pipe, which says that it is at work, and never come back."""
    with Path(word).open("w"):
        signal.pause()


def raises(*_: Any, **__: Any) -> None:
    """Raise what nobody expects."""
    raise ZeroDivisionError("poisoned")


def twenty_steps(*args: Any, **kwargs: Any) -> Any:
    """A chunk of twenty steps, however long it takes, so that shares can be counted."""
    kwargs.pop("seconds", None)
    return advance_job(*args, steps=20, **kwargs)
