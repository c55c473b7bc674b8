"""Gradient through time: torch's own numbers, and what the literature says of the three cells."""

from dataclasses import replace
from typing import Any, get_args

import numpy as np
import pytest
import torch

from lstm_viz.data.problem import levels
from lstm_viz.data.recall import recall_problem
from lstm_viz.model.fading import FLOAT32_EPS, asked_last, fading, noise_level, shortened
from lstm_viz.model.gradients import GradientNorms, gradient_norms
from lstm_viz.model.network import build_network, weights_of
from lstm_viz.records import QUANTILES, Array, CellName, ModelConfig, Problem, TrainConfig
from lstm_viz.training.advance import advance, start
from tests.unit.forecasting.looked_inside import inside
from tests.unit.model.test_gradients import by_hand

CELLS = get_args(CellName)
RECALL = recall_problem({"lag": 50, "sequences": 200}, 0)
WIDTHS = {"lstm": 16, "gru": 19, "rnn": 35}


def config_of(cell: CellName, layers: int = 1) -> ModelConfig:
    return ModelConfig(RECALL.inputs.shape[2], WIDTHS[cell], layers, RECALL.output_size, forget_bias=3.0, cell=cell)


def autograd(config: ModelConfig, weights: dict[str, Array], problem: Problem) -> tuple[Array, Array]:
    """‖∂L/∂h_t‖ and ‖∂L/∂c_t‖ of every layer, of the cross entropy at the last timestep, by torch in float64."""
    network = build_network(config, 0).double()
    network.load_state_dict({name: torch.tensor(array) for name, array in weights.items()})
    y, h, c = by_hand(network, torch.tensor(problem.inputs[0], dtype=torch.float64))
    loss = torch.nn.functional.cross_entropy(y[-1:], torch.tensor(problem.targets[0, -1:]))
    nodes = [node for row in (*h, *c) for node in row]
    found = torch.autograd.grad(loss, nodes, allow_unused=True)
    norms = np.array([0.0 if each is None else float(each.norm()) for each in found]).reshape(-1, len(y))
    return norms[: len(h)], norms[len(h) :]


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("scale", [0.5, 1.0, 1.5])
def test_the_curve_is_autograds_before_and_after_training(cell: CellName, layers: int, scale: float) -> None:
    config, train = config_of(cell, layers), TrainConfig()
    untrained = start(config, train, RECALL)
    for state in (untrained, advance(untrained, RECALL, config, train, steps=5)):
        wide = {name: array.astype(np.float64) for name, array in state.weights.items()}
        scaled = {name: array * (scale if "weight_hh" in name else 1) for name, array in wide.items()}
        found = fading(state.weights, RECALL, 30, scale)
        h, c = autograd(config, scaled, shortened(RECALL, 30))
        for ours, theirs in ((found.h, h), (found.c, c)):
            assert ours.shape == theirs.shape
            assert np.abs(ours - theirs).max(initial=0) <= 1e-9 * max(1.0, theirs.max(initial=0))


def test_the_whole_sequence_is_what_gradient_norms_shows_of_the_probe() -> None:
    for cell in CELLS:
        weights = weights_of(build_network(config_of(cell), 1))
        t = asked_last(RECALL)
        found, expected = fading(weights, RECALL, t + 1), gradient_norms(weights, RECALL, t)
        assert np.abs(found.h - expected.h[:, : t + 1]).max() <= 1e-12
        assert np.abs(found.c - expected.c[:, : t + 1]).max(initial=0) <= 1e-12


def test_a_shortened_problem_ends_with_the_answer_that_is_asked() -> None:
    short = shortened(RECALL, 10)
    t = asked_last(RECALL)
    assert short.inputs.shape == (1, 10, RECALL.inputs.shape[2])
    assert short.part[0, -1] >= 0
    assert np.array_equal(short.inputs[0], RECALL.inputs[RECALL.probe, t - 9 : t + 1])


@pytest.mark.parametrize("start_of", [{"forget_bias": 3.0}, {"chrono": 50}])
def test_on_recall_with_lag_50_the_tanh_rnns_gradient_is_a_million_times_smaller_at_the_start(
    start_of: dict[str, Any],
) -> None:
    t = asked_last(RECALL)
    for seed in range(5):
        first = {}
        for cell in CELLS:
            config = replace(config_of(cell), **start_of)
            first[cell] = fading(weights_of(build_network(config, seed)), RECALL, t + 1).h[-1, 0]
        assert first["rnn"] * 1e6 <= first["lstm"]
        assert first["rnn"] * 1e6 <= first["gru"]


def test_larger_recurrent_weights_make_the_tanh_rnns_gradient_larger_at_the_start() -> None:
    weights = weights_of(build_network(config_of("rnn"), 0))
    found = [fading(weights, RECALL, 40, scale).h[-1, 0] for scale in (0.5, 1.0, 2.0)]
    assert found[0] < found[1] < found[2]


def test_what_is_scaled_is_the_recurrent_weights_alone() -> None:
    weights = weights_of(build_network(config_of("gru"), 0))
    by_hand_scaled = {name: array * np.float64(3) if "weight_hh" in name else array for name, array in weights.items()}
    expected = gradient_norms(by_hand_scaled, shortened(RECALL, 20), 19)
    assert np.array_equal(fading(weights, RECALL, 20, 3.0).h, expected.h)


def test_the_noise_is_float32s_epsilon_times_the_largest_finite_length() -> None:
    lines = GradientNorms(np.array([[1.0, 4.0]]), np.array([[8.0, np.inf]]))
    assert noise_level({"lstm": lines}) == 8 * FLOAT32_EPS
    assert noise_level({"rnn": GradientNorms(np.zeros((1, 2)), np.zeros((0, 2)))}) == 0


def test_a_probe_with_answers_at_many_timesteps_is_read_up_to_the_last_one() -> None:
    part = np.full_like(RECALL.part, -1)
    part[RECALL.probe, [3, 7]] = 0
    assert asked_last(replace(RECALL, part=part)) == 7


def test_of_a_forecast_s_network_the_same_rows_are_left() -> None:
    one = inside()
    cut = shortened(one.problem, 20)
    assert cut.ahead_scale is not None
    until = one.problem.inputs.shape[1] - 1  # the last row has no answer yet
    own = levels(cut, np.repeat(cut.targets, len(QUANTILES), axis=2))
    assert own is not None
    np.testing.assert_allclose(own[0], one.problem.actual[1, until - 20 : until], rtol=1e-5)
    norms = fading(one.last.weights, one.problem, 20)
    assert norms.h.shape == (1, 20)
    assert np.isfinite(norms.h).all()
    assert norms.h[0, -1] > 0
