"""How large the error is, the further ahead it is forecast; every method."""

import plotly.graph_objects as go

from lstm_viz.figures.forecast.looks import axis_title, method_line, picture
from lstm_viz.figures.palette import PALETTES, Theme
from lstm_viz.forecasting.result import SeriesForecast


def by_horizon(series: SeriesForecast, theme: Theme = "light") -> go.Figure:
    """Return the mean absolute error at each row ahead, over all origins, in the data's unit."""
    palette = PALETTES[theme]
    steps = list(range(1, series.actual.shape[1] + 1))
    lines = [
        method_line(
            name,
            palette,
            x=steps,
            y=[step.mae for step in each.by_horizon],
            hovertemplate="%{x} ahead<br>%{y:,.4~g}<extra>%{fullData.name}</extra>",
        )
        for name, each in reversed(list(series.measured.items()))
    ]
    return picture(
        lines,
        theme,
        x={"title": axis_title("rows ahead", palette), "showgrid": False, **whole_ticks(len(steps))},
        y={"title": axis_title("mean absolute error", palette), "rangemode": "tozero"},
    ).update_layout(legend_traceorder="reversed")


def whole_ticks(count: int) -> dict[str, object]:
    """Return ticks at whole numbers of rows, at most about twelve, and the range about 1 … count."""
    step = max(1, -(-count // 12))
    return {"tickmode": "linear", "tick0": step, "dtick": step, "range": [0.5, count + 0.5]}
