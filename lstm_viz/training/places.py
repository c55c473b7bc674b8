"""Who may train: so many runs at a time, the others in line in the order of their asking.

Nobody is called when a place gets free: a run that waits asks again, as often as somebody looks at it.
"""

import threading
import time
from collections.abc import Callable, Hashable

from lstm_viz.errors import ServerFull

LONGEST_LINE = 200
LAPSES_AFTER = 14.0
"""Seconds after which one in line that has not asked again loses its turn."""


class Places:
    """Places among those that train. Any hashable thing may ask; every method may be called from any thread."""

    def __init__(self, most: Callable[[], int], clock: Callable[[], float] = time.monotonic) -> None:
        """Give `most()` places at a time."""
        self._most, self._clock = most, clock
        self._lock = threading.Lock()
        self._inside: dict[Hashable, float | None] = {}
        self._line: dict[Hashable, float] = {}

    def check(self) -> None:
        """Raise if the line is at its longest.

        Raises:
            ServerFull: it is.
        """
        with self._lock:
            self._lapse()
            if len(self._line) >= LONGEST_LINE:
                raise ServerFull(
                    f"{len(self._inside)} runs train on this server and {len(self._line)} wait: try again in some "
                    "minutes. Nothing of yours is lost."
                )

    def admit(self, who: Hashable, seconds_left: float | None) -> bool:
        """Ask for a place, or to keep it; return whether `who` has one.

        `seconds_left` is for how long it will be needed, as far as that is known.
        """
        with self._lock:
            if who not in self._inside:
                self._lapse()
                self._line[who] = self._clock()
                if self._before(who) >= self._most() - len(self._inside):
                    return False
                del self._line[who]
            self._inside[who] = seconds_left
            return True

    def leave(self, who: Hashable) -> None:
        """Give a place, or a place in line, back."""
        with self._lock:
            self._inside.pop(who, None)
            self._line.pop(who, None)

    def ahead(self, who: Hashable) -> tuple[int, float | None] | None:
        """Return how many are before `who` in line and about how many seconds it will wait; None if not in line."""
        with self._lock:
            if who not in self._line:
                return None
            before = self._before(who)
            ends = sorted(seconds for seconds in self._inside.values() if seconds is not None)
            return before, ends[before] if before < len(ends) else None

    @property
    def counts(self) -> tuple[int, int]:
        """How many have a place, and how many wait in line."""
        with self._lock:
            self._lapse()
            return len(self._inside), len(self._line)

    def _before(self, who: Hashable) -> int:
        return list(self._line).index(who)

    def _lapse(self) -> None:
        now = self._clock()
        self._line = {who: asked for who, asked in self._line.items() if now - asked <= LAPSES_AFTER}
