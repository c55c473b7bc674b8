"""What processes take, and whether they have ended: read from Linux's /proc."""

import contextlib
import os
import select
import time
from pathlib import Path

PROC = Path("/proc")


def _stat(process: int) -> list[str]:
    """Return the fields of /proc/PID/stat from the third on: state, parent, group, session …"""
    return (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()


def cpu_seconds(process: int) -> float:
    """Return what a process has used, all its threads."""
    fields = _stat(process)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")  # utime + stime


def pss_megabytes(process: int) -> float:
    """Return the memory of a process, what it shares counted in parts."""
    for line in (PROC / str(process) / "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise ValueError(f"/proc says nothing of the memory of {process}.")


def session_members(leader: int) -> list[int]:
    """Return the living processes of a session: all that its leader has started, also where a parent has ended."""
    found = []
    for entry in PROC.iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError):
                fields = _stat(int(entry.name))
                if int(fields[3]) == leader and fields[0] not in "ZX":
                    found.append(int(entry.name))
    return found


def fork_servers(leader: int) -> list[int]:
    """Return the fork servers of a session; the workers that they have forked carry the same command line."""
    found = [each for each in session_members(leader) if "forkserver" in _command_line(each)]
    return [each for each in found if _parent(each) not in found]


def workers(leader: int) -> list[int]:
    """Return the training processes of a session: the children of its fork servers."""
    above = fork_servers(leader)
    return [each for each in session_members(leader) if _parent(each) in above]


def _command_line(process: int) -> str:
    try:
        return (PROC / str(process) / "cmdline").read_text(errors="replace").replace("\0", " ").strip()
    except OSError:
        return ""


def _parent(process: int) -> int:
    try:
        return int(_stat(process)[1])
    except OSError:
        return 0


def still_there(processes: list[int], seconds: float) -> list[str]:
    """Wait until processes have ended; return the command lines of those that have not, after so many seconds."""
    deadline = time.monotonic() + seconds
    left = []
    for process in processes:
        try:
            handle = os.pidfd_open(process)
        except ProcessLookupError:
            continue
        try:
            if not select.select([handle], [], [], max(0.0, deadline - time.monotonic()))[0]:
                left.append(f"{process} {_command_line(process)}")
        finally:
            os.close(handle)
    return left


def spawned(leader: int) -> list[int]:
    """Return the processes that Python's multiprocessing has spawned in a session."""
    return [each for each in session_members(leader) if "spawn_main" in _command_line(each)]
