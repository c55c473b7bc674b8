"""Large files that people bring: read one after the other beside the server, and kept until their person fetches them.

A file is read for a person, not for a session: whoever reloads the page or looks at another one finds it again.
"""

import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from weakref import WeakSet

from lstm_viz.data.reading.unpack import says_it_has
from lstm_viz.data.room import LARGE, UPLOAD
from lstm_viz.errors import DataError, LstmVizError, ServerFull, WorkerLost
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.ui.large_file import FILE, how_far, read_large
from lstm_viz.ui.upload import Upload

MOST = 4
"""How many large files a server reads and holds at a time: each takes up to 128 MB, and its table as much."""
LEAST_TOLD = 0.05
"""The share from which on the pace is known."""
NOBODY_LOOKS_AFTER = 60.0
"""Seconds after which a file that was read and not fetched may be let go of."""


class _HasData(Protocol):
    """Whatever holds a file's bytes."""

    @property
    def data(self) -> bytes: ...
    def __hash__(self) -> int: ...


@dataclass(frozen=True)
class UnderWay:
    """A file that is being read: the share that is done, 0 to 1, what is being done, and about how long it takes still.

    `seconds_left` is None as long as nobody can tell.
    """

    name: str
    share: float
    stage: str
    seconds_left: float | None
    done: bool


@dataclass(frozen=True, eq=False)
class Fetched:
    """A file that was to be read: as it was `read`, or why not; what was `said` of it, and as it was read `before`."""

    name: str
    data: bytes
    said: Mapping[str, Any]
    before: Upload | None
    read: Upload | None
    trouble: str = ""


@dataclass
class _Job:
    name: str
    data: bytes
    said: Mapping[str, Any]
    before: Upload | None
    folder: Path
    call: Future[Any]
    looked: float
    begun: float | None = None
    share: float = 0.0
    moved: float = 0.0


class LargeFiles:
    """Every method may be called from any thread; none waits for a file to be read."""

    def __init__(self, engine: Callable[[], LocalEngine], *, clock: Callable[[], float] = time.monotonic) -> None:
        """Read in the processes of `engine()`."""
        self._engine, self._clock = engine, clock
        self._lock = threading.RLock()
        self._jobs: dict[str, _Job] = {}
        self._held: WeakSet[_HasData] = WeakSet()

    def begin(self, who: str, name: str, data: bytes, said: Mapping[str, Any], before: Upload | None = None) -> None:
        """Have a file read for this person, in place of another that is being read. `before`: as it was read so far.

        Raises:
            DataError: it is too large. ServerFull: there is no room for it in the server, or on its disk.
        """
        if len(data) > LARGE.bytes:
            most = LARGE.bytes // 2**20
            raise DataError(
                f"{name} has {len(data) / 2**20:.1f} MB; {most} MB is the most: keep the latest part of it."
            )
        with self._lock:
            self.cancel(who)
            self._make_room(data)
        folder = tempfile.TemporaryDirectory(prefix="lstm_viz_", ignore_cleanup_errors=True)
        place = Path(folder.name)
        try:
            (place / FILE).write_bytes(data)  # while nobody waits for the lock
        except OSError as error:
            folder.cleanup()
            raise ServerFull(
                f"The server's disk has no room to read {name} ({error.strerror}): try again later."
            ) from error
        with self._lock:
            call = self._engine().submit(read_large, place, name, said)
            call.add_done_callback(lambda _: folder.cleanup())
            self._jobs[who] = _Job(name, data, said, before, place, call, self._clock())

    def look(self, who: str) -> UnderWay | None:
        """Return how the reading for this person stands; None if nothing is read for them."""
        with self._lock:
            job = self._jobs.get(who)
            if job is None:
                return None
            now = job.looked = self._clock()
            if job.call.done():
                return UnderWay(job.name, 1.0, "done", 0.0, done=True)
            share, stage = how_far(job.folder)
            if stage and job.begun is None:
                job.begun = now
            if share != job.share:
                job.share, job.moved = share, now
            return UnderWay(job.name, share, stage, _seconds_left(job, now), done=False)

    def fetch(self, who: str) -> Fetched | None:
        """Return the file that was read for this person, once; None if none is ready."""
        with self._lock:
            job = self._jobs.get(who)
            if job is None or not job.call.done():
                return None
            del self._jobs[who]
        read, trouble = None, ""
        error = CancelledError() if job.call.cancelled() else job.call.exception()
        if error is None:
            found = job.call.result()
            read = job.before.as_read_again(*found) if job.before else Upload.of(job.name, job.data, *found)
        elif isinstance(error, WorkerLost | CancelledError):
            trouble = f"The process that read {job.name} ended: upload the file again."
        elif isinstance(error, LstmVizError):
            trouble = str(error)
        else:
            trouble = f"{job.name} cannot be read ({type(error).__name__}): choose another file."
        fetched = Fetched(job.name, job.data, job.said, job.before, read, trouble)
        self.hold(read or fetched)
        return fetched

    def hold(self, file: _HasData) -> None:
        """Count a large file as long as anybody holds it."""
        with self._lock:
            self._held.add(file)

    def cancel(self, who: str) -> None:
        """Read no more for this person."""
        with self._lock:
            job = self._jobs.pop(who, None)
        if job is not None:
            self._engine().break_off(job.call)

    def _make_room(self, data: bytes) -> None:
        """Let go of what nobody fetches, if there are too many."""
        if len(self._counted(data)) < MOST:
            return
        now = self._clock()
        for who, job in list(self._jobs.items()):
            if job.call.done() and now - job.looked > NOBODY_LOOKS_AFTER:
                self.cancel(who)
        if len(self._counted(data)) >= MOST:
            raise ServerFull(
                f"{MOST} large files are being read or used on this server, and it holds no more: try again in some "
                "minutes, or bring a file of at most 10 MB."
            )

    def _counted(self, besides: bytes) -> set[int]:
        """Return which files are here; one that is read another way is the same."""
        held = [each.data for each in self._held] + [job.data for job in self._jobs.values()]
        return {id(data) for data in held} - {id(besides)}


def _seconds_left(job: _Job, now: float) -> float | None:
    """Return about how long it takes still, at the pace up to where the share was last seen to move."""
    if job.begun is None or job.share < LEAST_TOLD:
        return None
    return max(0.0, (job.moved - job.begun) * (1 - job.share) / job.share - (now - job.moved))


def is_large(data: bytes) -> bool:
    """Return whether a file is too large to be read while others are served, or has too many lines for that."""
    return says_it_has(data) > UPLOAD.bytes or data.count(b"\n") > UPLOAD.rows
