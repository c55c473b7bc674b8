"""What was forecast at each origin, on what really came."""

import numpy as np
import plotly.graph_objects as go

from lstm_viz.figures.forecast.looks import (
    HOVER,
    air_rows,
    along,
    axis_title,
    method_line,
    picture,
    series_line,
    span,
    upright,
)
from lstm_viz.figures.palette import PALETTES, Theme
from lstm_viz.figures.style import literal
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.result import SeriesForecast

BEFORE = 3
"""How many horizons before the first origin are drawn."""


def origins(plan: Plan, place: int, series: SeriesForecast, beside: str, theme: Theme = "light") -> go.Figure:
    """Return the LSTM's forecast from every origin, and those of the method `beside` it, over the series."""
    palette = PALETTES[theme]
    begin = max(0, plan.starts[0] - max(BEFORE * plan.horizon, plan.season))
    every_moment = along(plan.panel.moments(plan.rows + air_rows(plan.rows - begin)))
    values, moments = plan.panel.answers[place, begin:], every_moment[begin : plan.rows]
    traces = [series_line(series.id, palette, 1.3, x=moments, y=values, hovertemplate=HOVER)]
    for method in (beside, "lstm"):
        forecasts = series.measured[method].forecasts
        traces += [
            method_line(
                method,
                palette,
                x=every_moment[start : start + plan.horizon],
                y=each,
                showlegend=number == 0,
                hovertemplate=f"origin {number + 1}<br>%{{x}}<br>%{{y:,.5~g}}<extra></extra>",
            )
            for number, (start, each) in enumerate(zip(plan.starts, forecasts, strict=True))
        ]
    every = [series.measured[method].forecasts for method in (beside, "lstm")]
    return picture(
        traces,
        theme,
        x={"range": [moments[0], every_moment[-1]], "showgrid": False},
        y={"range": span(values, *map(np.ravel, every)), "title": axis_title(literal(series.id), palette)},
        height=360,
        shapes=[upright(every_moment[start - 1], palette) for start in plan.starts],
    )
