"""The lessons' own figures: what is fed and answered, and a cell state before and after its memory is taken away."""

import numpy as np
import plotly.graph_objects as go

from lstm_viz.figures.compare import predictions
from lstm_viz.figures.palette import PALETTES, Theme
from lstm_viz.figures.style import axis, layout, literal
from lstm_viz.records import Array, Problem


def answers(problem: Problem, y_hat: Array, theme: Theme = "light") -> go.Figure:
    """Return what the network says over the probe sequence, from its outputs (T, K).

    Of symbols, each timestep is named after the one that is fed.
    """
    drawn = predictions(problem, {"lstm": y_hat}, theme)
    if problem.target_scale is None and len(problem.input_names) > 1:
        fed = problem.inputs[problem.probe].argmax(axis=1)
        names = [literal(problem.input_names[place]) for place in fed]
        drawn.update_xaxes(tickmode="array", tickvals=list(range(len(names))), ticktext=names, tickangle=0)
        drawn.update_xaxes(title_text="symbol fed at each timestep")
    return drawn


def cell_state_held(before: Array, after: Array, span: tuple[int, int], theme: Theme = "light") -> go.Figure:
    """Return a unit's cell state (T,) as it is and, dashed, with f held at 0 over the shaded span."""
    palette = PALETTES[theme]
    x = np.arange(len(before))
    lines = [
        go.Scatter(
            x=x,
            y=values,
            mode="lines",
            name=name,
            line={"color": colour, "width": 2, "dash": dash},
            hovertemplate=f"{name}<br>t = %{{x}}<br>c = %{{y:.3f}}<extra></extra>",
        )
        for values, name, colour, dash in (
            (before, "c as it is", palette.cell, "solid"),
            (after, "c with f = 0 over the span", palette.ink, "dash"),
        )
    ]
    first, last = span
    shade = {
        "type": "rect", "x0": first - 0.5, "x1": last + 0.5, "y0": 0, "y1": 1, "yref": "paper",
        "fillcolor": palette.forget, "opacity": 0.14, "line": {"width": 0},
    }  # fmt: skip
    title = {"text": "timestep t", "font": {"size": 11, "color": palette.muted}, "standoff": 6}
    legend = layout(theme)["legend"] | {"x": 0, "xanchor": "left", "y": 1.02}
    axes = {
        "xaxis": axis(palette, title=title, showgrid=False, range=_near(first, last, len(before))),
        "yaxis": axis(palette, title=title | {"text": "cell state c"}, fixedrange=True),
    }
    margin = {"l": 52, "r": 12, "t": 34, "b": 44}
    return go.Figure(lines, layout(theme, height=260, margin=margin, shapes=[shade], legend=legend, **axes))


def _near(first: int, last: int, count: int) -> list[float]:
    """Return the range of timesteps to show: all of a short sequence, else sixty around the span."""
    room = 60
    return [max(0, first - room) - 0.5, min(count - 1, last + room) + 0.5]
