"""The top row of the sequence: what was there, what was asked, and what the network answered."""

from typing import Any

import numpy as np

from lstm_viz.data.problem import restore
from lstm_viz.figures.ahead import ahead_data, with_band
from lstm_viz.figures.palette import Palette
from lstm_viz.figures.style import literal
from lstm_viz.records import TEST, TRAIN, VALIDATION, Array, Problem

PART_NAMES = {TRAIN: "train", VALIDATION: "validation", TEST: "test"}
# Below this many timesteps every symbol has room for its letter; above, a mark stands for it.
LETTERS_UP_TO = 60


def symbol_rows(problem: Problem) -> list[str]:
    """Return the rows of a picture of symbols: the input's symbols, then classes that are no input."""
    return [*problem.input_names, *(name for name in problem.class_names if name not in problem.input_names)]


def answer_traces(problem: Problem, palette: Palette) -> list[dict[str, Any]]:
    """Return the traces of the top row, without data."""
    if problem.loss == "cross_entropy":
        return _symbol_traces(problem, palette)
    name = literal(problem.unit)
    hover = f"t %{{x}}<br>%{{y:.6g}} {name}<extra>%{{fullData.name}}</extra>"
    lines: dict[str, dict[str, Any]] = {
        "value": {"color": palette.target, "width": 2},
        "prediction": {"color": palette.prediction, "width": 1.8},
        "last value": {"color": palette.muted, "width": 1, "dash": "dot"},
        "what if": {"color": palette.ink, "width": 1.6, "dash": "4px,3px"},
        "free run": {"color": palette.prediction, "width": 1.8, "dash": "dash"},
    }
    traces: list[dict[str, Any]] = [
        {
            "meta": meta,
            "type": "scatter",
            "mode": "lines",
            "name": meta,
            "line": line,
            "hovertemplate": hover,
            "showlegend": meta != "free run",
        }
        for meta, line in lines.items()
    ]
    return with_band(traces, palette) if problem.loss == "quantile" else traces


def _symbol_traces(problem: Problem, palette: Palette) -> list[dict[str, Any]]:
    mode = "text" if problem.inputs.shape[1] <= LETTERS_UP_TO else "markers"
    hover = "t %{x}<br>%{customdata}<extra>%{fullData.name}</extra>"
    marks: dict[str, dict[str, Any]] = {
        "symbol": {"symbol": "square", "size": 5, "color": palette.ink},
        "target": {"symbol": "square-open", "size": 17, "color": palette.muted, "line": {"width": 2}},
        "prediction": {"symbol": "x-thin", "size": 10, "color": palette.prediction, "line": {"width": 3}},
        "what if": {"symbol": "diamond-open", "size": 15, "color": palette.ink, "line": {"width": 1.6}},
    }
    for mark in marks.values():
        mark["line"] = {"color": mark["color"], **mark.get("line", {"width": 0})}
    return [
        {
            "meta": meta,
            "type": "scatter",
            "mode": mode if meta == "symbol" else "markers",
            "name": meta,
            "marker": mark,
            "textfont": {"color": palette.ink, "size": 11},
            "showlegend": meta != "symbol",
            "hovertemplate": hover,
        }
        for meta, mark in marks.items()
    ]


def answer_data(problem: Problem, y_hat: Array) -> dict[str, dict[str, Any]]:
    """Return what the top row's traces show of the probe sequence, for outputs (T, K)."""
    steps = np.arange(problem.inputs.shape[1])
    probe, asked = problem.probe, problem.part[problem.probe] >= 0
    if problem.loss == "cross_entropy":
        rows = symbol_rows(problem)
        fed = problem.inputs[probe].argmax(axis=1)
        at = {"symbol": (steps, fed)} | {
            name: (steps[asked], np.array([rows.index(problem.class_names[k]) for k in classes], dtype=int))
            for name, classes in (
                ("target", problem.targets[probe][asked]),
                ("prediction", y_hat[asked].argmax(axis=1)),
            )
        }
        names = {name: [literal(rows[row]) for row in row_of] for name, (_, row_of) in at.items()}
        return {
            name: {"x": x, "y": row, "text": names[name], "customdata": names[name]} for name, (x, row) in at.items()
        }
    if problem.ahead_scale is not None:
        return ahead_data(problem, problem.ahead_scale.of(probe), y_hat)
    y, anchor = y_hat[:, 0], problem.anchor[probe]
    shown = {
        "value": problem.actual[probe],
        "prediction": restore(problem.target_scale, y, anchor) if problem.target_scale else y,
        "last value": anchor,
    }
    return {name: {"x": steps, "y": np.where(asked, values, np.nan)} for name, values in shown.items()}


def part_shading(problem: Problem, palette: Palette) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return shapes and labels that set the validation and test parts of the top row apart from the training part."""
    shapes, labels = [], []
    for part, first, last in part_spans(problem):
        if part != TRAIN:
            where = {"x0": first - 0.5, "x1": last + 0.5, "y0": 0, "y1": 1, "xref": "x", "yref": "y domain"}
            fill = {"fillcolor": palette.muted, "opacity": 0.07 if part == VALIDATION else 0.14, "line": {"width": 0}}
            shapes.append({"type": "rect", "layer": "below", **where, **fill})
        if last - first >= 0.04 * problem.inputs.shape[1]:
            labels.append(
                {
                    "name": "part",
                    "text": PART_NAMES[part],
                    "x": first,
                    "xref": "x",
                    "y": 1,
                    "yref": "y domain",
                    "xanchor": "left",
                    "yanchor": "top",
                    "showarrow": False,
                    "bgcolor": palette.paper,
                    "opacity": 0.85,
                    "font": {"size": 10, "color": palette.muted},
                }
            )
    return shapes, labels


def part_spans(problem: Problem) -> list[tuple[int, int, int]]:
    """Return (part, first timestep, last timestep) of each unbroken stretch of the probe sequence that has answers."""
    part = problem.part[problem.probe]
    edges = np.flatnonzero(np.diff(part)) + 1
    starts, ends = np.r_[0, edges], np.r_[edges, len(part)] - 1
    return [(int(part[a]), int(a), int(b)) for a, b in zip(starts, ends, strict=True) if part[a] >= 0]
