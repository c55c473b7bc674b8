"""A server of the app that a proof may end in any way and start again on the same port."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from tests.browser.app_server import ROOT, free_port, wait_until_healthy
from tests.proofs.proc import session_members, still_there

ENDS_WITHIN = 5.0


class App:
    """The server's process. Its runs and its temporary files lie in a folder of the proof's own."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.port = free_port()
        self.folder, self.runs, self.temporary = folder, folder / "runs", folder / "tmp"
        self.log = folder / "log.txt"
        for each in (self.runs, self.temporary):
            each.mkdir(parents=True, exist_ok=True)
        self._environment = {**os.environ, "LSTM_VIZ_RUNS": str(self.runs), "TMPDIR": str(self.temporary)} | environment
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> int:
        """The id of the server's own process."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it; return when it serves."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=self._environment,
            )
        wait_until_healthy(self._process, f"http://127.0.0.1:{self.port}", self.log)

    def kill(self) -> list[str]:
        """Kill the server's process alone; return the processes that outlive it by 5 s."""
        return self._end(signal.SIGKILL)

    def stop(self) -> list[str]:
        """End the server as Ctrl-C does; return the processes that outlive it by 5 s."""
        return self._end(signal.SIGINT)

    def _end(self, how: signal.Signals) -> list[str]:
        assert self._process is not None
        members = session_members(self.process)
        self._process.send_signal(how)
        self._process.wait(30)
        return still_there(members, ENDS_WITHIN)

    def clear_away(self) -> None:
        """End whatever still runs."""
        if self._process is not None:
            for each in session_members(self.process):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(each, signal.SIGKILL)
            self._process.wait()


@contextlib.contextmanager
def serving(disk: Callable[[Path], AbstractContextManager[object]] = nullcontext, **environment: str) -> Iterator[App]:
    """Serve the app in a folder that is removed afterwards; its runs are kept on `disk`."""
    with tempfile.TemporaryDirectory() as folder:
        app = App(Path(folder), **environment)
        with disk(app.runs):
            try:
                app.start()
                yield app
            finally:
                app.clear_away()
