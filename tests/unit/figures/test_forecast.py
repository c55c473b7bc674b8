"""A forecast's pictures draw the numbers of the result, and their sentences say what is in them."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from lstm_viz.figures.forecast.looks import method_line
from lstm_viz.figures.forecast.panels import check_panels, forecast_panel
from lstm_viz.figures.forecast.planned import planned, planned_in_words
from lstm_viz.figures.palette import DARK, LIGHT, Theme
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.plan import Plan, plan_of
from lstm_viz.forecasting.result import SeriesForecast
from lstm_viz.forecasting.verdict import LEAVE
from tests.unit.forecasting.made_up import PLAN, SERIES


def trace(figure: go.Figure, name: str) -> go.Scatter:
    found = [each for each in figure.data if each.name == name]
    assert found, [each.name for each in figure.data]
    return found[0]


def figures(theme: Theme = "light") -> dict[str, go.Figure]:
    panels = (forecast_panel(PLAN, 0, SERIES, theme), *check_panels(PLAN, 0, SERIES, "drift", theme))
    return {each.name: each.figure for each in panels}


def test_the_forecast_has_its_bands_one_within_the_other_after_the_history() -> None:
    figure = figures()["ahead"]
    assert list(trace(figure, "forecast").y) == list(SERIES.mean)
    assert list(trace(figure, "forecast").x) == list(SERIES.moments)
    wide, narrow = (np.array(trace(figure, f"{level} % band").y) for level in (95, 80))
    half = len(wide) // 2
    assert (wide[1:half] >= narrow[1:half]).all()
    assert (wide[half:-1] <= narrow[half:-1]).all()
    assert len(trace(figure, "y").x) == PLAN.rows
    assert pd.Timestamp(figure.layout.xaxis.range[1]) > SERIES.moments[-1]


def test_rows_without_moments_are_counted_from_1_on_every_axis() -> None:
    counted = replace(PLAN, panel=replace(PLAN.panel, index=pd.RangeIndex(PLAN.rows), frequency=None))
    coming = replace(SERIES, moments=pd.RangeIndex(PLAN.rows, PLAN.rows + PLAN.horizon))
    ahead = forecast_panel(counted, 0, coming).figure
    assert list(trace(ahead, "forecast").x) == [PLAN.rows + 1 + row for row in range(PLAN.horizon)]
    assert trace(ahead, "y").x[-1] == ahead.layout.shapes[0].x0 == PLAN.rows
    origins = check_panels(counted, 0, coming, "drift")[0].figure
    assert {each.x[0] for each in origins.data if each.name == "LSTM"} == {start + 1 for start in PLAN.starts}
    assert trace(planned(counted), f"horizon, {PLAN.horizon} rows").x == (PLAN.rows, PLAN.rows + PLAN.horizon)


def advising(method: str, **more: Any) -> SeriesForecast:
    return replace(SERIES, judgement=replace(SERIES.judgement, kind=LEAVE, advised=method), **more)


def test_where_another_method_is_advised_its_forecast_is_drawn_told_and_in_the_numbers() -> None:
    panel = forecast_panel(PLAN, 0, advising("drift"))
    line = trace(panel.figure, "Drift, as advised")
    assert list(line.y) == list(SERIES.simple["drift"]) == list(panel.table["Drift"])
    assert line.line.dash != trace(panel.figure, "LSTM").line.dash
    assert list(trace(panel.figure, "LSTM").y) == list(SERIES.mean)
    assert panel.said.startswith("Drift, as advised: 2.5 for Q1 2015, in the end 5.5 for Q4 2015. The LSTM: 0 for Q1")
    assert panel.figure.layout.yaxis.range[1] > SERIES.simple["drift"].max()


def test_an_advised_method_without_a_forecast_is_said_and_not_drawn() -> None:
    panel = forecast_panel(PLAN, 0, advising("drift", simple={}))
    assert panel.said.startswith("Drift is advised, but has no forecast here. The LSTM: 0 for Q1 2015")
    assert "LSTM" in {each.name for each in panel.figure.data}
    assert not any("advised" in each.name for each in panel.figure.data)


def test_values_that_the_reader_filled_are_not_drawn_as_if_they_were_the_files() -> None:
    filled = np.zeros_like(PLAN.panel.filled)
    filled[0, 57] = True
    plan = replace(PLAN, panel=replace(PLAN.panel, filled=filled))
    for figure in (planned(plan), forecast_panel(plan, 0, SERIES).figure):
        line = next(each for each in figure.data if each.name == "y")
        assert list(np.flatnonzero(np.isnan(np.array(line.y, float)))) == [57]


def test_every_origin_is_drawn_for_the_lstm_and_the_method_beside_it() -> None:
    figure = figures()["origins"]
    for method, name in (("lstm", "LSTM"), ("drift", "Drift")):
        drawn = [list(each.y) for each in figure.data if each.name == name]
        assert drawn == [list(each) for each in SERIES.measured[method].forecasts]
    assert len(figure.layout.shapes) == len(PLAN.starts)


def test_errors_by_horizon_are_those_of_every_method() -> None:
    figure = figures()["horizon"]
    assert {each.name for each in figure.data} == {"LSTM", "Last value", "Drift"}
    assert list(trace(figure, "Drift").y) == [each.mae for each in SERIES.measured["drift"].by_horizon]


def test_no_two_methods_look_alike_without_their_colour() -> None:
    looks = {(each.line.dash, each.marker.symbol) for each in figures()["horizon"].data}
    assert len(looks) == 3


def test_measured_coverage_stands_beside_what_is_promised() -> None:
    figure = figures()["coverage"]
    assert list(trace(figure, "promised").y) == [80, 95]
    assert list(trace(figure, "measured").y) == [100 * SERIES.coverage["0.8"], 100 * SERIES.coverage["0.95"]]


def test_the_histogram_counts_every_residual_once() -> None:
    assert sum(figures()["residuals"].data[0].y) == len(PLAN.starts) * PLAN.horizon


@pytest.mark.parametrize(("theme", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_every_figure_is_json_and_wears_its_theme(theme: Theme, palette: object) -> None:
    for figure in figures(theme).values():
        told = json.loads(figure.to_json())
        assert told["layout"]["font"]["color"] == getattr(palette, "ink")  # noqa: B009  # a palette of either theme


def test_the_plan_shows_window_horizon_and_a_bar_for_each_origin() -> None:
    figure = planned(PLAN)
    bars = [each for each in figure.data if each.name == "forecast and compared"]
    index = PLAN.panel.index
    assert [tuple(each.x) for each in bars] == [(index[s - 1], index[s + PLAN.horizon - 1]) for s in PLAN.starts]
    assert tuple(trace(figure, f"horizon, {PLAN.horizon} rows").x) == (index[-1], PLAN.moments[-1])
    assert f"forecast {PLAN.horizon} rows ahead. From {len(PLAN.starts)} origins" in planned_in_words(PLAN)


def test_sentences_say_the_numbers_of_the_figures() -> None:
    said = {each.name: each.said for each in check_panels(PLAN, 0, SERIES, "drift")}
    own = SERIES.measured["lstm"].by_horizon
    assert f"{own[0].mae:.3g} one row ahead" in said["horizon"]
    assert "the lowest of all methods at 4 of 4" in said["horizon"]
    assert said["coverage"].startswith("Of 8 answers the 80 % band held ")
    assert "what the LSTM and drift forecast" in said["origins"]


def test_bands_that_hold_less_than_they_promise_are_called_that() -> None:
    short = replace(SERIES, coverage={"0.8": 0.7, "0.95": 0.93})
    said = {each.name: each.said for each in check_panels(PLAN, 0, short, "drift")}["coverage"]
    assert said.endswith("80 % band held 70 %, the 95 % band held 93 %: less than the 80 % promised.")


@pytest.mark.parametrize(("rows", "most"), [(12, 0), (60, 0), (61, 12)])
def test_each_row_of_the_forecast_has_its_dot_up_to_sixty(rows: int, most: int) -> None:
    line = method_line("lstm", LIGHT, x=list(range(rows)), y=list(range(rows)))
    assert line.marker.maxdisplayed == most


def test_a_name_with_tags_stays_text() -> None:
    table = pd.DataFrame({"<b>y</b>": np.arange(60.0)}, index=pd.date_range("2000-01-01", periods=60, freq="QS"))
    plan: Plan = plan_of(table, ForecastConfig(horizon=2, origins=1))
    assert planned(plan).data[0].name == "&lt;b&gt;y&lt;/b&gt;"


def test_rows_without_moments_are_numbers() -> None:
    plan = plan_of(pd.DataFrame({"y": np.sin(np.arange(60.0))}), ForecastConfig(horizon=4, origins=2, season=1))
    bare: SeriesForecast = replace(SERIES, moments=plan.moments)
    panels = check_panels(plan, 0, bare, "drift")
    assert list(panels[0].table["time"][:4]) == ["53", "54", "55", "56"]
    assert "unit" not in {each.name for each in panels}
