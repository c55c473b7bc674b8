"""The top row of the sequence where quantiles of several rows ahead are given: median, band and forecast."""

from typing import Any

import numpy as np

from lstm_viz.data.ahead import HIGH, LOW, MEDIAN, restore_ahead
from lstm_viz.figures.palette import Palette
from lstm_viz.records import AheadScale, Array, Problem

FAINT = "29"
"""The band's opacity, 0.16, as the last byte of #rrggbbaa."""


def with_band(traces: list[dict[str, Any]], palette: Palette) -> list[dict[str, Any]]:
    """Return the traces of a series behind which the 80 % band lies, the network's by the names of what they show."""
    names: dict[str, dict[str, Any]] = {
        "prediction": {"name": "median"},
        "free run": {"name": "forecast", "showlegend": True},
    }
    edge = {"type": "scatter", "mode": "lines", "line": {"color": palette.prediction, "width": 0}, "hoverinfo": "skip"}
    return [
        {"meta": "band from", "name": "band from", "showlegend": False, **edge},
        {"meta": "band to", "name": "80 % band", **edge, "fill": "tonexty", "fillcolor": palette.prediction + FAINT},
        *(trace | names.get(trace["meta"], {}) for trace in traces),
    ]


def ahead_data(problem: Problem, scale: AheadScale, y_hat: Array) -> dict[str, dict[str, Any]]:
    """Return what the traces show of the probe sequence, for outputs (T, K): by the timestep of the answer.

    The median and its band are those of one step ahead, and from the last timestep on those of all h steps.
    """
    quantiles = restore_ahead(scale, y_hat[None])[0]
    probe, steps = problem.probe, len(quantiles)
    near, far = quantiles[:, 0], quantiles[-1, 1:]
    x, coming = np.arange(steps), steps + np.arange(len(far))
    shown = {"value": problem.actual[probe], "prediction": near[:, MEDIAN], "last value": problem.anchor[probe]}
    band = np.concatenate([near, far])
    lines = {name: {"x": x, "y": values} for name, values in shown.items()}
    lines["free run"] = {"x": np.append(x[-1:], coming), "y": np.append(near[-1:, MEDIAN], far[:, MEDIAN])}
    for name, quantile in (("band from", LOW), ("band to", HIGH)):
        lines[name] = {"x": np.append(x, coming), "y": band[:, quantile]}
    return lines
