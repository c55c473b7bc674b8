"""Whether the bands hold what they promise, and how wide they are for it."""

import plotly.graph_objects as go

from lstm_viz.figures.forecast.by_horizon import whole_ticks
from lstm_viz.figures.forecast.looks import axis_title, picture
from lstm_viz.figures.palette import PALETTES, Theme
from lstm_viz.forecasting.result import SeriesForecast
from lstm_viz.forecasting.tables import BANDS


def coverage(series: SeriesForecast, theme: Theme = "light") -> go.Figure:
    """Return the share of answers that each band held, as a bar, with what it promises as a line across."""
    palette = PALETTES[theme]
    names = list(BANDS)
    traces = [
        go.Bar(
            x=names,
            y=[100 * series.coverage[level] for level in BANDS.values()],
            name="measured",
            width=0.45,
            marker={"color": palette.prediction},
            hovertemplate="%{x} band held %{y:.0f} %<extra></extra>",
        ),
        go.Scatter(
            x=names,
            y=[100 * float(level) for level in BANDS.values()],
            mode="markers",
            name="promised",
            marker={"symbol": "line-ew-open", "size": 70, "color": palette.ink, "line": {"width": 2}},
            hovertemplate="promised %{y:.0f} %<extra></extra>",
        ),
    ]
    return picture(
        traces,
        theme,
        x={"showgrid": False, "type": "category", "fixedrange": True},
        y={"range": [0, 104], "title": axis_title("answers within, %", palette), "fixedrange": True},
        height=280,
    )


def width(series: SeriesForecast, theme: Theme = "light") -> go.Figure:
    """Return how wide each band is at each row ahead, the mean over the origins, in the data's unit."""
    palette = PALETTES[theme]
    steps = list(range(1, series.actual.shape[1] + 1))
    traces = [
        go.Scatter(
            x=steps,
            y=series.width[level],
            mode="lines+markers",
            name=f"{name} band",
            line={"color": palette.prediction, "width": 2, "dash": dash},
            marker={"symbol": symbol, "size": 7, "color": palette.prediction, "maxdisplayed": 12},
            hovertemplate="%{x} ahead<br>%{y:,.4~g}<extra>%{fullData.name}</extra>",
        )
        for (name, level), dash, symbol in zip(BANDS.items(), ("solid", "dash"), ("circle", "square"), strict=True)
    ]
    return picture(
        traces,
        theme,
        x={"title": axis_title("rows ahead", palette), "showgrid": False, **whole_ticks(len(steps))},
        y={"title": axis_title("width", palette), "rangemode": "tozero", "fixedrange": True},
        height=280,
    )
