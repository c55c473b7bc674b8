import pickle
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional as F

from lstm_viz.errors import SettingError, TrainingStopped
from lstm_viz.model.network import network_from_weights
from lstm_viz.records import CellName, ModelConfig, Problem, State, TrainConfig
from lstm_viz.training.advance import advance, start
from lstm_viz.training.tensors import quantile_loss
from lstm_viz.training.windows import batch_of, training_windows
from tests.unit.training.problems import class_problem, sine_problem

SMALL = ModelConfig(hidden_size=4)
TRAIN = TrainConfig(batch_size=8, seed=3)


def same_bits(a: State, b: State) -> bool:
    return a.step == b.step and all(
        set(x) == set(y) and all(x[name].tobytes() == y[name].tobytes() for name in x)
        for x, y in ((a.weights, b.weights), (a.moments, b.moments))
    )


@pytest.mark.parametrize("dropout", [0.0, 0.5])
@settings(max_examples=15, deadline=None)
@given(cuts=st.lists(st.integers(1, 44), unique=True, max_size=6))
def test_training_cut_anywhere_gives_the_same_bits_as_in_one_go_also_with_a_new_learning_rate(
    dropout: float, cuts: list[int]
) -> None:
    problem, slower = sine_problem(), replace(TRAIN, learning_rate=0.002)
    model = ModelConfig(hidden_size=4, num_layers=2, dropout=dropout)
    first = start(model, TRAIN, problem)
    halfway = advance(first, problem, model, TRAIN, steps=30)
    whole = [halfway, advance(halfway, problem, model, slower, steps=15)]
    pieces = [first]
    for end in sorted({*cuts, 30, 45}):
        pieces.append(advance(pieces[-1], problem, model, TRAIN if end <= 30 else slower, until=end))
    assert same_bits(whole[-1], pieces[-1])
    assert whole[-1].grad_norm == pieces[-1].grad_norm
    for one_go, cut in (
        ([each.losses for each in whole], [each.losses for each in pieces]),
        ([each.validation for each in whole], [each.validation for each in pieces[1:]]),
    ):
        assert np.concatenate(one_go).tobytes() == np.concatenate(cut).tobytes()


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_a_step_is_what_torch_does_with_the_same_batch(cell: CellName) -> None:
    problem, windows, model = sine_problem(), training_windows(sine_problem()), replace(SMALL, cell=cell)
    first = start(model, TRAIN, problem)
    network = network_from_weights(model, first.weights).train()
    optimiser = torch.optim.Adam(network.parameters(), lr=TRAIN.learning_rate)
    losses = []
    for step in range(5):
        rows = batch_of(step, windows.count, TRAIN.batch_size, TRAIN.seed)
        x = torch.tensor(np.stack([problem.inputs[0, s : s + 16] for s in windows.s[rows]]))
        y = torch.tensor(np.stack([problem.targets[0, s : s + 16] for s in windows.s[rows]]))
        loss = F.mse_loss(network(x)[..., 0], y)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch's own lacks the annotation
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        losses.append(loss.item())
    ours = advance(first, problem, model, TRAIN, steps=5)
    assert ours.losses == pytest.approx(losses, rel=1e-5)
    for name, parameter in network.named_parameters():
        assert ours.weights[name] == pytest.approx(parameter.detach().numpy(), abs=1e-6)


def test_the_validation_loss_is_that_of_one_pass_over_the_whole_sequence() -> None:
    problem = sine_problem()
    state = advance(start(SMALL, TRAIN, problem), problem, SMALL, TRAIN, steps=20)
    with torch.no_grad():
        outputs = network_from_weights(SMALL, state.weights)(torch.tensor(problem.inputs))[..., 0].numpy()
    asked = problem.part == 1
    expected = np.mean((outputs[asked] - problem.targets[asked]) ** 2)
    assert state.validation.tolist() == [[20.0, pytest.approx(float(expected), rel=1e-5)]]


def test_classes_are_learnt_where_they_are_asked() -> None:
    problem = class_problem()
    model = ModelConfig(input_size=3, hidden_size=8, output_size=3, forget_bias=3)
    state = advance(start(model, TRAIN, problem), problem, model, replace(TRAIN, learning_rate=0.02), steps=500)
    assert state.losses[:5].mean() == pytest.approx(np.log(3), abs=0.3)
    assert state.losses[-5:].mean() < 0.1


