"""Every unit's signals of one captured layer, as units × timesteps: for any cell, direction and projection."""

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from lstm_viz.figures.palette import PALETTES, Theme
from lstm_viz.figures.style import GATES, colour_scale, layout, signals_of
from lstm_viz.records import LayerTrace


def called(layer: LayerTrace) -> str:
    """Return a layer's kind and name as a sentence begins with it."""
    kind = layer.cell.upper()
    return f"{kind} “{layer.name}”" if layer.name else f"The {kind}"


def layer_signals(layer: LayerTrace, theme: Theme = "light") -> go.Figure:
    """Return a strip for each signal, unit 0 on top.

    Gates have the colour limits 0 to 1; the others have symmetric limits, at least 1.
    """
    palette, names = PALETTES[theme], signals_of(layer.cell)
    made = make_subplots(len(names), 1, shared_xaxes=True, vertical_spacing=0.02)
    for row, (signal, name) in enumerate(names.items(), start=1):
        values = layer.signals[signal]
        limit = max(1.0, float(np.abs(values).max(initial=0.0)))
        strip = go.Heatmap(
            z=values.T,
            zmin=0 if signal in GATES else -limit,
            zmax=1 if signal in GATES else limit,
            colorscale=colour_scale(signal, palette),
            showscale=False,
            name=f"{name} {signal}",
            hovertemplate="t %{x}, unit %{y}<br>%{z:.4f}<extra>%{fullData.name}</extra>",
        )
        made.add_trace(strip, row, 1)
        title = {"text": f"{name} {signal}".replace(" ", "<br>", 1), "font": {"color": palette.of_signal(signal)}}
        made.update_yaxes(title=title, range=[values.shape[1] - 0.5, -0.5], showticklabels=False, row=row, col=1)
    made.update_xaxes(title="timestep t", row=len(names), col=1)
    made.update_layout(layout(theme, height=90 * len(names) + 60, margin={"l": 90, "r": 12, "t": 10, "b": 50}))
    return made
