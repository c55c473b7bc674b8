"""Two runs' losses in one picture."""

import numpy as np
import plotly.graph_objects as go

from lstm_viz.figures.loss import loss_axis
from lstm_viz.figures.palette import PALETTES, Theme
from lstm_viz.figures.style import axis, layout, literal
from lstm_viz.records import Run

DASHES = ("solid", "dash")


def compared_losses(first: tuple[str, Run], second: tuple[str, Run], theme: Theme = "light") -> go.Figure:
    """Return the losses of two named runs over steps: validation loss, and training loss (thinner) behind it.

    The runs differ in colour and in dash.
    """
    palette = PALETTES[theme]
    traces, shown = [], []
    for (name, run), colour, dash in zip((first, second), (palette.prediction, palette.forget), DASHES, strict=True):
        kinds = {
            "training": (np.arange(1, len(run.losses) + 1), run.losses.astype(float), 0.8, 0.45),
            "validation": (run.validation[:, 0], run.validation[:, 1], 2.0, 1.0),
        }
        for kind, (steps, losses, width, opacity) in kinds.items():
            traces.append(
                go.Scatter(
                    x=steps,
                    y=losses,
                    mode="lines",
                    name=literal(name),
                    legendgroup=name,
                    showlegend=kind == "validation",
                    opacity=opacity,
                    line={"color": colour, "width": width, "dash": dash},
                    hovertemplate=f"{literal(name)}<br>step %{{x:.0f}}<br>{kind} loss %{{y:.4g}}<extra></extra>",
                )
            )
            shown.append(losses[np.isfinite(losses) & (losses > 0)])
    both = np.concatenate(shown)
    small = {"size": 11, "color": palette.muted}
    ticks = loss_axis(float(both.min()), float(both.max())) if len(both) else {}
    return go.Figure(
        traces,
        layout(
            theme,
            height=320,
            margin={"l": 56, "r": 14, "t": 44, "b": 44},
            xaxis=axis(palette, title={"text": "step", "font": small}),
            yaxis=axis(palette, title={"text": "loss", "font": small}, type="log", **ticks),
        ),
    )