def test_the_forget_bias_is_in_one_of_the_two_biases() -> None:
    weights = start(ModelConfig(hidden_size=4, forget_bias=2.5), TRAIN, sine_problem()).weights
    assert (weights["lstm.bias_ih_l0"][4:8] == 2.5).all()
    assert (weights["lstm.bias_hh_l0"][4:8] == 0).all()


def test_the_bias_of_the_gate_that_keeps_is_the_update_gate_s_in_a_gru_and_nowhere_in_an_rnn() -> None:
    gru = start(ModelConfig(hidden_size=4, forget_bias=2.5, cell="gru"), TRAIN, sine_problem()).weights
    assert (gru["gru.bias_ih_l0"][4:8] == 2.5).all()
    assert (gru["gru.bias_hh_l0"][4:8] == 0).all()
    assert (np.abs(gru["gru.bias_ih_l0"][[*range(4), *range(8, 12)]]) < 0.5).all()
    rnns = [start(ModelConfig(forget_bias=bias, cell="rnn"), TRAIN, sine_problem()).weights for bias in (0.0, 3.0)]
    for name, weights in rnns[0].items():
        assert (weights == rnns[1][name]).all()


def test_starting_leaves_the_global_random_state_alone() -> None:
    torch.manual_seed(7)
    before = torch.get_rng_state()
    start(SMALL, TRAIN, sine_problem())
    assert torch.equal(before, torch.get_rng_state())


def huge_problem() -> Problem:
    problem = sine_problem()
    return replace(problem, targets=np.array(problem.targets) * np.float32(1e30))


def test_a_loss_that_is_not_finite_stops_with_the_step_and_what_to_lower() -> None:
    problem = huge_problem()
    with pytest.raises(TrainingStopped, match=r"infinite at step 1: lower the learning rate \(now 0.01\)") as caught:
        advance(start(SMALL, TRAIN, problem), problem, SMALL, TRAIN, steps=3)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301  # our own, as a pool sends it


def test_no_training_window_is_said() -> None:
    problem = sine_problem(100, window=90)
    with pytest.raises(SettingError, match="No window of 90 timesteps"):
        advance(start(SMALL, TRAIN, problem), problem, SMALL, TRAIN, steps=1)


@pytest.mark.parametrize("last", [True, False])
def test_only_the_timesteps_that_ask_are_scored(last: bool) -> None:
    part = np.array(sine_problem().part)
    part[:, 5::7] = -1
    problem = sine_problem(part=part, loss_at_last=last)
    windows, first = training_windows(problem), start(SMALL, TRAIN, problem)
    rows = batch_of(0, windows.count, TRAIN.batch_size, TRAIN.seed)
    with torch.no_grad():
        outputs = network_from_weights(SMALL, first.weights)(
            torch.tensor(np.stack([problem.inputs[0, s : s + 16] for s in windows.s[rows]]))
        )[..., 0].numpy()
    errors = [
        (outputs[row, k] - problem.targets[0, s + k]) ** 2
        for row, s in enumerate(windows.s[rows])
        for k in ([15] if last else range(16))
        if problem.part[0, s + k] == 0
    ]
    assert advance(first, problem, SMALL, TRAIN, steps=1).losses == pytest.approx([np.mean(errors)], rel=1e-5)


def test_a_state_and_a_problem_come_back_from_pickling_read_only() -> None:
    problem = sine_problem()
    state = start(SMALL, TRAIN, problem)
    again: State = pickle.loads(pickle.dumps(state))  # noqa: S301  # our own
    assert same_bits(state, again)
    assert not again.weights["head.bias"].flags.writeable
    assert pickle.loads(pickle.dumps(problem)).key == problem.key  # noqa: S301  # our own


def test_the_quantile_loss_is_the_mean_over_quantiles_steps_ahead_and_known_answers() -> None:
    random = np.random.default_rng(0)
    outputs, targets = random.normal(size=(6, 10)), random.normal(size=(6, 2))
    targets[4:, 1] = np.nan
    losses = []
    for row, step in np.argwhere(np.isfinite(targets)):
        for place, q in enumerate((0.025, 0.1, 0.5, 0.9, 0.975)):
            error = targets[row, step] - outputs[row, 5 * step + place]
            losses.append(q * error if error > 0 else (q - 1) * error)
    found = quantile_loss(torch.tensor(outputs), torch.tensor(targets))
    assert float(found) == pytest.approx(np.mean(losses))
    assert float(quantile_loss(torch.tensor(outputs), torch.full((6, 2), float("nan")))) == 0
