"""One hidden unit's signals over the sequence."""

import numpy as np
import plotly.graph_objects as go

from lstm_viz.figures.palette import PALETTES, Theme
from lstm_viz.figures.style import GATES, Spec, axis, figure, layout, signals_of
from lstm_viz.records import CellName, Trace


def unit_spec(theme: Theme, cell: CellName = "lstm") -> Spec:
    """Return the lines without data: the gates (0 to 1) above, the signed signals below, on one time axis."""
    palette = PALETTES[theme]
    traces = [
        {
            "meta": signal,
            "type": "scatter",
            "mode": "lines",
            "name": f"{name} {signal}",
            "line": {"color": palette.of_signal(signal), "width": 1.6},
            "yaxis": "y" if signal in GATES else "y2",
            "hovertemplate": f"t %{{x}}<br>{name} {signal} %{{y:.4f}}<extra></extra>",
        }
        for signal, name in signals_of(cell).items()
    ]
    title = {"text": "timestep t", "font": {"size": 11, "color": palette.muted}, "standoff": 4}
    return {
        "data": traces,
        "layout": layout(
            theme,
            height=300,
            margin={"l": 44, "r": 12, "t": 30, "b": 38},
            xaxis=axis(palette, anchor="y2", title=title),
            yaxis=axis(palette, domain=[0.56, 1], range=[-0.03, 1.03], fixedrange=True, nticks=3),
            yaxis2=axis(palette, domain=[0, 0.46], fixedrange=True, nticks=4),
        ),
    }


def unit_signals(trace: Trace, layer: int, unit: int, theme: Theme = "light") -> go.Figure:
    """Return every signal of one unit at every timestep. `layer` is the place in `trace.layers`, `unit` from 0.

    Raises:
        IndexError: there is no such layer or unit.
    """
    signals, cell = trace.layers[layer].signals, trace.layers[layer].cell
    steps = np.arange(len(trace.layers[layer].inputs))
    return figure(
        unit_spec(theme, cell), {name: {"x": steps, "y": signals[name][:, unit]} for name in signals_of(cell)}
    )
