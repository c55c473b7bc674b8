"""LSTM, GRU and tanh RNN in one picture: losses, predictions over the probe sequence, gradient through time.

A cell has its colour, its dash and its marker in all three, so nothing hangs on colour alone.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

from lstm_viz.data.problem import restore
from lstm_viz.figures.loss import loss_axis
from lstm_viz.figures.palette import PALETTES, Palette, Theme
from lstm_viz.figures.style import axis, layout, literal
from lstm_viz.model.fading import asked_last, noise_level
from lstm_viz.model.gradients import GradientNorms
from lstm_viz.records import Array, CellName, Problem

TITLES: Mapping[CellName, str] = {"lstm": "LSTM", "gru": "GRU", "rnn": "tanh RNN"}
_DASHES: Mapping[CellName, str] = {"lstm": "solid", "gru": "dash", "rnn": "dot"}
_MARKERS: Mapping[CellName, str] = {"lstm": "circle", "gru": "square", "rnn": "triangle-up"}
LOWEST = 1e-30
"""The smallest length that the axis shows."""
MOST_TIMESTEPS = 200
"""How many timesteps of the probe sequence are drawn: the last ones."""
Curves = Mapping[str, tuple[Array, Array]]


def colour_of(cell: CellName, palette: Palette) -> str:
    """Return a cell's colour: three of the palette that the colour-blind tell apart."""
    return {"lstm": palette.prediction, "gru": palette.candidate, "rnn": palette.forget}[cell]


def losses(runs: Mapping[CellName, Curves], theme: Theme = "light") -> go.Figure:
    """Return the losses of each cell over steps: "validation", and "training" (thinner) behind it, as (steps, losses).

    The scale is logarithmic.
    """
    palette, traces, shown = PALETTES[theme], [], [np.empty(0)]
    for cell, curves in runs.items():
        for kind, (steps, values) in curves.items():
            thick = kind == "validation"
            traces.append(
                _line(
                    cell,
                    palette,
                    x=steps,
                    y=values,
                    showlegend=thick,
                    legendgroup=cell,
                    opacity=1.0 if thick else 0.4,
                    width=2.0 if thick else 0.9,
                    hovertemplate=f"{TITLES[cell]}<br>step %{{x:.0f}}<br>{kind} loss %{{y:.4g}}<extra></extra>",
                )
            )
            shown.append(values[np.isfinite(values) & (values > 0)])
    every = np.concatenate(shown)
    ticks = loss_axis(float(every.min()), float(every.max())) if len(every) else {}
    x = axis(palette, title=_title("step of training", palette), rangemode="tozero")
    return go.Figure(traces, _layout(theme, x, axis(palette, type="log", title=_title("loss", palette), **ticks)))


def predictions(problem: Problem, outputs: Mapping[CellName, Array], theme: Theme = "light") -> go.Figure:
    """Return what each network says over the last 200 timesteps of the probe sequence, from its outputs (T, K).

    Of values: in the data's own unit, with the true ones. Of classes: the probability of the right one, with the
    timestep where it is asked.
    """
    palette, probe, steps = PALETTES[theme], problem.probe, problem.inputs.shape[1]
    span = slice(max(0, steps - MOST_TIMESTEPS), steps)
    x = np.arange(steps)[span]
    traces: list[go.Scatter] = []
    shapes: list[dict[str, Any]] = []
    scale = problem.target_scale
    if scale is not None:
        true = {"color": palette.target, "width": 3}
        traces.append(go.Scatter(x=x, y=problem.actual[probe, span], mode="lines", name="true value", line=true))
        named = (
            f"{literal(problem.target_name)} ({literal(problem.unit)})"
            if problem.unit
            else literal(problem.target_name)
        )
        y = axis(palette, title=_title(named, palette))
    else:
        asked = asked_last(problem)
        shapes.append(
            {"type": "line", "x0": asked, "x1": asked, "y0": 0, "y1": 1, "line": {"color": palette.muted, "width": 1}}
        )
        y = axis(palette, range=[-0.03, 1.05], title=_title("probability of the right answer", palette))
    for cell, output in outputs.items():
        if scale is not None:
            said = restore(scale, output[span, 0], problem.anchor[probe, span])
        else:
            said = _shares(output[span])[np.arange(len(x)), problem.targets[probe, span]]
        hover = f"{TITLES[cell]}<br>t = %{{x}}<br>%{{y:.3g}}<extra></extra>"
        traces.append(_line(cell, palette, x=x, y=said, width=1.8, marked=len(x), hovertemplate=hover))
    drawn = go.Figure(traces, _layout(theme, axis(palette, title=_title("timestep t", palette), showgrid=False), y))
    return drawn.update_layout(shapes=shapes)


