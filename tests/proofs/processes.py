"""Processes of the proofs: each in a group of its own, which is ended whole."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path


@contextlib.contextmanager
def started(
    command: Sequence[str], log: Path, cwd: Path, environ: Mapping[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a command; afterwards whatever is left of its group is killed."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=cwd, stdout=output, stderr=output, env=dict(environ), start_new_session=True
        )
        try:
            yield process
        finally:
            kill_group(process)


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process and all it started, as a lost machine would."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def ends_whole(process: "subprocess.Popen[bytes]", seconds: float) -> bool:
    """Whether a process and all it started are gone within so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.1)  # its group is asked for only then: a child that nobody waited for is still in it
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return True
    return False
