"""A run as a file: what the Lab downloads and opens again."""

from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pandas as pd

from lstm_viz.data.source import Source
from lstm_viz.errors import LstmVizError, SavedRunError
from lstm_viz.model.exchange import open_run, save_run
from lstm_viz.training.engine import Engine
from lstm_viz.training.live_run import LiveRun
from lstm_viz.ui.experiment import Experiment, build
from lstm_viz.ui.settings import UPLOADED, Settings, from_query, to_query


def save(live: LiveRun) -> bytes:
    """Return the run as one safetensors file: weights, moments, losses, settings, scaling, and the file's own data."""
    experiment: Experiment = live.about
    run = live.run()
    if run is None:
        raise SavedRunError("The run has not begun: wait until its first numbers are there.")
    status = live.status()
    settings = replace(experiment.settings, learning_rate=status.learning_rate, steps=status.goal)
    about: dict[str, Any] = {"settings": to_query(settings)}
    if experiment.problem.target_scale is not None:
        about["target_scale"] = asdict(experiment.problem.target_scale)
    tables: dict[str, Any] = {}
    source = experiment.source
    if experiment.settings.data == UPLOADED and source is not None:
        about["source"] = {
            "name": source.name,
            "columns": [str(name) for name in source.table.columns],
            "units": dict(source.units),
            "target": source.target,
            "about": source.about,
            "dated": isinstance(source.table.index, pd.DatetimeIndex),
        }
        tables["values"] = source.table.to_numpy(np.float64)
        tables["times"] = _times(source.table.index)
    return save_run(run, about, tables)


def open_saved(data: bytes, engine: Engine) -> LiveRun:
    """Open a file that `save` made; its run can be looked at and trained on.

    Raises:
        SavedRunError: the file is damaged, is something else, or does not fit its own settings.
    """
    saved = open_run(data)
    try:
        settings = _settings(saved.about)
        experiment = build(settings, _source(saved.about, saved.tables))
    except (KeyError, TypeError, ValueError, AttributeError, LstmVizError) as error:
        raise SavedRunError(
            "The saved run’s settings or data cannot be read: download it from the Lab again."
        ) from error
    if experiment.model != saved.run.model:
        raise SavedRunError("The saved run’s weights do not fit its settings: download it from the Lab again.")
    config = replace(saved.run.segments[-1].config, learning_rate=settings.learning_rate)
    goal = max(settings.steps, saved.run.newest.step)
    return LiveRun(engine, experiment.problem, saved.run.model, config, goal=goal, about=experiment, saved=saved.run)


def _settings(about: Any) -> Settings:
    settings, notes = from_query({str(name): str(value) for name, value in about["settings"].items()})
    if notes:
        raise ValueError(notes[0])
    return settings


def _source(about: Any, tables: Any) -> Source | None:
    told = about.get("source")
    if told is None:
        return None
    index = pd.to_datetime(tables["times"], unit="ns") if told["dated"] else pd.RangeIndex(len(tables["values"]))
    table = pd.DataFrame(tables["values"], columns=[str(name) for name in told["columns"]], index=index)
    return Source(str(told["name"]), table, dict(told["units"]), str(told["target"]), str(told["about"]))


def _times(index: pd.Index) -> Any:
    if isinstance(index, pd.DatetimeIndex):
        return index.as_unit("ns").asi8
    return np.arange(len(index), dtype=np.int64)
