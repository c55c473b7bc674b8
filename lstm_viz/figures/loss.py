"""The loss over training, training and validation."""

import numpy as np
import plotly.graph_objects as go

from lstm_viz.figures.palette import PALETTES, Theme
from lstm_viz.figures.style import Spec, axis, figure, layout
from lstm_viz.records import Run


def loss_spec(theme: Theme) -> Spec:
    """Return the loss curve without data: traces "training" and "validation" over steps, on a logarithmic scale."""
    palette = PALETTES[theme]
    lines = {
        "training": {"color": palette.prediction, "width": 1.8},
        "validation": {"color": palette.muted, "width": 1.8, "dash": "dot"},
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
            margin={"l": 64, "r": 14, "t": 22, "b": 34},
            xaxis=axis(palette, title={"text": "step", "font": {"size": 11, "color": palette.muted}, "standoff": 4}),
            yaxis=axis(palette, type="log", tickformat="~g", nticks=4, exponentformat="power", fixedrange=True),
        ),
    }


def loss_curve(run: Run, theme: Theme = "light") -> go.Figure:
    """Return a run's training loss at every step and its validation loss, on a logarithmic scale."""
    steps = np.arange(1, len(run.losses) + 1)
    return figure(
        loss_spec(theme),
        {
            "training": {"x": steps, "y": run.losses},
            "validation": {"x": run.validation[:, 0], "y": run.validation[:, 1]},
        },
    )
