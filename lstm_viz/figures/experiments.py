"""What an experiment found, as a picture; it may be drawn while trials are still missing.

Whatever has a colour also has a marker or a dash of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any

import numpy as np
import plotly.graph_objects as go

from lstm_viz.experiments.known import CELLS, COST_WIDTHS, LAGS, NOISE, OVERFITTING_STEPS, SIZES, WIDTHS
from lstm_viz.experiments.report import Report, Row
from lstm_viz.figures.palette import PALETTES, Palette, Theme
from lstm_viz.figures.style import axis, layout

_SYMBOLS = ("circle", "square", "triangle-up", "diamond")
_DASHES = ("solid", "dash", "dot", "longdashdot")


def experiment_figure(report: Report, theme: Theme = "light") -> go.Figure:
    """Return the picture of an experiment, as far as it is."""
    return _FIGURES[report.experiment.name](report, theme)


def shown(report: Report) -> str:
    """Return what the picture shows, in a sentence or two."""
    return _SHOWN[report.experiment.name]


def _forget_bias(report: Report, theme: Theme) -> go.Figure:
    ticks = [row.arm.label for row in report.rows]
    return _solved_in(report, {"LSTM": report.rows}, ticks, "how the forget gate starts", theme)


def _lag(report: Report, theme: Theme) -> go.Figure:
    groups = {title: report.rows[n * len(LAGS) : (n + 1) * len(LAGS)] for n, title in enumerate(CELLS.values())}
    return _solved_in(report, groups, [f"{lag}" for lag in LAGS], "lag (timesteps)", theme)


def _solved_in(
    report: Report, groups: Mapping[str, Sequence[Row]], ticks: Sequence[str], what: str, theme: Theme
) -> go.Figure:
    """Return a dot a seed, at the step at which it solved the task; a cross at the top where it was given up."""
    palette, traces = PALETTES[theme], []
    for n, (name, rows) in enumerate(groups.items()):
        colour = _colours(palette)[n]
        for solved in (True, False):
            dots = [
                (place + (n - (len(groups) - 1) / 2) * 0.25 + (each.seed - (report.seeds - 1) / 2) * 0.03, each.steps)
                for place, row in enumerate(rows)
                for each in row.outcomes
                if each.solved is solved
            ]
            traces.append(
                go.Scatter(
                    x=[x for x, _ in dots],
                    y=[steps for _, steps in dots],
                    mode="markers",
                    name=name if solved else f"{name}, given up",
                    marker={"symbol": _SYMBOLS[n] if solved else "x-thin-open", "size": 8, "color": colour}
                    | ({} if solved else {"line": {"width": 2, "color": colour}}),
                    hovertemplate=f"{name}, {'solved' if solved else 'given up'} after %{{y:,}} steps<extra></extra>",
                )
            )
    x = axis(palette, title=_title(what, palette), tickvals=list(range(len(ticks))), ticktext=list(ticks))
    y = axis(palette, title=_title("steps of training until solved", palette), type="log") | _log_ticks(40, 4000)
    return _figure(traces, x | {"range": [-0.6, len(ticks) - 0.4], "showgrid": False}, y, theme)


def _overfitting(report: Report, theme: Theme) -> go.Figure:
    """Return the errors along training, medians over the seeds: thick on held-out rows, thin on the training rows."""
    palette, traces = PALETTES[theme], []
    for n, (row, width) in enumerate(zip(report.rows, WIDTHS, strict=True)):
        looks = np.array([outcome.looks for outcome in row.outcomes]) if row.outcomes else np.empty((0, 0, 4))
        colour, name = _colours(palette)[n], f"{width} unit{'' if width == 1 else 's'}"
        for column, kind, thick in ((1, "training", False), (2, "held-out", True)):
            traces.append(
                go.Scatter(
                    x=looks[0, :, 0] if len(looks) else [],
                    y=np.median(looks[:, :, column], axis=0) if len(looks) else [],
                    mode="lines+markers" if thick else "lines",
                    name=name,
                    legendgroup=name,
                    showlegend=thick,
                    opacity=1.0 if thick else 0.6,
                    line={"color": colour, "dash": _DASHES[n], "width": 2.2 if thick else 1.0},
                    marker={"symbol": _SYMBOLS[n], "size": 7, "color": colour, "maxdisplayed": 8},
                    hovertemplate=f"{name}, {kind}<br>step %{{x}}<br>error %{{y:.3g}}<extra></extra>",
                )
            )
    traces.append(_level([0, OVERFITTING_STEPS], NOISE, "the noise alone", palette))
    x = axis(palette, title=_title("step of training", palette), rangemode="tozero")
    y = axis(palette, title=_title("error (root mean square)", palette), rangemode="tozero")
    return _figure(traces, x, y, theme)


def _data(report: Report, theme: Theme) -> go.Figure:
    palette, count = PALETTES[theme], len(SIZES)
    groups = {"LSTM": report.rows[:count], "linear AR": report.rows[count : 2 * count]}
    traces = [_medians(n, name, SIZES, rows, "relative", palette) for n, (name, rows) in enumerate(groups.items())]
    traces.append(_level([SIZES[0], SIZES[-1]], 1.0, "last value", palette))
    x = axis(palette, title=_title("rows to learn from", palette), type="log", **_named(SIZES))
    y = axis(palette, title=_title("test error ÷ last value’s", palette), type="log", **_log_ticks(0.01, 3))
    return _figure(traces, x, y, theme)


def _cost(report: Report, theme: Theme) -> go.Figure:
    palette, count = PALETTES[theme], len(COST_WIDTHS)
    traces = [
        _medians(n, title, COST_WIDTHS, report.rows[n * count : (n + 1) * count], "step_ms", palette)
        for n, title in enumerate(CELLS.values())
    ]
    fits = report.rows[-1].values("fit_ms")
    if fits:
        traces.append(_level([COST_WIDTHS[0], COST_WIDTHS[-1]], median(fits), "linear AR, its whole fit", palette))
    x = axis(palette, title=_title("hidden units", palette), type="log", **_named(COST_WIDTHS))
    y = axis(palette, title=_title("CPU ms a training step", palette), type="log", **_log_ticks(0.1, 100))
    return _figure(traces, x, y, theme)


def _medians(
    n: int, name: str, places: Sequence[int], rows: Sequence[Row], number: str, palette: Palette
) -> go.Scatter:
    """Return the medians over the seeds as a line, with bars from the lowest to the highest."""
    found = [(place, row.values(number)) for place, row in zip(places, rows, strict=True) if row.values(number)]
    middle = [median(values) for _, values in found]
    return go.Scatter(
        x=[place for place, _ in found],
        y=middle,
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [max(values) - mid for (_, values), mid in zip(found, middle, strict=True)],
            "arrayminus": [mid - min(values) for (_, values), mid in zip(found, middle, strict=True)],
            "thickness": 1,
            "width": 4,
        },
        mode="lines+markers",
        name=name,
        line={"color": _colours(palette)[n], "dash": _DASHES[n], "width": 2},
        marker={"symbol": _SYMBOLS[n], "size": 8, "color": _colours(palette)[n]},
        hovertemplate=f"{name}<br>%{{x:,}}<br>%{{y:.3g}}<extra></extra>",
    )


def _level(ends: Sequence[float], height: float, name: str, palette: Palette) -> go.Scatter:
    line = {"color": palette.ink, "width": 1, "dash": "dashdot"}
    return go.Scatter(x=list(ends), y=[height] * 2, mode="lines", name=name, line=line, hoverinfo="skip")


def _colours(palette: Palette) -> tuple[str, str, str, str]:
    return palette.prediction, palette.candidate, palette.forget, palette.output


def _named(places: Sequence[int]) -> dict[str, Any]:
    return {"tickvals": list(places), "ticktext": [f"{place:,}" for place in places], "showgrid": False}


def _log_ticks(low: float, high: float) -> dict[str, Any]:
    """Return range and ticks of a log axis: ones and threes."""
    every = [mark * 10.0**power for power in range(-3, 5) for mark in (1, 3)]
    ticks = [float(f"{tick:.1g}") for tick in every if low <= tick <= high]
    return {"range": [np.log10(low), np.log10(high)], "tickvals": ticks, "ticktext": [f"{tick:,g}" for tick in ticks]}


def _title(text: str, palette: Palette) -> dict[str, Any]:
    return {"text": text, "font": {"size": 11, "color": palette.muted}, "standoff": 6}


def _figure(traces: Sequence[go.Scatter], x: dict[str, Any], y: dict[str, Any], theme: Theme) -> go.Figure:
    legend = layout(theme)["legend"] | {"x": 0, "xanchor": "left", "y": 1.02}
    margin = {"l": 62, "r": 12, "t": 54, "b": 44}
    return go.Figure(
        list(traces),
        layout(theme, height=340, margin=margin, xaxis=x, yaxis=y | {"fixedrange": True}, legend=legend),
    )


_FIGURES: Mapping[str, Callable[[Report, Theme], go.Figure]] = {
    "forget-bias": _forget_bias,
    "lag": _lag,
    "overfitting": _overfitting,
    "data": _data,
    "cost": _cost,
}
_SHOWN = {
    "forget-bias": "A dot for each seed at the step at which it solved the task, a cross where it was given up.",
    "lag": "A dot for each seed at the step at which it solved the task, a cross where it was given up.",
    "overfitting": "Errors along training, medians over the seeds. Thick: held-out rows. Thin: training rows.",
    "data": "Test error by rows to learn from: medians over the seeds, with bars from the lowest to the highest.",
    "cost": "CPU ms a training step by hidden units: medians over the seeds, with bars from the lowest to the highest.",
}
