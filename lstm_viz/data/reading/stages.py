"""How far a file is read: the stages of reading, and at which share of the whole each begins."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

Tell = Callable[[float, str], None]
"""Is called with a share, 0 to 1, and what is being done, in a word or two."""
Stage = Literal[
    "unpacking", "decoding", "splitting into cells", "finding the names", "reading the times", "reading the numbers"
]
BEGINS: Mapping[str, float] = MappingProxyType(
    {
        "unpacking": 0.0,
        "decoding": 0.02,
        "splitting into cells": 0.04,
        "finding the names": 0.69,
        "reading the times": 0.74,
        "reading the numbers": 0.9,
        "done": 1.0,
    }
)
"""By the CPU that 100 MB of 1,000,000 rows and 10 columns take."""
_ENDS = dict(zip(BEGINS, [*list(BEGINS.values())[1:], 1.0], strict=True))


class Stages:
    """Tells of each stage as it begins, and of the way through the longest."""

    def __init__(self, tell: Tell | None) -> None:
        """Tell nobody where `tell` is None."""
        self._tell = tell

    def begin(self, stage: Stage) -> None:
        """Tell that a stage begins."""
        if self._tell is not None:
            self._tell(BEGINS[stage], stage)

    def within(self, stage: Stage, share: float) -> None:
        """Tell that a share of a stage, 0 to 1, is done; an estimate that passes 1 is cut."""
        if self._tell is not None:
            begin = BEGINS[stage]
            self._tell(begin + min(1.0, share) * (_ENDS[stage] - begin), stage)

    def done(self) -> None:
        """Tell that the file is read."""
        if self._tell is not None:
            self._tell(1.0, "done")
