"""A real server of the app on a free loopback port, in a process group of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_SECONDS = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def app_server(log: Path) -> Iterator[str]:
    """Serve the app; yield its address; end it and its workers. Its runs are kept beside the log."""
    port = free_port()
    process = started(log, port)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        end(process)


def started(log: Path, port: int) -> "subprocess.Popen[bytes]":
    """Return a server that is healthy on this port."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environ = {**os.environ, "LSTM_VIZ_RUNS": str(log.parent / "runs")}
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, start_new_session=True, env=environ
        )
    try:
        wait_until_healthy(process, f"http://127.0.0.1:{port}", log)
    except BaseException:
        end(process)
        raise
    return process


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a server as Ctrl-C does."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until_healthy(process: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended at once:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:  # noqa: S310  # our own server on loopback
                if answer.status == 200:
                    return
        except OSError:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.2)
    raise RuntimeError(f"the server was not healthy after {START_SECONDS} s:\n{log.read_text()}")
