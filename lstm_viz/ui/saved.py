"""A run as a file: what the Lab downloads and opens again."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pandas as pd

from lstm_viz.errors import SavedRunError
from lstm_viz.explorer.standalone import standalone_html
from lstm_viz.figures.specs import explorer_specs
from lstm_viz.model.exchange import open_run, save_run
from lstm_viz.records import Array, Problem, Run, TrainConfig
from lstm_viz.training.engine import Engine
from lstm_viz.training.fork import Replay
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.places import Places
from lstm_viz.ui.experiment import Experiment, title_of
from lstm_viz.ui.forecast_run import describe_forecast, forecast_experiment
from lstm_viz.ui.restore import restored, whole
from lstm_viz.ui.settings import BOUNDS, FORECAST, MOST_STEPS, UPLOADED, to_query

FEWEST_STEPS = int(BOUNDS["steps"].low)


def save(live: LiveRun) -> bytes:
    """Return the run as one safetensors file: weights, moments, losses, settings, scaling, and the file's own data.

    Raises:
        SavedRunError: it has not begun, or is too large.
    """
    return save_run(begun(live), *describe(live))


def begun(live: LiveRun) -> Run:
    """Return what a run has been so far.

    Raises:
        SavedRunError: it has not begun.
    """
    run = live.run()
    if run is None:
        raise SavedRunError("The run has not begun: wait until its first numbers are there.")
    return run


def explorer_page(live: LiveRun) -> str:
    """Return the run's explorer as one HTML file that works offline.

    Raises:
        SavedRunError: the run has not begun.
    """
    run, made = begun(live), live.about
    status = replace(live.status(), state="paused" if live.playing else live.status().state, warning=None)
    return standalone_html(
        live.problem, live.model, run, status, explorer_specs(live.problem, live.model.cell), title_of(made)
    )


def describe(live: LiveRun) -> tuple[dict[str, Any], dict[str, Array]]:
    """Return what a run is of, as plain values and arrays: settings, scaling, and the data if they are a file's."""
    experiment: Experiment = live.about
    status = live.status()
    steps = min(max(status.goal, FEWEST_STEPS), MOST_STEPS)
    settings = replace(experiment.settings, learning_rate=status.learning_rate, steps=steps)
    about: dict[str, Any] = {"settings": to_query(settings)}
    if experiment.origin:
        about["origin"] = list(experiment.origin)
    if live.edits:
        about["edits"] = [asdict(edit) for edit in live.edits]
    if way := live.way:
        about["way"] = [[config.learning_rate, until] for config, until in way]
    if experiment.problem.target_scale is not None:
        about["target_scale"] = asdict(experiment.problem.target_scale)
    if experiment.settings.data == FORECAST:
        told, tables = describe_forecast(experiment.problem)
        return about | {"forecast": told}, tables
    source = experiment.source
    if experiment.settings.data != UPLOADED or source is None:
        return about, {}
    about["source"] = {
        "name": source.name,
        "columns": [str(name) for name in source.table.columns],
        "units": dict(source.units),
        "target": source.target,
        "about": source.about,
        "dated": isinstance(source.table.index, pd.DatetimeIndex),
    }
    return about, {"values": source.table.to_numpy(np.float64), "times": _times(source.table.index)}


def open_saved(data: bytes, engine: Engine, places: Places | None = None) -> LiveRun:
    """Open a file that `save` made; its run can be looked at and trained on.

    Raises:
        SavedRunError: the file is damaged, is something else, or does not fit its own settings.
    """
    saved = open_run(data)
    return bring_to_life(saved.about, saved.tables, saved.run, engine, places)


def open_forecast(problem: Problem, run: Run, engine: Engine, places: Places | None = None) -> LiveRun:
    """Open one network of a forecast: a run that is finished, and goes on where it is.

    Args:
        problem: as `lstm_viz.forecasting.look_inside.named_problem` gives it.
        run: as its `run_of` gave it.
        engine: what it is trained on if somebody presses Play.
        places: among those who train.

    Raises:
        SettingError: the Lab has no setting for the network.
    """
    return LiveRun(
        engine,
        problem,
        run.model,
        run.segments[-1].config,
        goal=run.newest.step,
        about=forecast_experiment(problem, run),
        saved=run,
        places=places,
    )


def bring_to_life(
    about: Mapping[str, Any], tables: Mapping[str, Array], run: Run | None, engine: Engine, places: Places | None
) -> LiveRun:
    """Return a run that goes on where `run` is, or from its start, with the settings and data that `describe` gave.

    Raises:
        SavedRunError: the parts do not fit each other.
    """
    experiment = restored(about, tables, run)
    config = (
        replace(run.segments[-1].config, learning_rate=experiment.settings.learning_rate) if run else experiment.train
    )
    way = _way(about, config, run.newest.step if run else 0)
    return LiveRun(
        engine,
        experiment.problem,
        experiment.model,
        config,
        goal=max(experiment.settings.steps, run.newest.step if run else 0),
        about=experiment,
        saved=run,
        replay=way,
        rest_at=way[-1][1] if way else None,
        edits=experiment.edits,
        places=places,
    )


def _way(about: Mapping[str, Any], config: TrainConfig, step: int) -> Replay:
    """Return what a fork has still to train through before it is where it begins."""
    try:
        told = [(float(rate), whole(until)) for rate, until in about.get("way", ())]
        if not all(0 <= rate <= BOUNDS["learning_rate"].high for rate, _ in told):
            raise ValueError("a learning rate is out of its bounds")
    except (TypeError, ValueError) as error:
        raise SavedRunError("The saved run’s way cannot be read: download it from the Lab again.") from error
    return tuple((replace(config, learning_rate=rate), until) for rate, until in told if until > step)


def _times(index: pd.Index) -> Any:
    if isinstance(index, pd.DatetimeIndex):
        return index.as_unit("ns").asi8
    return np.arange(len(index), dtype=np.int64)
