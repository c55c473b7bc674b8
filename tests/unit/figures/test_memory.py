import itertools
import json
from dataclasses import replace
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from lstm_viz.data.recall import recall_problem
from lstm_viz.figures.memory import half_life, half_life_axis, memory_specs, retention, saturation, task_span
from lstm_viz.figures.palette import PALETTES
from lstm_viz.model import memory
from lstm_viz.records import Array, CellName, LayerTrace, Problem
from tests.unit.figures.examples import H, T, forecasting, recall, trace_of


def recall_of_one() -> Problem:
    """A is shown at t = 0 and asked at t = 5."""
    return replace(recall(), inputs=np.eye(4)[[0, 2, 2, 2, 2, 3]][None])


def layer(f: Array | None = None) -> LayerTrace:
    own = trace_of(forecasting()).layers[0]
    return own if f is None else replace(own, signals={**own.signals, "f": np.broadcast_to(f, (T, H))})


def layer_of(cell: CellName) -> LayerTrace:
    """The same numbers under the signals of another cell."""
    own = layer().signals
    names = {"gru": {"r": "i", "z": "f", "n": "g", "h": "h"}, "rnn": {"h": "h"}}[cell]
    return replace(layer(), cell=cell, signals={name: own[like] for name, like in names.items()})


def traces(figure: go.Figure) -> dict[str, Any]:
    return {each.meta: each for each in figure.data}


def test_a_bar_is_a_unit_s_half_life_on_a_logarithmic_axis() -> None:
    figure = half_life(layer())
    bars = traces(figure)["half-life"]
    assert figure.layout.yaxis.type == "log"
    assert list(bars.x) == list(range(H))
    np.testing.assert_array_equal(bars.y, memory.half_lives(layer()))
    low, high = (10**end for end in figure.layout.yaxis.range)
    assert low <= min(bars.y) <= max(bars.y) <= high


def test_units_that_never_or_always_forget_stand_beyond_the_ends_and_are_named_there() -> None:
    figure = half_life(layer(np.array([1.0, 0.0, 0.5, 0.9, 1.0])))
    drawn = traces(figure)
    assert list(drawn["half-life"].x) == [2, 3]
    assert list(drawn["never forgets"].x) == [0, 4]
    assert list(drawn["always forgets"].x) == [1]
    axis = figure.layout.yaxis
    assert (axis.ticktext[0], axis.ticktext[-1]) == ("at once", "never")
    assert drawn["never forgets"].y[0] == pytest.approx(10 ** axis.range[1])
    assert 10 ** axis.range[0] < drawn["always forgets"].y[0] < min(drawn["half-life"].y)


def test_the_axis_holds_the_mark_and_exists_without_any_half_life() -> None:
    assert half_life_axis(np.array([2.0]), 400)["range"][1] >= np.log10(400)
    assert half_life_axis(np.array([np.inf, 0.0]), None)["ticktext"] == ["at once", "1", "3", "10", "never"]


@pytest.mark.parametrize("lag", [2, 20, 57])
def test_the_lag_of_recall_is_found_from_the_problem(lag: int) -> None:
    for seed in range(5):
        assert task_span(recall_problem({"lag": lag, "sequences": 100}, seed)) == ("lag", lag)


def test_where_no_lag_is_known_the_window_is_marked() -> None:
    assert task_span(forecasting()) == ("window", 8)
    assert task_span(recall()) == ("window", 6)  # two symbols are shown before the question


def test_a_symbol_that_is_shown_only_after_the_question_gives_no_lag() -> None:
    asked_first = replace(recall_of_one(), inputs=np.eye(4)[[3, 2, 0, 2, 2, 2]][None], part=np.array([[2] + [-1] * 5]))
    assert task_span(asked_first) == ("window", 6)


def test_the_mark_is_a_line_at_the_span_with_its_name() -> None:
    figure = half_life(layer(), recall_of_one())
    assert (figure.layout.shapes[0].y0, figure.layout.shapes[0].y1) == (5, 5)
    assert figure.layout.annotations[0].text == "lag 5"
    assert figure.layout.annotations[0].y == pytest.approx(np.log10(5))  # Plotly places notes on log axes by exponents
    assert not half_life(layer()).layout.shapes


def test_the_scatter_has_a_dot_for_each_unit_and_gate_in_shapes_that_differ() -> None:
    figure = saturation(layer())
    dots = traces(figure)
    assert set(dots) == {"f", "i", "o"}
    assert len({each.marker.symbol for each in dots.values()}) == 3
    for gate, (shut, opened) in memory.saturation(layer()).items():
        np.testing.assert_array_equal(dots[gate].x, shut)
        np.testing.assert_array_equal(dots[gate].y, opened)
        assert list(dots[gate].customdata) == list(range(H))


def test_the_triangle_is_the_unit_s_retention_with_symmetric_limits() -> None:
    drawn = traces(retention(layer(), 3))["retention"]
    np.testing.assert_array_equal(drawn.z, memory.retention(layer(), 3))
    assert drawn.zmax == -drawn.zmin == np.abs(drawn.z).max()


def test_a_unit_that_writes_nothing_is_drawn_too() -> None:
    still = replace(layer(), signals={**layer().signals, "g": np.zeros((T, H))})
    assert traces(retention(still, 0))["retention"].zmax == 1


def test_a_unit_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError):
        retention(layer(), H)


def test_a_gru_s_figures_are_of_its_own_gates_and_of_h() -> None:
    gru = layer_of("gru")
    assert list(traces(half_life(gru))["half-life"].y) == list(memory.half_lives(gru))
    assert set(traces(saturation(gru))) == {"z", "r"}
    assert traces(retention(gru, 1))["retention"].name == "left in h"
    np.testing.assert_array_equal(traces(retention(gru, 1))["retention"].z, memory.retention(gru, 1))


def test_an_rnn_has_the_saturation_of_h_and_no_other_figure() -> None:
    rnn = layer_of("rnn")
    drawn = saturation(rnn)
    np.testing.assert_array_equal(traces(drawn)["h"].x, (rnn.signals["h"] < -0.9).mean(axis=0))
    assert drawn.layout.xaxis.title.text == "share of time below −0.9 (near −1)"
    for figure in (half_life, lambda layer: retention(layer, 0)):
        with pytest.raises(ValueError, match="no gate keeps"):
            figure(rnn)
    assert list(memory_specs(recall_of_one(), "light", "rnn")) == ["saturation"]


def test_the_explorer_s_specs_are_plain_values_that_plotly_accepts() -> None:
    cells: tuple[CellName, ...] = ("lstm", "gru")
    for theme, cell in itertools.product(PALETTES, cells):
        specs = memory_specs(recall_of_one(), theme, cell)
        assert json.loads(json.dumps(specs, allow_nan=False)) == specs
        assert specs["half_life"]["layout"]["meta"] == {"name": "lag", "steps": 5}
        for spec in specs.values():
            assert len(go.Figure(spec).data) == len(spec["data"])
