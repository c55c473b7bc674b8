"""Gradients against torch's autograd in float64, through cells written out by hand."""

from dataclasses import dataclass, replace
from typing import get_args

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from lstm_viz.model.gradients import gradient_map, gradient_norms, gradient_times_input, occlusion
from lstm_viz.model.network import Network, build_network, network_from_weights, weights_of
from lstm_viz.records import QUANTILES, AheadScale, Array, CellName, ModelConfig, Problem

BOUND = 1e-9
"""Of each number's size, or of 1 where it is smaller."""


@dataclass(frozen=True)
class Case:
    """A network and a sequence for it, and the problem that they belong to."""

    config: ModelConfig
    weights: dict[str, Array]
    problem: Problem

    @property
    def inputs(self) -> Array:
        x: Array = self.problem.inputs[self.problem.probe]
        return x

    @property
    def wide(self) -> Network:
        return network_from_weights(self.config, self.weights).double()


@st.composite
def cases(draw: st.DrawFn) -> Case:
    config = ModelConfig(
        input_size=draw(st.integers(1, 3)),
        hidden_size=draw(st.integers(1, 6)),
        num_layers=draw(st.integers(1, 3)),
        output_size=draw(st.integers(1, 4)),
        cell=draw(st.sampled_from(get_args(CellName))),
    )
    factor = draw(st.sampled_from([0.5, 1.0, 4.0]))
    weights = weights_of(build_network(config, draw(st.integers(0, 99))))
    return Case(
        config, {name: array * factor for name, array in weights.items()}, problem_for(config, draw(st.integers(1, 8)))
    )


def problem_for(config: ModelConfig, steps: int) -> Problem:
    random = np.random.default_rng(steps)
    classes = config.output_size > 1
    zeros = np.zeros((2, steps))
    return Problem(
        inputs=random.normal(size=(2, steps, config.input_size)),
        targets=random.integers(config.output_size, size=(2, steps)) if classes else random.normal(size=(2, steps)),
        part=np.where(np.arange(2 * steps).reshape(2, steps) % 3 == 2, -1, 0),
        window=steps,
        loss_at_last=False,
        loss="cross_entropy" if classes else "mse",
        output_size=config.output_size,
        probe=1,
        actual=zeros,
        anchor=zeros,
        target_scale=None,
        input_names=tuple(f"x{k}" for k in range(config.input_size)),
        target_name="y",
        unit="",
    )


def by_hand(network: Network, x: Tensor) -> tuple[Tensor, list[list[Tensor]], list[list[Tensor]]]:
    """y (T, K), and h of every layer and timestep, and c of an LSTM, as nodes of the graph."""
    fed, all_h, all_c = list(x), [], []
    for layer in range(network.recurrent.num_layers):
        w, u, b, d = (
            network.recurrent.get_parameter(f"{name}_l{layer}")
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        )
        h = c = torch.zeros(network.recurrent.hidden_size, dtype=x.dtype)
        own_h, own_c = [], []
        for x_t in fed:
            from_x, from_h = w @ x_t + b, u @ h + d
            if network.cell == "lstm":
                i, f, g, o = (from_x + from_h).chunk(4)
                c = f.sigmoid() * c + i.sigmoid() * g.tanh()
                h = o.sigmoid() * c.tanh()
                own_c.append(c)
            elif network.cell == "gru":
                (r_x, z_x, n_x), (r_h, z_h, n_h) = from_x.chunk(3), from_h.chunk(3)
                z = (z_x + z_h).sigmoid()
                h = (1 - z) * (n_x + (r_x + r_h).sigmoid() * n_h).tanh() + z * h
            else:
                h = (from_x + from_h).tanh()
            own_h.append(h)
        all_h.append(own_h)
        all_c.extend([own_c] if own_c else [])
        fed = own_h
    return network.head(torch.stack(fed)), all_h, all_c


