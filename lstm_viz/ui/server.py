"""What the whole server shares: the engine, the registry of runs, and the run that a first visit shows."""

import gc
import os
from functools import cache
from pathlib import Path

from lstm_viz.errors import LstmVizError
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.training.registry import RunRegistry
from lstm_viz.ui.saved import open_saved

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "assets" / "demo.safetensors"


@cache
def engine() -> LocalEngine:
    """Return the server's engine; its workers warm up in the background, one core stays with the server."""
    made = LocalEngine(slots=max(1, (os.cpu_count() or 2) - 1))
    made.warm_up()
    return made


@cache
def registry() -> RunRegistry:
    """Return the server's runs by id."""
    return RunRegistry()


@cache
def demo() -> LiveRun | None:
    """Return the small run shipped with the app, shared by all who look and never trained on; None if it is damaged."""
    try:
        return open_saved(DEMO.read_bytes(), engine())
    except (OSError, LstmVizError):
        return None


@cache
def settle() -> None:
    """Take what is imported by now out of the garbage collector's rounds, once.

    Streamlit collects after every rerun; without this another session's rerun beside ten trainings took 657 ms, with
    it 15 ms.
    """
    gc.collect()
    gc.freeze()
