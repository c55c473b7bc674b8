"""What a command says on the error stream while it reads a file that takes long."""

import sys
import time
from collections.abc import Callable

from lstm_viz.data.reading.stages import Tell

EVERY = 1.0
"""Seconds before the first line, and between two."""


def told_on_stderr(name: str, clock: Callable[[], float] = time.monotonic) -> Tell:
    """Return what `read_csv` may tell: it writes a line a second; of a file that is read within one, nothing."""
    begun = last = clock()

    def tell(share: float, stage: str) -> None:
        nonlocal last
        now = clock()
        if now - last < EVERY or not 0 < share < 1:
            return
        last = now
        left = (now - begun) * (1 - share) / share
        sys.stderr.write(f"Reading {name}: {stage}, {share:.0%}, about {left:.0f} s left.\n")
        sys.stderr.flush()

    return tell
