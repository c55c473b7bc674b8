"""A small server with runs that play, for tests that end it: it prints the ids of every process that it has started."""

import contextlib
import multiprocessing.forkserver
import multiprocessing.resource_tracker
import os
import sys
import threading
from typing import Any

from lstm_viz.records import ModelConfig, TrainConfig
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.local_engine import LocalEngine
from tests.unit.training.problems import sine_problem


def serve() -> None:
    engine = LocalEngine(2)
    looked_at: dict[str, Any] = {"goal": 10**9, "clock": lambda: 0.0}
    runs = [LiveRun(engine, sine_problem(), ModelConfig(), TrainConfig(seed=k), **looked_at) for k in range(2)]
    for run in runs:
        run.play()
    sys.stdout.write("started\n")
    sys.stdout.flush()
    if not all(run.wait_until(lambda status: status.step > 0, 60) for run in runs):
        sys.exit("the runs do not play")
    workers = {engine.submit(os.getpid).result() for _ in range(8)}
    helpers = {
        multiprocessing.forkserver._forkserver._forkserver_pid,  # type: ignore[attr-defined]
        multiprocessing.resource_tracker._resource_tracker._pid,  # type: ignore[attr-defined]
    }
    sys.stdout.write(f"{' '.join(map(str, workers | helpers))} {'torch' in sys.modules}\n")
    sys.stdout.flush()
    threading.Event().wait()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        serve()
