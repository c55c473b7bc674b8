"""The server's runs, each under an id that cannot be guessed: it stands in the address and finds the run again."""

import secrets
import threading

from lstm_viz.training.live_run import LiveRun

MOST_RUNS = 200


class RunRegistry:
    """Runs by id. Beyond `most` the run that nobody has looked at for longest is dropped, unless it trains."""

    def __init__(self, most: int = MOST_RUNS) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._runs: dict[str, LiveRun] = {}

    def add(self, live: LiveRun) -> str:
        """Keep a run; return its id."""
        run_id = secrets.token_urlsafe(16)
        with self._lock:
            self._runs[run_id] = live
            others = [(run.touched, key, run) for key, run in self._runs.items() if key != run_id]
            idle = sorted((at, key) for at, key, run in others if not (run.playing and run.looked_at))
            for _, key in idle[: max(0, len(self._runs) - self._most)]:
                del self._runs[key]
        return run_id

    def get(self, run_id: str) -> LiveRun | None:
        """Return the run with this id, or None."""
        with self._lock:
            return self._runs.get(run_id)
