"""A network of a forecast in the Lab: from its run to one that goes on, and its problem in a file and back.

It knows neither Streamlit nor an engine.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lstm_viz.errors import SettingError
from lstm_viz.records import AheadScale, Array, Problem, Run
from lstm_viz.ui.experiment import Experiment
from lstm_viz.ui.settings import BOUNDS, FORECAST, Settings

LONGEST_WORD = 400
_ARRAYS = ("inputs", "targets", "part", "actual", "anchor")


def forecast_experiment(problem: Problem, run: Run) -> Experiment:
    """Return what a network of a forecast is of, with the settings that it was trained with.

    Raises:
        SettingError: the Lab has no such setting.
    """
    train, model = run.segments[-1].config, run.model
    settings = Settings(
        data=FORECAST,
        cell=model.cell,
        layers=model.num_layers,
        units=model.hidden_size,
        dropout=model.dropout,
        forget_bias=model.forget_bias,
        chrono=model.chrono,
        batch=train.batch_size,
        learning_rate=train.learning_rate,
        steps=max(run.newest.step, int(BOUNDS["steps"].low)),
        seed=train.seed,
    )
    for name, bound in BOUNDS.items():
        value = getattr(settings, name)
        if not bound.holds(value):
            raise SettingError(
                f"The network has {name.replace('_', ' ')} {value:g}, and the Lab shows {bound}: forecast with another."
            )
    return Experiment(settings, None, problem, model)


def describe_forecast(problem: Problem) -> tuple[dict[str, Any], dict[str, Array]]:
    """Return a problem of quantiles as plain values and arrays."""
    scale = problem.ahead_scale
    if scale is None:
        raise ValueError("the problem asks for no quantiles")
    told = {
        "log": scale.log,
        "window": problem.window,
        "output_size": problem.output_size,
        "probe": problem.probe,
        "input_names": list(problem.input_names),
        "target_name": problem.target_name,
        "unit": problem.unit,
    }
    tables = {name: getattr(problem, name) for name in _ARRAYS}
    tables |= {"centre": scale.centre, "spread": scale.spread}
    return told, tables | {"time_labels": np.frombuffer("\n".join(problem.time_labels).encode(), np.uint8)}


def restored_forecast(told: Any, tables: Mapping[str, Array]) -> Problem:
    """Return the problem that `describe_forecast` told of.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: the parts are not all there, or do not fit each other.
    """
    arrays: dict[str, Any] = {name: tables[name] for name in _ARRAYS}
    if not (np.isfinite(arrays["inputs"]).all() and np.isin(arrays["part"], (-1, 0, 1, 2)).all()):
        raise ValueError("what is fed is not finite, or there is no such part")
    labels = tables["time_labels"].astype(np.uint8).tobytes().decode()
    return Problem(
        **arrays,
        window=told["window"],
        loss_at_last=False,
        loss="quantile",
        output_size=told["output_size"],
        probe=told["probe"],
        target_scale=None,
        input_names=tuple(text(name) for name in told["input_names"]),
        target_name=text(told["target_name"]),
        unit=text(told["unit"]),
        time_labels=tuple(text(label) for label in labels.split("\n")) if labels else (),
        ahead_scale=AheadScale(tables["centre"], tables["spread"], bool(told["log"])),
    )


def text(value: Any) -> str:
    """Return a word of the file’s; what the readers let through is left as it is.

    Raises:
        ValueError: it is none, or too long.
    """
    if not isinstance(value, str) or len(value) > LONGEST_WORD:
        raise ValueError("a name is no text, or too long")
    return value
