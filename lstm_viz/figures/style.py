"""What all figures share: colours as Plotly wants them, text that stays literal, and the way from a spec to a figure.

A spec is a figure without its data: traces with their styles, and a layout, as plain values that JSON can hold. The
explorer in the browser fills the same specs with data that it computes itself.
"""

import copy
from collections.abc import Mapping
from html import escape
from typing import Any

import plotly.graph_objects as go

from lstm_viz.figures.palette import PALETTES, Palette, Theme
from lstm_viz.records import CellName

Spec = dict[str, Any]
SIGNALS = {
    "f": "forget gate",
    "i": "input gate",
    "g": "candidate",
    "o": "output gate",
    "c": "cell state",
    "h": "hidden state",
    "z": "update gate",
    "r": "reset gate",
    "n": "candidate",
}
MOST_SHOWN = 100
GATES = ("f", "i", "o", "z", "r")
_SHOWN: dict[CellName, str] = {"lstm": "figoch", "gru": "zrnh", "rnn": "h"}


def signals_of(cell: CellName) -> dict[str, str]:
    """Return a cell's signals in the order in which they are shown: letter → name."""
    return {signal: SIGNALS[signal] for signal in _SHOWN[cell]}


def literal(text: str) -> str:
    """Return text that Plotly shows letter by letter: no tags, no TeX between dollars, no %{templates}.

    What is longer than 100 letters is cut.
    """
    return (
        escape(text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…")
        .replace("$", "&#36;")
        .replace("%", "&#37;")
        .replace("{", "&#123;")
    )


def colour_scale(signal: str, palette: Palette) -> list[list[Any]]:
    """Return a signal's scale: a gate from paper to full colour, a signed signal from dark grey over paper to it."""
    colour = palette.of_signal(signal)
    if signal in GATES:
        return [[0, palette.paper], [1, colour]]
    return [[0, palette.negative], [0.5, palette.paper], [1, colour]]


def axis(palette: Palette, **more: Any) -> dict[str, Any]:
    """Return an axis with hairlines and quiet numbers."""
    quiet = {"gridcolor": palette.line, "linecolor": palette.line, "zeroline": False, "ticks": "", "automargin": False}
    return quiet | {"tickfont": {"color": palette.muted, "size": 11}} | more


def layout(theme: Theme, **more: Any) -> dict[str, Any]:
    """Return a layout on transparent paper; the same `uirevision` for ever keeps a reader's zoom over new data."""
    palette = PALETTES[theme]
    return {
        "template": "none",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {
            "color": palette.ink,
            "size": 12,
            "family": "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif",
        },
        "hoverlabel": {"bgcolor": palette.paper, "bordercolor": palette.line, "font": {"color": palette.ink}},
        "legend": {
            "orientation": "h",
            "x": 1,
            "xanchor": "right",
            "y": 1,
            "yanchor": "bottom",
            "bgcolor": "rgba(0,0,0,0)",
            "font": {"color": palette.muted, "size": 12},
        },
        "uirevision": "kept",
        "dragmode": "zoom",
        "hovermode": "closest",
    } | more


def figure(spec: Spec, data: Mapping[str, Mapping[str, Any]]) -> go.Figure:
    """Return the spec as a Figure, each trace given the arrays that `data` holds under its `meta`; others are left out.

    Raises:
        KeyError: data for a trace that the spec does not have.
    """
    missing = set(data) - {trace["meta"] for trace in spec["data"]}
    if missing:
        raise KeyError(f"no traces {sorted(missing)} in this figure")
    traces = [copy.deepcopy(trace) | dict(data[trace["meta"]]) for trace in spec["data"] if trace["meta"] in data]
    return go.Figure({"data": traces, "layout": copy.deepcopy(spec["layout"])})
