"""The forecast after the last row, on the series before it, with its 80 % and 95 % bands."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_viz.figures.forecast.looks import (
    HOVER,
    along,
    axis_title,
    band,
    beyond,
    method_line,
    picture,
    series_line,
    span,
    upright,
)
from lstm_viz.figures.palette import PALETTES, Palette, Theme
from lstm_viz.figures.style import literal
from lstm_viz.forecasting.metrics import LEVELS
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.result import SeriesForecast
from lstm_viz.forecasting.tables import title_of
from lstm_viz.records import Array

MOST_ROWS = 5000
"""The latest rows are drawn, at most so many."""


def ahead(plan: Plan, place: int, series: SeriesForecast, theme: Theme = "light") -> go.Figure:
    """Return the forecast after its history, which is broken where the file lacks values; the last part is shown.

    Where another method is advised than the LSTM, its line is there too.
    """
    palette = PALETTES[theme]
    first = max(0, plan.rows - MOST_ROWS)
    values, last = plan.panel.answers[place, first:], plan.panel.series[place, -1]
    moments, coming = along(plan.panel.index[first:]), along(series.moments)
    joined = [moments[-1], *coming]
    traces = [
        band(
            joined,
            _from(last, series.quantiles[:, LEVELS[name][0]]),
            _from(last, series.quantiles[:, LEVELS[name][1]]),
            name=title,
            alpha=alpha,
            palette=palette,
        )
        for name, title, alpha in (("0.95", "95 % band", 0.18), ("0.8", "80 % band", 0.3))
    ]
    traces.append(series_line(series.id, palette, 1.4, x=moments, y=values, hovertemplate=HOVER))
    advised = _advised(series, coming, palette)
    traces += advised
    traces.append(
        method_line(
            "lstm",
            palette,
            x=coming,
            y=series.mean,
            name="forecast" if series.judgement.advised in (None, "lstm") else "LSTM",
            customdata=series.quantiles,
            hovertemplate="%{x}<br>%{y:,.5~g}<br>80 %: %{customdata[1]:,.5~g} to %{customdata[3]:,.5~g}<br>"
            "95 %: %{customdata[0]:,.5~g} to %{customdata[4]:,.5~g}<extra></extra>",
        )
    )
    begin = max(0, len(values) - shown_rows(plan))
    return picture(
        traces,
        theme,
        x={"range": [moments[begin], beyond(plan, len(values) - begin + plan.horizon)], "showgrid": False},
        y={
            "range": span(values[begin:], series.quantiles, *(np.asarray(each.y) for each in advised)),
            "title": axis_title(literal(series.id), palette),
        },
        height=380,
        shapes=[upright(moments[-1], palette)],
    )


def shown_rows(plan: Plan) -> int:
    """Return how many rows of history are shown at first: six horizons or four seasons, at least 40."""
    return max(6 * plan.horizon, 4 * plan.season if plan.season > 1 else 0, 40)


def _advised(series: SeriesForecast, coming: pd.Index, palette: Palette) -> list[go.Scatter]:
    """Return the line of the simple method that is advised, where one is and could be used."""
    return [
        method_line(
            name,
            palette,
            x=coming,
            y=values,
            name=f"{title_of(name)}, as advised",
            hovertemplate="%{x}<br>%{y:,.5~g}<extra></extra>",
        )
        for name, values in series.simple.items()
        if name == series.judgement.advised
    ]


def _from(last: float, edge: Array) -> Array:
    """Return a band's edge with the last value before it, where the band opens."""
    joined: Array = np.append(last, edge)
    return joined