def gradient_through_time(norms: Mapping[CellName, GradientNorms], theme: Theme = "light") -> go.Figure:
    """Return ‖∂L/∂h_t‖ of each cell's last layer, and ‖∂L/∂c_t‖ of the LSTM's, for t = 1 … T, on a log axis.

    Below the line "float32 noise", float32's machine epsilon times the largest length, a gradient is lost beside the
    others in a sum.
    """
    palette, traces, shown = PALETTES[theme], [], [np.empty(0)]
    length = 0
    for cell, each in norms.items():
        for signal, rows in (("h", each.h), ("c", each.c)):
            if not len(rows):
                continue
            values = np.where((rows[-1] >= LOWEST) & np.isfinite(rows[-1]), rows[-1], np.nan)
            length = len(values)
            name = f"{TITLES[cell]} {signal}"
            hover = f"{name}<br>t = %{{x}}<br>%{{y:.3g}}<extra></extra>"
            line = _line(
                cell,
                palette,
                x=np.arange(1, length + 1),
                y=values,
                width=2.0,
                marked=length,
                name=name,
                hovertemplate=hover,
            )
            if signal == "c":
                line.update(
                    line={"color": palette.cell, "dash": "longdashdot"},
                    marker={"symbol": "diamond", "color": palette.cell},
                )
            traces.append(line)
            shown.append(values[np.isfinite(values)])
    noise = noise_level(norms)
    if noise > 0:
        traces.append(
            go.Scatter(
                x=[1, length],
                y=[noise, noise],
                mode="lines",
                name="float32 noise",
                line={"color": palette.ink, "width": 1, "dash": "dashdot"},
                hovertemplate="below %{y:.2g}, float32 rounds it away beside the largest<extra></extra>",
            )
        )
        shown.append(np.array([noise]))
    every = np.concatenate(shown)
    y = axis(palette, type="log", title=_title("length of the gradient", palette))
    if len(every):
        y |= _decades(float(every.min()), float(every.max()))
    x = axis(
        palette,
        title=_title("timestep t; the loss is at the right end", palette),
        showgrid=False,
        range=[1 - 0.02 * length, 1.02 * length],
    )
    return go.Figure(traces, _layout(theme, x, y))


def _decades(lowest: float, highest: float) -> dict[str, Any]:
    """Return range and ticks of a log axis at whole powers of ten, at most eight of them."""
    first, last = math.floor(math.log10(lowest)), math.ceil(math.log10(highest))
    powers = range(first, last + 1, 1 + (last - first) // 8)
    raised = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    texts = ["1" if power == 0 else f"10{str(power).translate(raised)}" for power in powers]
    return {"range": [first - 0.2, last + 0.2], "tickvals": [10.0**power for power in powers], "ticktext": texts}


def _line(cell: CellName, palette: Palette, *, width: float, marked: int = 0, **more: Any) -> go.Scatter:
    """Return a cell's line; with `marked` points some of them, not all, wear its marker."""
    colour = colour_of(cell, palette)
    line = {"color": colour, "width": width, "dash": _DASHES[cell]}
    marker = {"symbol": _MARKERS[cell], "size": 7, "color": colour, "maxdisplayed": 9}
    mode = "lines+markers" if marked else "lines"
    return go.Scatter(**{"name": TITLES[cell], "mode": mode, "line": line, "marker": marker} | more)


def _shares(outputs: Array) -> Array:
    raised = np.exp(outputs - outputs.max(axis=1, keepdims=True))
    shares: Array = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _layout(theme: Theme, x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    legend = layout(theme)["legend"] | {"x": 0, "xanchor": "left", "y": 1.02}
    margin = {"l": 62, "r": 12, "t": 34, "b": 44}
    return layout(theme, height=300, margin=margin, xaxis=x, yaxis=y | {"fixedrange": True}, legend=legend)


def _title(text: str, palette: Palette) -> dict[str, Any]:
    return {"text": text, "font": {"size": 11, "color": palette.muted}, "standoff": 6}
