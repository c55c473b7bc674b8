"""What the whole server shares: the engine, the registry of runs, and the runs that are shipped with the app."""

import gc
import os
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from lstm_viz.errors import LstmVizError, SettingError
from lstm_viz.experiments.prices.known import find_stock
from lstm_viz.experiments.runner import Runner
from lstm_viz.forecasting.runner import ForecastRunner
from lstm_viz.training.choose_engine import choose_engine
from lstm_viz.training.engine import Engine
from lstm_viz.training.keeper import start_keeper
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.training.places import Places
from lstm_viz.training.registry import RunRegistry
from lstm_viz.training.store import RunStore
from lstm_viz.training.store_folder import claim_folder
from lstm_viz.ui.brought import BroughtFiles
from lstm_viz.ui.large_files import LargeFiles
from lstm_viz.ui.saved import bring_to_life, describe, open_saved
from lstm_viz.ui.scores import Scores

ROOT = Path(__file__).parents[2]
DEMO, LESSON = (ROOT / "assets" / f"{name}.safetensors" for name in ("demo", "lesson"))
PLACES_A_SLOT = 40
"""How many runs share a slot before the next one waits: at 40 each moves about once a second."""
GIVES_WAY = 10
"""By how much forecasts give way to trainings, 0 to 19 as Unix counts it."""

Made = TypeVar("Made")


def once(make: Callable[[], Made]) -> Callable[[], Made]:
    """Make a thing at the first call, once, however many sessions call at that moment."""
    lock, kept = threading.RLock(), cache(make)

    def get() -> Made:
        with lock:
            return kept()

    return get


@once
def engine() -> Engine:
    """Return the server's engine; its workers warm up in the background. A setting that is wrong ends the server."""
    try:
        made = choose_engine(os.environ, os.cpu_count() or 2)
    except SettingError as error:
        raise SystemExit(str(error)) from None
    made.warm_up()
    return made


@once
def local_engine() -> Engine:
    """Return an engine on this computer, for runs whose cluster is lost."""
    made = choose_engine({}, os.cpu_count() or 2)
    made.warm_up()
    return made


@once
def places() -> Places:
    """Return the places among the runs that train."""
    return Places(lambda: PLACES_A_SLOT * max(1, engine().report().slots))


@once
def registry() -> RunRegistry:
    """Return the server's runs by id; they are written down in the background from now on."""
    claim = claim_folder(os.environ)
    store = RunStore(claim)
    made = RunRegistry(
        store,
        describe,
        lambda kept: bring_to_life(kept.about, kept.tables, kept.run, engine(), places()),
    )
    start_keeper(made)
    return made


@once
def scores() -> Scores:
    """Return what runs that are compared predict."""
    return Scores(engine())


@once
def experiments() -> Runner:
    """Return what runs the experiments that anybody asks for."""
    return Runner(engine)


@once
def prices() -> Runner:
    """Return what trains on the stocks that anybody asks for."""
    return Runner(engine, find=find_stock)


@once
def forecast_engine() -> LocalEngine:
    """Return the engine of forecasts, whose fits take many seconds: it gives way to what is trained live."""
    cores = os.cpu_count() or 2
    made = LocalEngine(max(1, cores - 1), nice=GIVES_WAY)
    made.warm_up()
    return made


@once
def forecasts() -> ForecastRunner:
    """Return what makes the forecasts that anybody asks for."""
    return ForecastRunner(forecast_engine)


@once
def large_files() -> LargeFiles:
    """Return what reads the large files that people bring."""
    return LargeFiles(forecast_engine)


@once
def brought() -> BroughtFiles:
    """Return the newest file of each person."""
    return BroughtFiles()


@once
def demo() -> LiveRun | None:
    """Return the run that a first visit shows, shared by all who look and never trained on; None if it is damaged."""
    return _shipped(DEMO)


@once
def lesson() -> LiveRun | None:
    """Return the run that the lessons speak of until the reader has one: as `demo`."""
    return _shipped(LESSON)


def _shipped(file: Path) -> LiveRun | None:
    try:
        return open_saved(file.read_bytes(), engine(), places())
    except (OSError, LstmVizError):
        return None


@once
def settle() -> None:
    """Take what is imported by now out of the garbage collector's rounds, once.

    Streamlit collects after every rerun; without this another session's rerun beside ten trainings took 657 ms, with
    it 15 ms.
    """
    gc.collect()
    gc.freeze()
