"""What a layer's units remember: half-lives, what is left of what was written, and how often gates are shut or open."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from lstm_viz.figures.loss import loss_axis
from lstm_viz.figures.palette import PALETTES, Palette, Theme
from lstm_viz.figures.style import SIGNALS, Spec, axis, colour_scale, figure, layout
from lstm_viz.model import memory
from lstm_viz.records import Array, CellName, LayerTrace, Problem

SHAPES = {"f": "circle", "i": "square", "o": "triangle-up", "z": "circle", "r": "square", "h": "circle"}
BESIDE = 0.5
"""Room, in decades, for units that never or always forget, beyond the ends of the logarithmic axis."""


def memory_specs(problem: Problem, theme: Theme, cell: CellName = "lstm") -> dict[str, Spec]:
    """Return the figures without data, by the names under which the explorer finds them.

    An RNN, in which no gate keeps anything, has the saturation only.
    """
    saturated = {"saturation": saturation_spec(theme, cell)}
    if cell == "rnn":
        return saturated
    return saturated | {
        "half_life": half_life_spec(task_span(problem), theme),
        "retention": retention_spec(problem.inputs.shape[1], theme, cell),
    }


def task_span(problem: Problem) -> tuple[str, int]:
    """Return what a memory is measured against, its name and its timesteps, of the probe sequence.

    The lag from the one symbol that is a class to the one question after it, where there are such; else the window that
    is trained on, beyond which no gradient reaches.
    """
    asked = np.flatnonzero(problem.part[problem.probe] >= 0)
    if problem.loss == "cross_entropy" and len(asked) == 1:
        fed = problem.inputs[problem.probe].argmax(axis=1)
        classes = [problem.input_names.index(name) for name in problem.class_names if name in problem.input_names]
        shown = np.flatnonzero(np.isin(fed, classes))
        if len(shown) == 1 and shown[0] < asked[0]:
            return "lag", int(asked[0] - shown[0])
    return "window", problem.window


def half_life_spec(span: tuple[str, int] | None, theme: Theme) -> Spec:
    """Return the bars without data: a bar for each unit, on a logarithmic axis; `layout.meta` holds the marked span.

    Traces: "half-life", "never forgets" (hatched, to the upper end) and "always forgets" (a mark at the lower end).
    """
    palette = PALETTES[theme]
    hover = "unit %{x}<br>half-life %{y:.4g} timesteps<extra></extra>"
    bar = {"type": "bar", "width": 0.78}
    hatch = {"shape": "/", "fillmode": "overlay", "fgcolor": palette.paper, "size": 5, "solidity": 0.35}
    traces: list[dict[str, Any]] = [
        {"meta": "half-life", **bar, "marker": {"color": palette.forget}, "hovertemplate": hover},
        {
            "meta": "never forgets",
            **bar,
            "marker": {"color": palette.forget, "pattern": hatch},
            "hovertemplate": "unit %{x}<br>never forgets<extra></extra>",
        },
        {
            "meta": "always forgets",
            "type": "scatter",
            "mode": "markers",
            "marker": {"symbol": "x-thin", "size": 8, "line": {"color": palette.forget, "width": 2}},
            "hovertemplate": "unit %{x}<br>always forgets<extra></extra>",
        },
    ]
    marked = _mark(span, palette) if span else {}
    return {
        "data": [{**trace, "name": trace["meta"]} for trace in traces],
        "layout": layout(
            theme,
            height=220,
            margin={"l": 66, "r": 12, "t": 14, "b": 40},
            showlegend=False,
            xaxis=axis(palette, showgrid=False, fixedrange=True, title=_title("unit", palette)),
            yaxis=axis(palette, type="log", fixedrange=True, title=_title("half-life in timesteps", palette)),
            **marked,
        ),
    }


def half_life(layer: LayerTrace, problem: Problem | None = None, theme: Theme = "light") -> go.Figure:
    """Return each unit's half-life, ln ½ / mean ln f (GRU: z), with the lag or the window of a problem marked.

    Raises:
        ValueError: the layer is of RNN cells.
    """
    span = task_span(problem) if problem else None
    lives = memory.half_lives(layer)
    spec = half_life_spec(span, theme)
    spec["layout"]["yaxis"] |= half_life_axis(lives, span[1] if span else None)
    spec["layout"]["xaxis"] |= {"range": [-0.5, len(lives) - 0.5]}
    low, high = (10**end for end in spec["layout"]["yaxis"]["range"])
    never, always = np.flatnonzero(np.isinf(lives)), np.flatnonzero(lives == 0)
    measured = np.flatnonzero(np.isfinite(lives) & (lives > 0))
    data: dict[str, dict[str, Any]] = {
        "half-life": {"x": measured, "y": lives[measured]},
        "never forgets": {"x": never, "y": np.full(len(never), high)},
        "always forgets": {"x": always, "y": np.full(len(always), low * 10 ** (BESIDE / 2))},
    }
    return figure(spec, data)


def half_life_axis(lives: Array, span: int | None) -> dict[str, Any]:
    """Return range and ticks that hold half-lives (H,) and the marked span; never and always stand beyond both ends."""
    shown = [float(life) for life in lives if np.isfinite(life) and life > 0] + ([float(span)] if span else [])
    found = loss_axis(min(shown, default=1.0), max(shown, default=10.0))
    (low, high), values, texts = found["range"], found["tickvals"], found["ticktext"]
    if np.any(np.isinf(lives)):
        high, values, texts = high + BESIDE, [*values, 10 ** (high + BESIDE)], [*texts, "never"]
    if np.any(lives == 0):
        low, values, texts = low - BESIDE, [10 ** (low - BESIDE / 2), *values], ["at once", *texts]
    return {"range": [low, high], "tickvals": values, "ticktext": texts}


def saturation_spec(theme: Theme, cell: CellName = "lstm") -> Spec:
    """Return the scatter without data: a trace for each gate, a dot for each unit; shapes differ by gate.

    An RNN's one trace is "h".
    """
    palette = PALETTES[theme]
    low, high = ("below −0.9", "above 0.9") if cell == "rnn" else ("below 0.1", "above 0.9")
    near = (" (near −1)", " (near 1)") if cell == "rnn" else (" (shut)", " (open)")
    traces = [
        {
            "meta": signal,
            "type": "scatter",
            "mode": "markers",
            "name": SIGNALS[signal],
            "marker": {
                "symbol": SHAPES[signal],
                "size": 9,
                "color": palette.of_signal(signal),
                "opacity": 0.8,
                "line": {"color": palette.paper, "width": 1},
            },
            "hovertemplate": f"{SIGNALS[signal]} of unit %{{customdata}}<br>{low}: %{{x:.0%}} of the time"
            f"<br>{high}: %{{y:.0%}}<extra></extra>",
        }
        for signal in memory.SATURATED[cell]
    ]
    shares = {"range": [-0.06, 1.06], "tickvals": [0, 0.5, 1], "ticktext": ["0 %", "50 %", "100 %"], "fixedrange": True}
    edge = {
        "type": "line",
        "x0": 0,
        "y0": 1,
        "x1": 1,
        "y1": 0,
        "line": {"color": palette.muted, "width": 1, "dash": "dot"},
    }
    return {
        "data": traces,
        "layout": layout(
            theme,
            height=330,
            margin={"l": 58, "r": 12, "t": 30, "b": 42},
            shapes=[{**edge, "layer": "below"}],
            xaxis=axis(palette, **shares, title=_title(f"share of time {low}{near[0]}", palette)),
            yaxis=axis(palette, **shares, title=_title(f"share of time {high}{near[1]}", palette)),
        ),
    }


def saturation(layer: LayerTrace, theme: Theme = "light") -> go.Figure:
    """Return, for each unit and gate, the share of time below 0.1 against the share above 0.9.

    Of an RNN, which has no gates, h below −0.9 against above 0.9. After Karpathy, Johnson & Fei-Fei, Visualizing and
    Understanding Recurrent Networks (2015).
    """
    data = {
        signal: {"x": low, "y": high, "customdata": np.arange(len(low))}
        for signal, (low, high) in memory.saturation(layer).items()
    }
    return figure(saturation_spec(theme, layer.cell), data)


def retention_spec(steps: int, theme: Theme, cell: CellName = "lstm") -> Spec:
    """Return the triangle without data, for T timesteps: trace "retention", written at s across, left at t down."""
    palette, state = PALETTES[theme], "c" if cell == "lstm" else "h"
    whole = {"fixedrange": True, "showgrid": False, "nticks": 5}
    return {
        "data": [
            {
                "meta": "retention",
                "type": "heatmap",
                "name": f"left in {state}",
                "colorscale": colour_scale(state, palette),
                "showscale": False,
                "hovertemplate": "written at %{x}<br>left at t = %{y}: %{z:.4f}<extra></extra>",
            }
        ],
        "layout": layout(
            theme,
            height=310,
            margin={"l": 58, "r": 12, "t": 10, "b": 42},
            xaxis=axis(palette, **whole, range=[-0.5, steps - 0.5], title=_title("written at timestep s", palette)),
            yaxis=axis(palette, **whole, range=[steps - 0.5, -0.5], title=_title("left at timestep t", palette)),
        ),
    }


def retention(layer: LayerTrace, unit: int, theme: Theme = "light") -> go.Figure:
    """Return what one unit wrote at s and is left in its c (GRU: h) at t; colour limits are symmetric.

    This is the direct path only: h feeds back into the gates and writes c anew.

    Raises:
        ValueError: the layer is of RNN cells. IndexError: it has no such unit.
    """
    left = memory.retention(layer, unit)
    limit = float(np.abs(left).max()) or 1.0
    return figure(
        retention_spec(len(left), theme, layer.cell), {"retention": {"z": left, "zmin": -limit, "zmax": limit}}
    )


def _mark(span: tuple[str, int], palette: Palette) -> dict[str, Any]:
    name, steps = span
    line = {"color": palette.ink, "width": 1.5, "dash": "dash"}
    where = {"x": 1, "xref": "paper", "xanchor": "right", "y": float(np.log10(steps)), "yref": "y", "yanchor": "bottom"}
    label = {"text": f"{name} {steps}", "showarrow": False, "bgcolor": palette.paper, "opacity": 0.9}
    return {
        "meta": {"name": name, "steps": steps},
        "shapes": [
            {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": steps, "y1": steps, "line": line}
        ],
        "annotations": [{**where, **label, "font": {"size": 11, "color": palette.ink}}],
    }


def _title(text: str, palette: Palette) -> dict[str, Any]:
    return {"text": text, "font": {"size": 11, "color": palette.muted}, "standoff": 6}
