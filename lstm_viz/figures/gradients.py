"""Why this output? How gradients fade on their way back through time, and how every output hangs on every input."""

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go

from lstm_viz.figures.loss import loss_axis
from lstm_viz.figures.palette import PALETTES, Palette, Theme
from lstm_viz.figures.style import SIGNALS, Spec, axis, figure, layout
from lstm_viz.model.gradients import GradientNorms
from lstm_viz.records import Array

DASHES = ("solid", "dash", "dot")
"""One for each layer that a network of ours may have."""
FLOAT32_NOISE = 2.0**-24
"""What is smaller than this share of the largest part of a float32 sum is rounded away when it is added."""
LOWEST = 1e-10
"""The smallest share of the largest length that the axis still shows."""
DECADES = 3
"""How many powers of ten below the largest derivative the map's colours reach."""


def gradient_specs(steps: int, theme: Theme) -> dict[str, Spec]:
    """Return both figures without data for T timesteps, by the names under which the explorer finds them."""
    return {"gradient_norms": gradient_norms_spec(steps, theme), "gradient_map": gradient_map_spec(steps, theme)}


def gradient_norms_spec(steps: int, theme: Theme) -> Spec:
    """Return the lines without data: "h1", "c1", "h2" … by signal and layer, and "float32 noise", on a log axis."""
    palette = PALETTES[theme]
    lines: list[dict[str, Any]] = [
        {
            "meta": f"{signal}{layer}",
            "name": f"{signal}, layer {layer}",
            "line": {"color": palette.of_signal(signal), "width": 1.8, "dash": dash},
            "hovertemplate": f"s = %{{x}}<br>{signal} of layer {layer}: %{{y:.3g}}<extra></extra>",
        }
        for layer, dash in enumerate(DASHES, start=1)
        for signal in "hc"
    ]
    noise = {
        "meta": "float32 noise",
        "name": "float32 noise",
        "line": {"color": palette.ink, "width": 1, "dash": "dashdot"},
        "hovertemplate": "below %{y:.2g}, training in float32 rounds it away<extra></extra>",
    }
    return {
        "data": [{"type": "scatter", "mode": "lines", **line} for line in (*lines, noise)],
        "layout": layout(
            theme,
            height=330,
            margin={"l": 58, "r": 12, "t": 44, "b": 42},
            xaxis=_steps(steps, "timestep s", palette),
            yaxis=axis(palette, type="log", fixedrange=True, title=_title("length of the derivative", palette)),
        ),
    }


def gradients_through_time(norms: GradientNorms, theme: Theme = "light") -> go.Figure:
    """Return ‖∂L/∂h_s‖, and ‖∂L/∂c_s‖ of an LSTM, of each layer over the timesteps up to the one whose loss L is.

    Raises:
        KeyError: there are more than three layers.
    """
    spec = gradient_norms_spec(norms.h.shape[1], theme)
    both = {"h": norms.h, "c": norms.c}
    until = 1 + int(np.flatnonzero(norms.h.any(axis=0) | norms.c.any(axis=0)).max(initial=0))
    x = np.arange(until)
    data: dict[str, dict[str, Any]] = {
        f"{signal}{layer}": {"x": x, "y": np.where(row[:until] > 0, row[:until], np.nan)}
        for signal, rows in both.items()
        for layer, row in enumerate(rows, start=1)
    }
    if len(norms.h) == 1:
        for signal in "hc" if len(norms.c) else "h":
            data[f"{signal}1"]["name"] = f"{SIGNALS[signal]} {signal}"
    largest = max(float(rows.max(initial=0)) for rows in both.values())
    if largest > 0:
        data["float32 noise"] = {"x": x[[0, -1]], "y": np.full(2, largest * FLOAT32_NOISE)}
        shown = np.concatenate([norms.h, norms.c])[:, :until]
        shown = np.where(shown >= largest * LOWEST, shown, np.nan)
        spec["layout"]["yaxis"] |= _powers(loss_axis(float(np.nanmin(shown)), largest))
        first = int(np.isfinite(shown).any(axis=0).argmax())
        spec["layout"]["xaxis"]["range"] = [first - 0.5, until - 0.5 + 0.02 * (until - 1 - first)]
    return figure(spec, data)


def gradient_map_spec(steps: int, theme: Theme) -> Spec:
    """Return the map without data: trace "derivative", the input's timestep s across, the output's t down."""
    palette = PALETTES[theme]
    marks = [-1, -1 + 1 / DECADES, 0, 1 - 1 / DECADES, 1]
    return {
        "data": [
            {
                "meta": "derivative",
                "type": "heatmap",
                "name": "∂y_t/∂x_s",
                "zmin": -1,
                "zmax": 1,
                "colorscale": [[0, palette.negative], [0.5, palette.paper], [1, palette.prediction]],
                "colorbar": {
                    "tickvals": marks,
                    "ticktext": ["− largest", "− a tenth", "≈ 0", "a tenth", "largest"],
                    "thickness": 8,
                    "outlinewidth": 0,
                    "tickfont": {"color": palette.muted, "size": 11},
                },
                "hovertemplate": "y at t = %{y}, x at s = %{x}<br>derivative %{customdata:.3g}<extra></extra>",
            }
        ],
        "layout": layout(
            theme,
            height=330,
            margin={"l": 58, "r": 12, "t": 20, "b": 42},
            xaxis=_steps(steps, "input at timestep s", palette),
            yaxis=_steps(steps, "output at timestep t", palette) | {"range": [steps - 0.5, -0.5]},
        ),
    }


def derivative_map(found: Array, theme: Theme = "light") -> go.Figure:
    """Return the map ∂y_t/∂x_s (T, T), as `lstm_viz.model.gradients.gradient_map` computes it.

    Colours are logarithmic over three powers of ten below the largest; what is smaller has the colour of 0.
    """
    spec = gradient_map_spec(len(found), theme)
    drawn = figure(spec, {"derivative": {"z": shades(found), "customdata": found}})
    drawn.update_layout(margin_r=86)
    return drawn


def shades(values: Array) -> Array:
    """Return how deeply each value is coloured, −1 … 1: ±1 for the largest, 0 for a thousandth of it and less."""
    sizes = np.abs(values)
    largest = sizes.max(initial=0)
    if largest == 0:
        return np.zeros_like(values)
    with np.errstate(divide="ignore"):
        deep: Array = np.sign(values) * np.maximum(0, 1 + np.log10(sizes / largest) / DECADES)
    return deep


def _powers(axis_of: dict[str, Any]) -> dict[str, Any]:
    """Write ticks of 1 and 3 times a power of ten as powers, where they are small or large."""
    texts = []
    for tick in axis_of["tickvals"]:
        exponent = math.floor(math.log10(tick) + 1e-9)
        three = "3·" if round(tick / 10.0**exponent) == 3 else ""
        raised = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        texts.append(f"{tick:g}" if -2 <= exponent <= 3 else f"{three}10{raised}")
    return axis_of | {"ticktext": texts}


def _steps(steps: int, text: str, palette: Palette) -> dict[str, Any]:
    return axis(
        palette, range=[-0.5, steps - 0.5], fixedrange=True, showgrid=False, nticks=6, title=_title(text, palette)
    )


def _title(text: str, palette: Palette) -> dict[str, Any]:
    return {"text": text, "font": {"size": 11, "color": palette.muted}, "standoff": 6}
