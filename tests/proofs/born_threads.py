"""What the threads that a process starts in a span of time take of a processor. Streamlit runs each rerun in one."""

import contextlib
import threading
import time
from pathlib import Path
from typing import Self

PERIOD = (
    0.002  # s between two looks; Linux counts at its ticks and when a thread waits, so a thread's end may be missed
)
LONGEST_END = 0.25  # s that a rerun's thread has to end after its last word; what lives longer is another's


class BornThreads:
    """Watches a process from now on, as a context; `finish` ends the span."""

    def __init__(self, process: int) -> None:
        self._tasks = Path(f"/proc/{process}/task")
        self._before = set(self._tasks.iterdir())
        self._taken: dict[Path, int] = {}
        self._alive: set[Path] = set()
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look_on)

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.finish()

    def finish(self) -> list[float]:
        """Return the CPU seconds of each thread that was born in the span and has ended with it."""
        self._over.set()
        self._watch.join()
        return [taken / 1e9 for thread, taken in self._taken.items() if thread not in self._alive]

    def _look_on(self) -> None:
        while not self._over.is_set():
            self._alive = set(self._tasks.iterdir()) - self._before
            self._read()
            self._over.wait(PERIOD)
        deadline = time.monotonic() + LONGEST_END
        while self._alive and time.monotonic() < deadline:
            self._alive &= set(self._tasks.iterdir())
            self._read()
            time.sleep(PERIOD)

    def _read(self) -> None:
        for thread in self._alive:
            with contextlib.suppress(OSError):
                self._taken[thread] = int((thread / "schedstat").read_text().split()[0])
