"""The sequence, step by step: values above, then every unit's signals, on one time axis."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from lstm_viz.figures.answers import answer_data, answer_traces, part_shading, symbol_rows
from lstm_viz.figures.palette import PALETTES, Palette, Theme
from lstm_viz.figures.style import GATES, Spec, axis, colour_scale, figure, layout, literal, signals_of
from lstm_viz.records import Array, CellName, Problem, Trace

_TOP, _GAP, _STRIPS, _BETWEEN, _MARGINS = 126.0, 21.0, 453.0, 7.8, 90.0
"""Pixels: the row of values, what is below it, the strips, what is between two, the margins above and below."""
_TALLEST = 150.0
_SECOND_ROW = 18
"""Pixels more above, where the legend needs two rows."""


def plot_height(cell: CellName) -> float:
    """Return the height of the row of values and the strips, in pixels."""
    count = len(signals_of(cell))
    return _TOP + _GAP + count * _strip_height(cell) + (count - 1) * _BETWEEN


def _strip_height(cell: CellName) -> float:
    count = len(signals_of(cell))
    return min(_TALLEST, (_STRIPS - (count - 1) * _BETWEEN) / count)


def strip_domains(cell: CellName) -> dict[str, tuple[float, float]]:
    """Return where each signal's strip stands, as (bottom, top) shares of the plot's height, from the first down."""
    names, whole, height = signals_of(cell), plot_height(cell), _strip_height(cell)
    tops = [_TOP + _GAP + place * (height + _BETWEEN) for place in range(len(names))]
    return {
        signal: (max(0.0, round(1 - (top + height) / whole, 6)), round(1 - top / whole, 6))
        for signal, top in zip(names, tops, strict=True)
    }


def sequence_spec(problem: Problem, hidden_size: int, theme: Theme, cell: CellName = "lstm") -> Spec:
    """Return the figure without data: the row of values on "y", the strips on "y2", "y3" …, unit 0 on top."""
    palette, domains = PALETTES[theme], strip_domains(cell)
    shapes, labels = part_shading(problem, palette)
    more = _SECOND_ROW if problem.loss == "quantile" else 0
    moments = problem.time_labels
    span = f", {literal(moments[0])} to {literal(moments[-1])}" if moments else ""
    title = {"text": f"timestep t{span}", "font": {"size": 11, "color": palette.muted}, "standoff": 6}
    axes = {
        "xaxis": axis(
            palette,
            anchor=f"y{len(domains) + 1}",
            showgrid=False,
            range=[-0.5, problem.inputs.shape[1] - 0.5],
            title=title,
            nticks=9,
        ),
        "yaxis": axis(
            palette, domain=[round(1 - _TOP / plot_height(cell), 6), 1], fixedrange=True, **_top_axis(problem)
        ),
    }
    for place, domain in enumerate(domains.values(), start=2):
        axes[f"yaxis{place}"] = {
            "domain": list(domain),
            "range": [hidden_size - 0.5, -0.5],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "showticklabels": False,
            "ticks": "",
        }
    return {
        "data": answer_traces(problem, palette) + _strip_traces(palette, cell),
        "layout": layout(
            theme,
            height=round(plot_height(cell) + _MARGINS + more),
            margin={"l": 84, "r": 12, "t": 50 + more, "b": 40},
            shapes=shapes,
            annotations=[*labels, _title(problem, palette, more), *_strip_labels(palette, cell)],
            **axes,
        ),
    }


def sequence(
    problem: Problem, trace: Trace, layer: int = 0, theme: Theme = "light", *, what_if: Trace | None = None
) -> go.Figure:
    """Return the probe sequence with a network's answers, and the signals of one layer as units × timesteps.

    Gates have fixed colour limits 0 to 1, candidate and h −1 to 1; c has symmetric limits, at least 1. The answers of
    `what_if`, as `intervene` returns it, are dashed over the network's own.

    Raises:
        IndexError: there is no such layer. ValueError: the network does not answer at every timestep.
    """
    data = answer_data(problem, _answers(trace))
    if what_if is not None:
        data["what if"] = answer_data(problem, _answers(what_if))["prediction"]
    signals, cell = trace.layers[layer].signals, trace.layers[layer].cell
    strips: dict[str, dict[str, Any]] = {signal: {"z": signals[signal].T} for signal in signals_of(cell)}
    if "c" in strips:
        limit = max(1.0, float(np.abs(signals["c"]).max()))
        strips["c"] |= {"zmin": -limit, "zmax": limit}
    return figure(sequence_spec(problem, signals["h"].shape[1], theme, cell), data | strips)


def _answers(trace: Trace) -> Array:
    if trace.y_hat is None:
        raise ValueError("This figure needs a network that answers at every timestep; the trace's y_hat is None.")
    return trace.y_hat


def _top_axis(problem: Problem) -> dict[str, Any]:
    if problem.loss != "cross_entropy":
        return {"nticks": 5}
    rows = symbol_rows(problem)
    ticks = {"tickmode": "array", "tickvals": list(range(len(rows))), "ticktext": [literal(row) for row in rows]}
    return ticks | {"range": [len(rows) - 0.4, -0.6]}


def _title(problem: Problem, palette: Palette, more: int) -> dict[str, Any]:
    unit = f", {literal(problem.unit)}" if problem.unit else ""
    return {
        "name": "target",
        "text": literal(problem.target_name) + unit,
        "x": 0,
        "xref": "paper",
        "y": 1,
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 25 + more,  # above the legend, whose entries come and go
        "showarrow": False,
        "font": {"size": 12, "color": palette.ink, "weight": 600},
    }


def _strip_traces(palette: Palette, cell: CellName) -> list[dict[str, Any]]:
    return [
        {
            "meta": signal,
            "type": "heatmap",
            "name": name,
            "yaxis": f"y{place}",
            "zmin": 0 if signal in GATES else -1,
            "zmax": 1,
            "colorscale": colour_scale(signal, palette),
            "showscale": False,
            "hovertemplate": f"t %{{x}}, unit %{{y}}<br>{name} {signal} %{{z:.4f}}<extra></extra>",
        }
        for place, (signal, name) in enumerate(signals_of(cell).items(), start=2)
    ]


def _strip_labels(palette: Palette, cell: CellName) -> list[dict[str, Any]]:
    domains = strip_domains(cell)
    return [
        {
            "name": "strip",
            "text": _two_lines(name, signal),
            "x": 0,
            "xref": "paper",
            "y": sum(domains[signal]) / 2,
            "yref": "paper",
            "xanchor": "right",
            "yanchor": "middle",
            "xshift": -10,
            "align": "right",
            "showarrow": False,
            "font": {"size": 12, "color": palette.of_signal(signal), "weight": 600},
        }
        for signal, name in signals_of(cell).items()
    ]


def _two_lines(name: str, signal: str) -> str:
    first, _, second = name.partition(" ")
    return f"{first}<br>{second} {signal}" if second else f"{first}<br>{signal}"
