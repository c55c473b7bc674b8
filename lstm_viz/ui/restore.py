"""What a saved run is of, made anew from its file's own words and arrays. It knows neither Streamlit nor an engine."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from lstm_viz.data.source import Source
from lstm_viz.errors import LstmVizError, SavedRunError
from lstm_viz.records import Array, Run
from lstm_viz.training.fork import Edits, checked_edits
from lstm_viz.ui.experiment import Experiment, build
from lstm_viz.ui.forecast_run import restored_forecast, text
from lstm_viz.ui.settings import FORECAST, Settings, from_query

LAST_STEP = 10**9


def restored(about: Mapping[str, Any], tables: Mapping[str, Array], run: Run | None) -> Experiment:
    """Return what a run is of, with the settings and data that `describe` gave.

    Raises:
        SavedRunError: the parts do not fit each other, or not the run.
    """
    try:
        settings = _settings(about)
        forecast = restored_forecast(about["forecast"], tables) if settings.data == FORECAST else None
        made = build(settings, _source(about, tables), forecast)
        experiment = replace(made, origin=_origin(about), edits=_edits(about, run))
    except (KeyError, TypeError, ValueError, AttributeError, LstmVizError) as error:
        raise SavedRunError(
            "The saved run’s settings or data cannot be read: download it from the Lab again."
        ) from error
    if run and experiment.model != run.model:
        raise SavedRunError("The saved run’s weights do not fit its settings: download it from the Lab again.")
    return experiment


def _origin(about: Any) -> tuple[str, int] | None:
    told = about.get("origin")
    return (str(told[0])[:64], int(told[1])) if told else None


def _edits(about: Any, run: Run | None) -> Edits:
    weights = run.newest.weights if run else {}
    return tuple(
        edit for each in about.get("edits", ()) for edit in checked_edits([each], whole(each["step"]), weights)
    )


def whole(value: Any) -> int:
    """Return a step of training that a file tells of.

    Raises:
        ValueError: it is none.
    """
    if type(value) is not int or not 0 <= value <= LAST_STEP:
        raise ValueError("a step is out of its bounds")
    return value


def _settings(about: Any) -> Settings:
    settings, notes = from_query({str(name): str(value) for name, value in about["settings"].items()})
    if notes:
        raise ValueError(notes[0])
    return settings


def _source(about: Any, tables: Any) -> Source | None:
    told = about.get("source")
    if told is None:
        return None
    values, times, names = tables["values"], tables["times"], [text(name) for name in told["columns"]]
    if values.ndim != 2 or times.shape != values.shape[:1] or times.dtype != np.int64 or len(set(names)) < len(names):
        raise ValueError("the table’s parts do not fit")
    index = pd.to_datetime(times, unit="ns") if told["dated"] else pd.RangeIndex(len(values))
    units = {text(name): text(unit) for name, unit in told["units"].items()}
    table = pd.DataFrame(values, columns=names, index=index)
    return Source(text(told["name"]), table, units, text(told["target"]), text(told["about"]))
