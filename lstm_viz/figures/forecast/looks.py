"""What the pictures of a forecast share: a method's colour, dash and marker, bands, titles, the part that is shown."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_viz.figures.palette import PALETTES, Palette, Theme
from lstm_viz.figures.style import axis, layout, literal
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.tables import title_of
from lstm_viz.records import Array

_COLOURS = {
    "lstm": "prediction",
    "last value": "target",
    "seasonal naive": "candidate",
    "drift": "hidden",
    "theta": "forget",
    "ets": "output",
    "arima": "cell",
}
_DASHES = {
    "lstm": "solid",
    "last value": "dot",
    "seasonal naive": "dash",
    "drift": "longdash",
    "theta": "dashdot",
    "ets": "longdashdot",
    "arima": "4px,2px",
}
_SYMBOLS: Mapping[str, str] = {
    "lstm": "circle",
    "last value": "x",
    "seasonal naive": "square",
    "drift": "triangle-down",
    "theta": "triangle-up",
    "ets": "diamond",
    "arima": "cross",
}


EVERY_ROW = 60
"""Up to so many rows each forecast of the LSTM's has its marker."""


HOVER = "%{x}<br>%{y:,.5~g}<extra></extra>"


def series_line(name: str, palette: Palette, width: float, **more: Any) -> go.Scatter:
    """Return the line of the series itself."""
    return go.Scatter(mode="lines", name=literal(name), line={"color": palette.ink, "width": width}, **more)


def method_line(method: str, palette: Palette, **more: Any) -> go.Scatter:
    """Return a method's line: the colour, dash and marker are its own in every picture."""
    colour = getattr(palette, _COLOURS[method])
    own = method == "lstm"
    most = 0 if own and len(more["x"]) <= EVERY_ROW else 12  # 0 stands for all
    style: dict[str, Any] = {
        "name": title_of(method),
        "legendgroup": method,
        "mode": "lines+markers",
        "line": {"color": colour, "dash": _DASHES[method], "width": 2.4 if own else 1.5},
        "marker": {"symbol": _SYMBOLS[method], "size": 7 if own else 6, "color": colour, "maxdisplayed": most},
    }
    return go.Scatter(**style | more)


def band(
    x: Sequence[Any] | pd.Index, low: Array, high: Array, *, name: str, alpha: float, palette: Palette
) -> go.Scatter:
    """Return a band about the forecast, in the LSTM's colour so far transparent."""
    red, green, blue = (int(palette.prediction[at : at + 2], 16) for at in (1, 3, 5))
    return go.Scatter(
        x=[*x, *x[::-1]],
        y=np.concatenate([high, low[::-1]]),
        mode="lines",
        fill="toself",
        fillcolor=f"rgba({red},{green},{blue},{alpha})",
        line={"width": 0},
        name=name,
        hoverinfo="skip",
    )


def axis_title(text: str, palette: Palette) -> dict[str, Any]:
    """Return an axis title in quiet letters."""
    return {"text": text, "font": {"size": 11, "color": palette.muted}, "standoff": 6}


def picture(
    traces: Sequence[Any],
    theme: Theme,
    *,
    x: Mapping[str, Any],
    y: Mapping[str, Any],
    height: int = 320,
    shapes: Sequence[Mapping[str, Any]] = (),
) -> go.Figure:
    """Return a figure with one pair of axes and the legend above it, from the left."""
    palette = PALETTES[theme]
    legend = layout(theme)["legend"] | {"x": 0, "xanchor": "left", "y": 1.02}
    return go.Figure(
        list(traces),
        layout(
            theme,
            height=height,
            margin={"l": 62, "r": 12, "t": 54, "b": 44},
            xaxis=axis(palette, **x),
            yaxis=axis(palette, **y),
            legend=legend,
            shapes=list(shapes),
        ),
    )


def along(moments: pd.Index) -> pd.Index:
    """Return moments as an axis shows them: rows without moments are counted from 1."""
    return moments if isinstance(moments, pd.DatetimeIndex) else moments + 1


def air_rows(shown: int) -> int:
    """Return by how many rows an axis of so many goes on, so that the last marker is whole."""
    return max(1, shown // 40)


def beyond(plan: Plan, shown: int) -> Any:
    """Return the moment at which an axis of so many rows, the forecast's the last of them, ends."""
    return along(plan.panel.moments(plan.rows + plan.horizon + air_rows(shown)))[-1]


def upright(at: Any, palette: Palette, **more: Any) -> dict[str, Any]:
    """Return a thin line from bottom to top at one moment."""
    line = {"color": palette.muted, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": line} | more


def level(height: float, palette: Palette) -> dict[str, Any]:
    """Return a thin line from left to right at one height."""
    line = {"color": palette.muted, "width": 1}
    return {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": height, "y1": height, "line": line}


def span(*values: Array) -> list[float]:
    """Return a range that holds all finite values, with a little air."""
    every = np.concatenate([np.ravel(each) for each in values])
    every = every[np.isfinite(every)]
    low, high = (float(every.min()), float(every.max())) if len(every) else (0.0, 1.0)
    air = 0.06 * (high - low) or abs(high) * 0.1 or 1.0
    return [low - air, high + air]
