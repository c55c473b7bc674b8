"""A real cluster on this machine: a scheduler and workers in processes of their own, ended afterwards."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lstm_viz.records import State
from lstm_viz.training.jobs import advance_job
from tests.unit.training.faults import twenty_steps

LOOPBACK = "127.0.0.1"
ROOT = Path(__file__).parents[3]


def free_port() -> int:
    with socket.socket() as made:
        made.bind((LOOPBACK, 0))
        return int(made.getsockname()[1])


class Cluster:
    """A scheduler at one port, and groups of workers. Every process is a group of its own."""

    def __init__(self, directory: Path) -> None:
        self.port = free_port()
        self.address = f"tcp://{LOOPBACK}:{self.port}"
        self._directory = directory
        self._processes: list[subprocess.Popen[bytes]] = []

    def _start(self, *command: str, cwd: Path = ROOT, **environ: str) -> "subprocess.Popen[bytes]":
        with (self._directory / f"{len(self._processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *command],
                cwd=cwd,
                env=os.environ | environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._processes.append(process)
        return process

    def start_scheduler(self) -> None:
        """Start a scheduler, which also ends, with its workers, some time after tests that were killed."""
        place = ("--host", LOOPBACK, "--port", str(self.port), "--no-dashboard")
        self._scheduler = self._start("scheduler", *place, "--idle-timeout", "10 minutes")

    def kill_scheduler(self) -> None:
        end(self._scheduler)

    def start_workers(self, *options: str, cwd: Path = ROOT, **environ: str) -> "subprocess.Popen[bytes]":
        """Start one worker under dask's nanny, which starts another when it ends, or as the options say."""
        place = ("--host", LOOPBACK, "--local-directory", str(self._directory), "--no-dashboard")
        return self._start("worker", self.address, *place, "--nthreads", "1", *options, cwd=cwd, **environ)

    def end(self) -> None:
        for process in self._processes:
            end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process and all that it has started."""
    if process.returncode is None:  # not yet waited for: nobody else can have its id
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_for(condition: Callable[[], Any], within: float = 120.0) -> bool:
    """Wait until a condition holds; return whether it did in time."""
    deadline, pause = time.monotonic() + within, threading.Event()
    while not condition():
        if time.monotonic() > deadline:
            return False
        pause.wait(0.02)
    return True


def dies_once(marker: str, *args: Any, **kwargs: Any) -> Any:
    """Return twenty steps on; the first time, kill the worker half-way instead."""
    if not Path(marker).exists() and isinstance(advance_job(*args, **(kwargs | {"seconds": None, "steps": 10})), State):
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return twenty_steps(*args, **kwargs)


def count_tasks(dask_scheduler: Any) -> int:
    """Return how many tasks the scheduler knows; it calls this itself."""
    return len(dask_scheduler.tasks)
