"""What is left over: residuals as a histogram, their autocorrelation, and by the calendar."""

import numpy as np
import plotly.graph_objects as go

from lstm_viz.figures.forecast.by_horizon import whole_ticks
from lstm_viz.figures.forecast.looks import axis_title, level, picture, span, upright
from lstm_viz.figures.palette import PALETTES, Theme
from lstm_viz.forecasting.residuals import ByUnit, Residuals
from lstm_viz.records import Array

HEIGHT = 260


def histogram(residuals: Residuals, theme: Theme = "light") -> go.Figure:
    """Return how often residuals of each size occur; a line at 0."""
    palette = PALETTES[theme]
    values = residuals.errors[np.isfinite(residuals.errors)]
    counts, edges = np.histogram(values, bins=min(24, max(5, round(2 * np.sqrt(len(values))))))
    bars = go.Bar(
        x=(edges[1:] + edges[:-1]) / 2,
        y=counts,
        width=0.94 * np.diff(edges),
        customdata=np.stack([edges[:-1], edges[1:]], axis=1),
        marker={"color": palette.prediction},
        hovertemplate="%{customdata[0]:,.4~g} to %{customdata[1]:,.4~g}: %{y}<extra></extra>",
    )
    return picture(
        [bars],
        theme,
        x={"title": axis_title("answer less forecast", palette), "showgrid": False},
        y={"title": axis_title("how many", palette), "fixedrange": True, "rangemode": "tozero"},
        height=HEIGHT,
        shapes=[upright(0, palette, line={"color": palette.ink, "width": 1})],
    )


def correlations(found: Array, chance: float, theme: Theme = "light") -> go.Figure:
    """Return the autocorrelation (K,) at lags 1 … K as needles, and between dashed lines what chance alone gives."""
    palette = PALETTES[theme]
    lags = np.arange(1, len(found) + 1)
    needles = go.Scatter(
        x=np.repeat(lags, 3),
        y=np.stack([np.zeros(len(found)), found, np.full(len(found), np.nan)], axis=1).ravel(),
        mode="lines",
        line={"color": palette.prediction, "width": 2},
        hoverinfo="skip",
        showlegend=False,
    )
    heads = go.Scatter(
        x=lags,
        y=found,
        mode="markers",
        marker={"color": palette.prediction, "size": 7},
        hovertemplate="%{x} rows apart: %{y:.2f}<extra></extra>",
        showlegend=False,
    )
    edges = [
        level(height, palette) | {"line": {"color": palette.ink, "width": 1, "dash": "dash"}}
        for height in (chance, -chance)
    ]
    low, high = span(found, np.array([-chance, chance]))
    return picture(
        [needles, heads],
        theme,
        x={"title": axis_title("rows apart", palette), "showgrid": False, **whole_ticks(len(found))},
        y={
            "title": axis_title("correlation", palette),
            "range": [max(-1.05, low), min(1.05, high)],
            "fixedrange": True,
        },
        height=HEIGHT,
        shapes=[level(0, palette), *edges],
    )


def by_unit(residuals: Residuals, units: ByUnit, theme: Theme = "light") -> go.Figure:
    """Return every residual above its place in the calendar as a dot, and the mean of each place as a bar across."""
    palette = PALETTES[theme]
    places = np.unique(units.places[np.isfinite(residuals.errors)])
    means = [float(np.nanmean(residuals.errors[units.places == place])) for place in places]
    dots = go.Scatter(
        x=units.places,
        y=residuals.errors,
        mode="markers",
        name="residual",
        marker={"color": palette.prediction, "size": 6, "opacity": 0.45},
        hovertemplate="%{y:,.4~g}<extra></extra>",
    )
    bars = go.Scatter(
        x=places,
        y=means,
        mode="markers",
        name="mean",
        marker={"symbol": "line-ew-open", "size": 18, "color": palette.ink, "line": {"width": 3}},
        hovertemplate="mean %{y:,.4~g}<extra></extra>",
    )
    every = max(1, -(-len(units.labels) // 12))
    ticks = list(range(0, len(units.labels), every))
    return picture(
        [dots, bars],
        theme,
        x={
            "title": axis_title(units.unit, palette),
            "showgrid": False,
            "tickvals": ticks,
            "ticktext": [units.labels[tick] for tick in ticks],
            "range": [-0.6, len(units.labels) - 0.4],
            "fixedrange": True,
        },
        y={"title": axis_title("answer less forecast", palette), "fixedrange": True},
        height=HEIGHT,
        shapes=[level(0, palette)],
    )
