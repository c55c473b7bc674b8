"""What will be done, before anything is trained: window, horizon and origins on the person's own series."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from lstm_viz.figures.forecast.looks import along, axis_title, beyond, picture, series_line, span, upright
from lstm_viz.figures.palette import PALETTES, Theme
from lstm_viz.figures.style import literal
from lstm_viz.forecasting.examples import window_length
from lstm_viz.forecasting.plan import Plan

SHOWN = 8
"""How many windows and horizons of past there are beside the origins in the part that is shown."""
MOST_ROWS = 5000
"""The latest rows are drawn, at most so many."""


def planned(plan: Plan, place: int = 0, theme: Theme = "light") -> go.Figure:
    """Return a series of the plan, and a bar from each origin over the rows that are forecast there and compared.

    The line is broken where the file lacks values. Below it: the window that the networks read before the end, and the
    horizon that is forecast after it.
    """
    palette = PALETTES[theme]
    rows, horizon = plan.rows, plan.horizon
    first = max(0, rows - MOST_ROWS)
    moments = along(plan.panel.moments(rows + horizon))
    values = plan.panel.answers[place, first:]
    low, high = span(values)
    step = (high - low) / 14
    window = window_length(rows, plan.season)
    traces = [series_line(plan.panel.ids[place], palette, 1.3, x=moments[first:rows], y=values)]
    bars: list[dict[str, Any]] = [
        {
            "y": low - step * (2 + number % 2 * 0.8),
            "ends": (moments[start - 1], moments[start + horizon - 1]),
            "name": "forecast and compared",
            "shown": number == 0,
            "colour": palette.forget,
            "symbol": "circle",
        }
        for number, start in enumerate(plan.starts)
    ]
    now = low - step
    bars += [
        {
            "y": now,
            "ends": (moments[max(0, rows - window)], moments[rows - 1]),
            "name": f"window, {window} rows",
            "shown": True,
            "colour": palette.input,
            "symbol": "line-ns-open",
        },
        {
            "y": now,
            "ends": (moments[rows - 1], moments[rows + horizon - 1]),
            "name": f"horizon, {horizon} row{'s' if horizon > 1 else ''}",
            "shown": True,
            "colour": palette.prediction,
            "symbol": "diamond",
        },
    ]
    traces += [
        go.Scatter(
            x=list(bar["ends"]),
            y=[bar["y"]] * 2,
            mode="lines+markers",
            name=bar["name"],
            legendgroup=bar["name"],
            showlegend=bar["shown"],
            line={"color": bar["colour"], "width": 4},
            marker={
                "symbol": bar["symbol"],
                "color": bar["colour"],
                "size": 8,
                "line": {"width": 2, "color": bar["colour"]},
            },
            hovertemplate=f"{bar['name']}<br>%{{x}}<extra></extra>",
        )
        for bar in bars
    ]
    begin = max(first, min(plan.starts[0], rows - window) - SHOWN * horizon - window)
    seen = plan.panel.answers[place, begin:]
    bottom, top = span(np.append(seen, low - 3 * step))
    return picture(
        traces,
        theme,
        x={"range": [moments[begin], beyond(plan, rows + horizon - begin)], "showgrid": False},
        y={"range": [bottom, top], "title": axis_title(literal(plan.panel.ids[place]), palette), "fixedrange": True},
        height=300,
        shapes=[upright(moments[rows - 1], palette)],
    )


def planned_in_words(plan: Plan) -> str:
    """Return what the picture shows."""
    count, window = len(plan.starts), window_length(plan.rows, plan.season)
    origins = "1 origin" if count == 1 else f"{count} origins"
    rows = "1 row" if plan.horizon == 1 else f"{plan.horizon} rows"
    return (
        f"The networks read {window} rows at a time and forecast {rows} ahead. From {origins} in the past the same is "
        "done with only what was known then, and compared with what came."
    )
