"""The loss over training, training and validation."""

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go

from lstm_viz.figures.palette import PALETTES, Theme
from lstm_viz.figures.style import Spec, axis, figure, layout
from lstm_viz.records import Run


def loss_spec(theme: Theme) -> Spec:
    """Return the loss curve without data, over steps, on a logarithmic scale.

    Its traces are "training" and "validation", and "parent": the training loss of the run that it was forked from.
    """
    palette = PALETTES[theme]
    lines = {
        "training": {"color": palette.prediction, "width": 1.8},
        "validation": {"color": palette.muted, "width": 1.8, "dash": "dot"},
        "parent": {"color": palette.target, "width": 1.2, "dash": "dash"},
    }
    hover = "step %{x:.0f}<br>{name} loss %{y:.4g}<extra></extra>"
    traces = [
        {
            "meta": name,
            "type": "scatter",
            "mode": "lines",
            "name": name,
            "line": line,
            "hovertemplate": hover.replace("{name}", name),
        }
        for name, line in lines.items()
    ]
    return {
        "data": traces,
        "layout": layout(
            theme,
            height=150,
            margin={"l": 56, "r": 14, "t": 26, "b": 34},
            xaxis=axis(palette, title={"text": "step", "font": {"size": 11, "color": palette.muted}, "standoff": 4}),
            yaxis=axis(palette, type="log", fixedrange=True),
        ),
    }


def loss_axis(lowest: float, highest: float) -> dict[str, Any]:
    """Return range and ticks of the loss axis for losses between two positive values.

    The range ends at halves of a decade, so it rarely moves while a run trains; a half is marked as 3, 0.3, 0.03 …
    """
    first = math.floor(2 * math.log10(lowest))
    last = max(first + 1, math.ceil(2 * math.log10(highest)))
    every = 1 if last - first <= 4 else 2 if last - first <= 12 else 4
    halves = [half for half in range(first, last + 1) if half % every == 0]
    ticks = [float(f"{3 if half % 2 else 1}e{half // 2}") for half in halves]
    return {"range": [first / 2, last / 2], "tickvals": ticks, "ticktext": [f"{tick:g}" for tick in ticks]}


def loss_curve(run: Run, theme: Theme = "light") -> go.Figure:
    """Return a run's training loss at every step and its validation loss, on a logarithmic scale."""
    spec = loss_spec(theme)
    both = np.concatenate([run.losses.astype(float), run.validation[:, 1]])
    shown = both[np.isfinite(both) & (both > 0)]
    if len(shown):
        spec["layout"]["yaxis"] |= loss_axis(float(shown.min()), float(shown.max()))
    return figure(
        spec,
        {
            "training": {"x": np.arange(1, len(run.losses) + 1), "y": run.losses},
            "validation": {"x": run.validation[:, 0], "y": run.validation[:, 1]},
        },
    )
