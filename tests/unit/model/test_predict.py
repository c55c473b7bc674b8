from dataclasses import replace

import numpy as np
import pytest

import lstm_viz as lv
from lstm_viz.data.problem import forecasting_problem, restore
from lstm_viz.data.samples import load_sample
from lstm_viz.data.synthetic import generate
from lstm_viz.errors import SettingError
from lstm_viz.model.errors_by_part import ClassErrors, LevelErrors, errors_by_part
from lstm_viz.model.network import build_network, network_from_weights, weights_of
from lstm_viz.model.predict import free_run, predict
from lstm_viz.records import Array, ModelConfig, Normalisation, Problem
from tests.unit.forecasting.looked_inside import inside
from tests.unit.training.problems import class_problem

MODEL = ModelConfig(hidden_size=6, num_layers=2)
WEIGHTS = weights_of(build_network(MODEL, 5))


def problem_with(normalisation: Normalisation) -> Problem:
    return forecasting_problem(load_sample("air_passengers"), window=12, normalisation=normalisation)


def test_a_prediction_is_what_capture_sees_at_the_networks_end() -> None:
    problem = problem_with("difference")
    network = network_from_weights(MODEL, WEIGHTS)
    import torch

    trace = lv.capture(network, torch.tensor(problem.inputs))
    assert trace.y_hat is not None
    assert np.abs(predict(MODEL, WEIGHTS, problem)[0] - trace.y_hat).max() <= 1e-6


@pytest.mark.parametrize("normalisation", ["none", "difference", "log_difference"])
def test_a_free_run_is_reading_ones_own_predictions_as_if_they_were_data(normalisation: Normalisation) -> None:
    """Each step anew: append the last prediction to the data and run the whole sequence again."""
    problem, steps = problem_with(normalisation), 5
    scale = problem.target_scale
    assert scale is not None
    inputs = np.concatenate([problem.inputs[0, :, 0], problem.targets[0, -1:]])
    level, expected = problem.actual[0, -1], []
    for _ in range(steps):
        longer = replace_inputs(problem, inputs)
        y = predict(MODEL, WEIGHTS, longer)[0, -1, 0]
        level = float(restore(scale, y, np.array(level)))
        expected.append(level)
        inputs = np.append(inputs, y)
    assert free_run(MODEL, WEIGHTS, problem, steps) == pytest.approx(expected, rel=1e-6)


def replace_inputs(problem: Problem, inputs: Array) -> Problem:
    t = len(inputs)
    zeros = np.zeros((1, t))
    return replace(
        problem, inputs=inputs[None, :, None], targets=zeros, part=zeros, actual=zeros, anchor=zeros, time_labels=()
    )


def test_a_free_run_that_needs_an_unknown_future_is_refused_by_name() -> None:
    lorenz = forecasting_problem(generate("lorenz", {}, 0), inputs=["x", "y", "z"])
    model = ModelConfig(input_size=3, hidden_size=2)
    with pytest.raises(SettingError, match="feed x alone to run on freely"):
        free_run(model, weights_of(build_network(model, 0)), lorenz, 3)


def test_errors_are_those_of_the_last_value_when_the_network_says_no_change() -> None:
    problem = problem_with("difference")
    scale = problem.target_scale
    assert scale is not None
    still = np.full((1, problem.inputs.shape[1], 1), -scale.centre / scale.spread)
    found = errors_by_part(problem, still)
    for number, name in enumerate(("train", "validation", "test")):
        part = found[name]
        assert isinstance(part, LevelErrors)
        asked = problem.part == number
        change = problem.actual[asked] - problem.anchor[asked]
        assert part.count == asked.sum()
        assert part.mae == pytest.approx(np.mean(np.abs(change)))
        assert part.last_value_mae == pytest.approx(part.mae)
        assert part.rmse == pytest.approx(np.sqrt(np.mean(change**2)))
        assert part.last_value_rmse == pytest.approx(part.rmse)


def test_classes_are_counted_where_they_are_asked() -> None:
    problem = class_problem()
    right = np.eye(3)[problem.targets]
    found = errors_by_part(problem, right)
    assert found["test"] == ClassErrors(5, 1.0, 1 / 3)
    assert errors_by_part(problem, -right)["train"] == ClassErrors(20, 0.0, 1 / 3)


@pytest.mark.parametrize(
    "model", [MODEL, ModelConfig(3, 5, 3, 4), ModelConfig(3, 5, 3, 4, cell="gru"), ModelConfig(2, 4, 2, cell="rnn")]
)
def test_the_parameter_count_is_torchs(model: ModelConfig) -> None:
    assert model.parameter_count == sum(each.numel() for each in build_network(model, 0).parameters())


def test_a_network_that_says_several_rows_ahead_does_not_run_on_freely() -> None:
    one = inside()
    with pytest.raises(SettingError, match="several rows ahead at once"):
        free_run(one.model, one.last.weights, one.problem, 3)