def jacobian(network: Network, inputs: Array, outputs: list[int]) -> Array:
    """(T, T, F): the derivative of one output of each timestep by every input, by torch's fused layer."""
    x = torch.tensor(inputs, dtype=torch.float64, requires_grad=True)
    y = network(x[None])[0]
    rows = [torch.autograd.grad(y[t, k], x, retain_graph=True)[0] for t, k in enumerate(outputs)]
    return torch.stack(rows).numpy()


def predicted(case: Case) -> list[int]:
    with torch.no_grad():
        y = case.wide(torch.tensor(case.inputs, dtype=torch.float64)[None])[0]
    return [int(k) for k in y.argmax(dim=1)]


def assert_close(found: Array, expected: Array) -> None:
    assert found.shape == expected.shape
    assert np.abs(found - expected).max(initial=0) <= BOUND * max(1.0, np.abs(expected).max(initial=0))


@settings(deadline=None, max_examples=30)
@given(cases())
def test_the_map_is_torchs_jacobian_of_every_output_and_column(case: Case) -> None:
    steps = len(case.inputs)
    for output in range(case.config.output_size):
        expected = jacobian(case.wide, case.inputs, [output] * steps)
        for column in range(case.config.input_size):
            assert_close(gradient_map(case.weights, case.inputs, output, column), expected[..., column])


@settings(deadline=None, max_examples=30)
@given(cases())
def test_by_default_the_map_is_of_the_predicted_output_and_of_all_columns_together(case: Case) -> None:
    expected = jacobian(case.wide, case.inputs, predicted(case))
    whole = expected[..., 0] if case.config.input_size == 1 else np.linalg.norm(expected, axis=-1)
    assert_close(gradient_map(case.weights, case.inputs), whole)


@settings(deadline=None, max_examples=30)
@given(cases(), st.integers(0, 7), st.booleans())
def test_gradient_norms_are_those_of_autograd_at_every_h_and_c(case: Case, at: int, whole: bool) -> None:
    problem, steps = case.problem, len(case.inputs)
    t = at % steps
    y, h, c = by_hand(case.wide, torch.tensor(case.inputs, dtype=torch.float64))
    target = torch.tensor(problem.targets[1])
    each = (
        torch.nn.functional.cross_entropy(y, target, reduction="none")
        if problem.loss == "cross_entropy"
        else (y[:, 0] - target).square()
    )
    asked = torch.tensor(problem.part[1] >= 0)
    loss = each[asked].mean() if whole else each[t] if asked[t] else y[t].max()
    nodes = [node for states in (h, c) for own in states for node in own]
    slopes = torch.autograd.grad(loss, nodes, allow_unused=True)
    sizes = np.array([0.0 if slope is None else float(slope.norm()) for slope in slopes])
    found = gradient_norms(case.weights, problem, None if whole else t)
    assert found.c.shape == (case.config.num_layers if case.config.cell == "lstm" else 0, steps)
    assert_close(np.concatenate([found.h, found.c]), sizes.reshape(-1, steps))


@settings(deadline=None, max_examples=30)
@given(cases(), st.integers(0, 7))
def test_gradient_times_input_is_the_maps_row_times_what_was_fed(case: Case, at: int) -> None:
    t = at % len(case.inputs)
    row = jacobian(case.wide, case.inputs, predicted(case))[t, : t + 1]
    assert_close(gradient_times_input(case.weights, case.inputs, t), row * case.inputs[: t + 1])


@settings(deadline=None, max_examples=30)
@given(cases(), st.integers(0, 7), st.booleans())
def test_occlusion_is_what_torch_loses_when_one_input_is_put_to_zero(case: Case, at: int, by_name: bool) -> None:
    t = at % len(case.inputs)
    output = 0 if by_name else predicted(case)[t]
    x = torch.tensor(case.inputs, dtype=torch.float64)
    without = x.repeat(t + 1, 1, 1)
    without[range(t + 1), range(t + 1)] = 0
    with torch.no_grad():
        expected = case.wide(x[None])[0, t, output] - case.wide(without)[:, t, output]
    found = occlusion(case.weights, case.inputs, t, output if by_name else None)
    assert_close(found, expected.numpy())


