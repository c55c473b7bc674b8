"""The five views of a stock's prices. Of several seeds the one is drawn whose error is the median.

Whatever has a colour also has a dash or a marker of its own.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

from lstm_viz.experiments.prices.findings import Answers, Findings
from lstm_viz.experiments.prices.measures import mean_absolute_error
from lstm_viz.figures.palette import PALETTES, Palette, Theme
from lstm_viz.figures.style import axis, layout
from lstm_viz.records import Array

CLOSE = 60
"""How many of the last test days are drawn where single days are to be told apart."""


def prices_figure(view: str, found: Findings, theme: Theme = "light") -> go.Figure:
    """Return the picture of a view."""
    return _FIGURES[view](found, theme)


def shown(view: str) -> str:
    """Return what the picture shows, in a sentence."""
    return _SHOWN[view]


def drawn_seed(answers: Answers) -> int:
    """Return the seed whose mean absolute error is the median (the lower one of two)."""
    errors = [mean_absolute_error(answers.actual, each) for each in answers.predicted]
    return int(np.argsort(errors)[(len(errors) - 1) // 2])


def _overlay(found: Findings, theme: Theme) -> go.Figure:
    palette, price = PALETTES[theme], found.price
    lines = [_came(price.dates, price.actual, "price", palette), _said(price.dates, _drawn(price), "LSTM", palette)]
    return _over_time(lines, "US dollars", theme)


def _naive(found: Findings, theme: Theme) -> go.Figure:
    palette, price = PALETTES[theme], found.price
    dates = price.dates[-CLOSE:]
    lines = [
        _came(dates, price.actual[-CLOSE:], "price", palette),
        _said(dates, _drawn(price)[-CLOSE:], "LSTM", palette),
        _rule(dates, price.unchanged[-CLOSE:], "price of the day before", palette),
    ]
    return _over_time(lines, "US dollars", theme)


def _shift(found: Findings, theme: Theme) -> go.Figure:
    palette, price = PALETTES[theme], found.price
    said = _drawn(price)
    lines = [
        _came(price.dates[-CLOSE:], price.actual[-CLOSE:], "price", palette),
        _rule(price.dates[-CLOSE:], said[-CLOSE:], "LSTM, as said", palette),
        _said(price.dates[-CLOSE:-1], said[-CLOSE + 1 :], "LSTM, one day back", palette),
    ]
    return _over_time(lines, "US dollars", theme)


def _returns(found: Findings, theme: Theme) -> go.Figure:
    """Return a dot a day: what came to the right, what was said up, on one scale, and the line of perfect answers."""
    palette, came, said = PALETTES[theme], 100 * found.returns.actual, 100 * _drawn(found.returns)
    reach = 1.05 * float(max(np.abs(came).max(), np.abs(said).max()))
    dots = go.Scatter(
        x=came,
        y=said,
        text=list(found.returns.dates),
        mode="markers",
        name="a test day",
        marker={"color": palette.prediction, "size": 5, "opacity": 0.6},
        hovertemplate="%{text}<br>came %{x:.2f} %<br>said %{y:.2f} %<extra></extra>",
    )
    line = go.Scatter(
        x=[-reach, reach],
        y=[-reach, reach],
        mode="lines",
        name="perfect",
        line={"color": palette.target, "width": 1.5, "dash": "dash"},
        hoverinfo="skip",
    )
    x = axis(palette, title=_title("return that came (%)", palette), range=[-reach, reach])
    y = axis(palette, title=_title("return that the LSTM said (%)", palette), range=[-reach, reach])
    return _figure([line, dots], x, y, theme)


def _volatility(found: Findings, theme: Theme) -> go.Figure:
    palette, asked = PALETTES[theme], found.volatility
    lines = [
        _came(asked.dates, 100 * asked.actual, "next 21 days", palette),
        _said(asked.dates, 100 * _drawn(asked), "LSTM", palette),
        _rule(asked.dates, 100 * found.smoothed, "weighted average", palette),
    ]
    return _over_time(lines, "volatility (% a year)", theme)


def _drawn(answers: Answers) -> Array:
    said: Array = answers.predicted[drawn_seed(answers)]
    return said


def _came(dates: tuple[str, ...], values: Array, name: str, palette: Palette) -> go.Scatter:
    return _line(dates, values, name, {"color": palette.target, "width": 3})


def _said(dates: tuple[str, ...], values: Array, name: str, palette: Palette) -> go.Scatter:
    return _line(dates, values, name, {"color": palette.prediction, "width": 1.8})


def _rule(dates: tuple[str, ...], values: Array, name: str, palette: Palette) -> go.Scatter:
    return _line(dates, values, name, {"color": palette.forget, "width": 1.8, "dash": "dot"})


def _line(dates: tuple[str, ...], values: Array, name: str, line: dict[str, Any]) -> go.Scatter:
    hover = f"{name}<br>%{{x|%Y-%m-%d}}<br>%{{y:.2f}}<extra></extra>"
    return go.Scatter(x=list(dates), y=values, mode="lines", name=name, line=line, hovertemplate=hover)


def _over_time(lines: list[go.Scatter], what: str, theme: Theme) -> go.Figure:
    palette = PALETTES[theme]
    x = axis(palette, type="date", showgrid=False, nticks=6)
    return _figure(lines, x, axis(palette, title=_title(what, palette)), theme)


def _title(text: str, palette: Palette) -> dict[str, Any]:
    return {"text": text, "font": {"size": 11, "color": palette.muted}, "standoff": 6}


def _figure(traces: list[go.Scatter], x: dict[str, Any], y: dict[str, Any], theme: Theme) -> go.Figure:
    legend = layout(theme)["legend"] | {"x": 0, "xanchor": "left", "y": 1.02}
    margin = {"l": 56, "r": 12, "t": 54, "b": 44}
    axes = {"xaxis": x, "yaxis": y | {"fixedrange": True}}
    return go.Figure(traces, layout(theme, height=340, margin=margin, legend=legend, **axes))


_FIGURES: Mapping[str, Callable[[Findings, Theme], go.Figure]] = {
    "overlay": _overlay,
    "naive": _naive,
    "shift": _shift,
    "returns": _returns,
    "volatility": _volatility,
}
_SHOWN = {
    "overlay": "The price on the test days, and what the LSTM said of each on the day before.",
    "naive": f"The last {CLOSE} test days: the price, what the LSTM said of it, and the price of the day before.",
    "shift": f"The last {CLOSE} test days: the price, and what the LSTM said, as it was said and laid one day back.",
    "returns": "A dot for each test day: the return that came, and the one that the LSTM said. Perfect answers would "
    "lie on the line.",
    "volatility": "The volatility of the 21 days after each test day, and what the LSTM and the weighted average say "
    "of it on that day.",
}
