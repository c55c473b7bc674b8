"""Three cells in one picture: their own numbers, and told apart without colour."""

from dataclasses import replace
from typing import get_args

import numpy as np

from lstm_viz.data.problem import restore
from lstm_viz.data.recall import recall_problem
from lstm_viz.figures.compare import gradient_through_time, losses, predictions
from lstm_viz.model.fading import FLOAT32_EPS, asked_last
from lstm_viz.model.gradients import GradientNorms
from lstm_viz.records import CellName, Scale

RECALL = recall_problem({"sequences": 100}, 0)
CELLS = get_args(CellName)
STEPS = np.arange(1.0, 6.0)
NORMS: dict[CellName, GradientNorms] = {
    "lstm": GradientNorms(np.array([[0.1, 0.5, 1.0]]), np.array([[0.2, 0.3, 2.0]])),
    "gru": GradientNorms(np.array([[0.4, 0.5, 0.6]]), np.zeros((0, 3))),
    "rnn": GradientNorms(np.array([[0.0, 1e-9, 1.0]]), np.zeros((0, 3))),
}


def test_each_cell_has_its_losses_and_a_colour_and_dash_of_its_own() -> None:
    curves = {
        cell: {"training": (STEPS, STEPS * n), "validation": (STEPS, STEPS + n)} for n, cell in enumerate(CELLS, 1)
    }
    for theme in ("light", "dark"):
        drawn = losses(curves, "light" if theme == "light" else "dark")
        thick = [line for line in drawn.data if line.showlegend]
        assert [line.name for line in thick] == ["LSTM", "GRU", "tanh RNN"]
        assert len({line.line.color for line in thick}) == len({line.line.dash for line in thick}) == 3
        for n, line in enumerate(thick, 1):
            assert np.array_equal(line.y, STEPS + n)
        assert [list(line.y) for line in drawn.data if not line.showlegend] == [list(STEPS * n) for n in (1, 2, 3)]


def test_nothing_trained_makes_an_empty_picture() -> None:
    drawn = losses({cell: {"training": (np.empty(0), np.empty(0))} for cell in CELLS})
    assert [len(line.x) for line in drawn.data] == [0, 0, 0]


def test_of_classes_the_probability_of_the_right_one_is_drawn_and_where_it_is_asked() -> None:
    outputs = np.random.default_rng(0).normal(size=(RECALL.inputs.shape[1], 4))
    drawn = predictions(RECALL, {"gru": outputs})
    right = RECALL.targets[RECALL.probe, 0]
    expected = np.exp(outputs[:, right]) / np.exp(outputs).sum(axis=1)
    assert np.allclose(drawn.data[0].y, expected, rtol=1e-12)
    assert drawn.layout.shapes[0].x0 == drawn.layout.shapes[0].x1 == asked_last(RECALL)


def test_of_values_the_datas_own_unit_is_drawn_with_the_true_ones() -> None:
    scale = Scale("none", 5.0, 2.0)
    problem = replace(
        RECALL, loss="mse", target_scale=scale, output_size=1, class_names=(), unit="°C", target_name="<b>$x$"
    )
    outputs = np.random.default_rng(0).normal(size=(RECALL.inputs.shape[1], 1))
    drawn = predictions(problem, {"rnn": outputs})
    assert np.array_equal(drawn.data[0].y, problem.actual[problem.probe])
    assert np.array_equal(drawn.data[1].y, restore(scale, outputs[:, 0], problem.anchor[problem.probe]))
    assert "°C" in drawn.layout.yaxis.title.text
    assert "<b>" not in drawn.layout.yaxis.title.text


def test_gradients_are_drawn_from_t_1_to_the_loss_with_the_noise_beneath() -> None:
    drawn = gradient_through_time(NORMS)
    lines = {line.name: line for line in drawn.data}
    assert list(lines) == ["LSTM h", "LSTM c", "GRU h", "tanh RNN h", "float32 noise"]
    assert list(lines["LSTM c"].x) == [1, 2, 3]
    assert list(lines["LSTM c"].y) == [0.2, 0.3, 2.0]
    assert list(lines["float32 noise"].y) == [2 * FLOAT32_EPS] * 2
    states = [line for line in drawn.data if line.name != "float32 noise"]
    assert len({line.line.color for line in states}) == 4
    assert len({line.line.dash for line in states}) == len({line.marker.symbol for line in states}) == 4


def test_what_has_no_logarithm_is_a_gap() -> None:
    line = next(line for line in gradient_through_time(NORMS).data if line.name == "tanh RNN h")
    assert np.array_equal(line.y, [np.nan, 1e-9, 1.0], equal_nan=True)


def test_the_axis_is_marked_at_whole_powers_of_ten_that_hold_every_line() -> None:
    axis = gradient_through_time(NORMS).layout.yaxis
    assert 10 ** axis.range[0] < 1e-9
    assert 10 ** axis.range[1] > 2.0
    assert "10⁻⁹" in axis.ticktext
    assert "10⁻¹" in axis.ticktext
    assert [float(f"{tick:.1g}") for tick in axis.tickvals] == [10.0 ** round(np.log10(tick)) for tick in axis.tickvals]