def test_gradients_of_saturated_gates_are_zero_and_not_missing() -> None:
    config = ModelConfig(hidden_size=3)
    weights = {name: array * 1e6 for name, array in weights_of(build_network(config, 0)).items()}
    found = gradient_map(weights, np.ones((5, 1)))
    assert np.isfinite(found).all()


def test_norms_cannot_be_written_to() -> None:
    config = ModelConfig(hidden_size=2)
    problem = problem_for(config, 4)
    found = gradient_norms(weights_of(build_network(config, 0)), problem, 2)
    with pytest.raises(ValueError, match="read-only"):
        found.h[0, 0] = 1


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 3), st.integers(1, 8), st.sampled_from(get_args(CellName)), st.integers(0, 7), st.booleans())
def test_gradient_norms_of_quantiles_are_autograd_s_over_the_answers_that_are_known(
    ahead: int, steps: int, cell: CellName, at: int, whole: bool
) -> None:
    config = ModelConfig(2, 4, 2, ahead * len(QUANTILES), cell=cell)
    network, problem, t = build_network(config, ahead).double(), quantiles_ahead(config, steps), at % steps
    y, h, c = by_hand(network, torch.tensor(problem.inputs[1], dtype=torch.float64))
    target = torch.tensor(problem.targets[1], dtype=torch.float64)
    q = torch.tensor(QUANTILES, dtype=torch.float64)
    asked = problem.part[1] >= 0
    chosen = [row for row in range(steps) if (asked[row] if whole else row == t)]
    terms = [
        torch.where(e >= 0, q * e, (q - 1) * e)
        for row in chosen
        for step in range(ahead)
        if not torch.isnan(target[row, step])
        for e in [target[row, step] - y[row, step * len(QUANTILES) : (step + 1) * len(QUANTILES)]]
    ]
    median = y[t, : len(QUANTILES)].sort().values[2]
    loss = median if not whole and not asked[t] else torch.cat(terms).mean()
    nodes = [node for states in (h, c) for own in states for node in own]
    slopes = torch.autograd.grad(loss, nodes, allow_unused=True)
    sizes = np.array([0.0 if slope is None else float(slope.norm()) for slope in slopes])
    found = gradient_norms(weights_of(build_network(config, ahead)), problem, None if whole else t)
    assert_close(np.concatenate([found.h, found.c]), sizes.reshape(-1, steps))


def quantiles_ahead(config: ModelConfig, steps: int) -> Problem:
    """Of two sequences the second is shown; every third answer is not asked, and some of the later ones not known."""
    random = np.random.default_rng(steps)
    ahead = config.output_size // len(QUANTILES)
    targets = random.normal(size=(2, steps, ahead))
    targets[:, :, 1:][random.random((2, steps, ahead - 1)) < 0.3] = np.nan
    plain = problem_for(ModelConfig(config.input_size), steps)
    scale = AheadScale(np.zeros((2, steps, 1)), np.ones((2, steps, 1)), log=False)
    return replace(plain, targets=targets, loss="quantile", output_size=config.output_size, ahead_scale=scale)


def test_one_output_for_each_timestep_gives_the_map_whose_rows_are_theirs() -> None:
    config = ModelConfig(2, 5, 1, 4)
    weights, inputs = weights_of(build_network(config, 1)), np.random.default_rng(2).normal(size=(6, 2))
    asked = np.array([0, 3, 1, 1, 2, 0])
    each = [gradient_map(weights, inputs, int(k))[t] for t, k in enumerate(asked)]
    assert gradient_map(weights, inputs, asked).tolist() == np.array(each).tolist()
    for t, k in enumerate(asked):
        ours = gradient_times_input(weights, inputs, t, asked), occlusion(weights, inputs, t, asked)
        one = gradient_times_input(weights, inputs, t, int(k)), occlusion(weights, inputs, t, int(k))
        assert all((mine == its).all() for mine, its in zip(ours, one, strict=True))
