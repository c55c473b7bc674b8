import numpy as np
import pytest
import torch

from lstm_viz.errors import SavedRunError
from lstm_viz.model.exchange import open_run, save_run
from lstm_viz.model.network import Network, build_network, weights_of
from lstm_viz.records import Array, ModelConfig, Run, Segment, State, TrainConfig

H, LAG = 128, 100


def biases(config: ModelConfig, layer: int = 0, seed: int = 0) -> dict[str, Array]:
    """The sum of torch's two biases, by torch's order of blocks."""
    weights = weights_of(build_network(config, seed))
    both = weights[f"{config.cell}.bias_ih_l{layer}"] + weights[f"{config.cell}.bias_hh_l{layer}"]
    return dict(zip("ifgo" if config.cell == "lstm" else "rzn", both.reshape(-1, config.hidden_size), strict=True))


def test_exp_of_the_forget_bias_is_uniform_from_1_to_the_longest_lag_minus_1() -> None:
    drawn = np.concatenate(
        [
            biases(ModelConfig(hidden_size=H, num_layers=2, chrono=LAG), layer, seed)["f"]
            for layer in (0, 1)
            for seed in range(8)
        ]
    )
    lags = np.sort(np.exp(drawn))
    assert 1 <= lags[0] < lags[-1] <= LAG - 1
    uniform = (np.arange(len(lags)) + 0.5) / len(lags)
    assert np.abs((lags - 1) / (LAG - 2) - uniform).max() < 1.63 / np.sqrt(len(lags))  # Kolmogorov & Smirnov, 1 %


def test_the_input_gate_starts_as_much_closed_as_the_forget_gate_is_open() -> None:
    found = biases(ModelConfig(hidden_size=H, chrono=LAG))
    assert np.array_equal(found["i"], -found["f"])
    assert len(np.unique(found["f"])) > H / 2


def test_of_a_gru_only_the_update_gate_is_started_so() -> None:
    plain = biases(ModelConfig(hidden_size=H, cell="gru"))
    found = biases(ModelConfig(hidden_size=H, cell="gru", chrono=LAG))
    assert np.array_equal(found["r"], plain["r"])
    assert np.array_equal(found["n"], plain["n"])
    assert 0 <= found["z"].min() < found["z"].max() <= np.log(LAG - 1)


def test_everything_else_begins_with_the_same_bits() -> None:
    for cell in ("lstm", "gru", "rnn"):
        plain = weights_of(build_network(ModelConfig(cell=cell), 3))
        chrono = weights_of(build_network(ModelConfig(cell=cell, chrono=LAG), 3))
        for name in plain:
            assert (cell != "rnn" and "bias_" in name) or np.array_equal(plain[name], chrono[name])


def test_without_it_a_network_has_torchs_bits_but_for_the_forget_bias() -> None:
    config = ModelConfig(num_layers=2)
    found = weights_of(build_network(config, 5))
    torch.manual_seed(5)
    expected = weights_of(Network(config))
    for layer in (0, 1):
        expected[f"lstm.bias_ih_l{layer}"][16:32] = 1.0
        expected[f"lstm.bias_hh_l{layer}"][16:32] = 0.0
    assert all(np.array_equal(found[name], expected[name]) for name in expected)


def test_the_same_seed_gives_the_same_bits_and_another_seed_others() -> None:
    config = ModelConfig(chrono=LAG)
    assert np.array_equal(biases(config)["f"], biases(config)["f"])
    assert not np.array_equal(biases(config)["f"], biases(config, seed=1)["f"])


def test_the_global_random_state_is_left_as_it_was() -> None:
    before = torch.get_rng_state()
    build_network(ModelConfig(chrono=LAG), 0)
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize("lag", [1, -1])
def test_a_lag_under_2_is_refused(lag: int) -> None:
    with pytest.raises(ValueError, match=f"chrono must be 0, or a lag of 2 or more, not {lag}"):
        ModelConfig(chrono=lag)


def saved(model: ModelConfig) -> bytes:
    state = State(0, weights_of(build_network(model, 0)))
    run = Run(
        model,
        (Segment(0, TrainConfig()),),
        np.empty(0, np.float32),
        np.empty((0, 2)),
        {0: state.weights},
        state,
        "",
        "",
    )
    return save_run(run, {}, {})


def test_a_saved_run_tells_of_it() -> None:
    model = ModelConfig(chrono=LAG)
    assert open_run(saved(model)).run.model == model


@pytest.mark.parametrize("lag", [b"  1", b"-99", b"1.5", b"1e9"])
def test_a_saved_run_with_another_value_is_refused(lag: bytes) -> None:
    data = saved(ModelConfig(chrono=LAG))
    mark = rb"\"chrono\": 100"
    assert data.count(mark) == 1
    with pytest.raises(SavedRunError):
        open_run(data.replace(mark, rb"\"chrono\": " + lag))
