from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from torch import nn

from lstm_viz.model.capture import capture
from lstm_viz.model.memory import (
    constant_units,
    dead_units,
    half_lives,
    left_of_initial,
    retention,
    saturation,
)
from lstm_viz.records import Array, LayerTrace

T, H = 9, 3


def layer_of(f: Array, written: Array | None = None, c_0: Array | None = None, h: Array | None = None) -> LayerTrace:
    """A forward layer with these forget gates (T, H); i is 1, so that g is what is written."""
    g = np.full_like(f, 0.5) if written is None else written
    before = np.zeros(f.shape[1]) if c_0 is None else c_0
    c, held = np.empty_like(f), before
    for t in range(len(f)):
        held = c[t] = f[t] * held + g[t]
    hidden = np.tanh(c) if h is None else h
    signals = {"i": np.ones_like(f), "f": f, "g": g, "o": np.ones_like(f), "c": c, "h": hidden}
    return LayerTrace("lstm", 0, "lstm", 0, "forward", signals, np.zeros((len(f), 1)), {}, {"h": before, "c": before})


def captured(bidirectional: bool = False, seed: int = 0) -> tuple[LayerTrace, ...]:
    torch.manual_seed(seed)
    lstm = nn.LSTM(2, 5, num_layers=2, bidirectional=bidirectional, dtype=torch.float64)
    states = [torch.randn(2 * (1 + bidirectional), 1, 5, dtype=torch.float64) for _ in "hc"]
    return capture(lstm, torch.randn(30, 1, 2, dtype=torch.float64), tuple(states)).layers


gates = arrays.arrays(np.float64, (T, H), elements=st.floats(0, 1))
signed = arrays.arrays(np.float64, (T, H), elements=st.floats(-1, 1))
states = arrays.arrays(np.float64, H, elements=st.floats(-3, 3))


@pytest.mark.parametrize("bidirectional", [False, True])
def test_what_is_left_of_all_that_was_written_is_torch_s_cell_state(bidirectional: bool) -> None:
    layers = captured(bidirectional)
    assert {layer.direction for layer in layers} == ({"forward", "reverse"} if bidirectional else {"forward"})
    for layer in layers:
        for unit in range(5):
            found = retention(layer, unit).sum(axis=1) + left_of_initial(layer, unit)
            np.testing.assert_allclose(found, layer.signals["c"][:, unit], rtol=0, atol=1e-12)


@given(gates, signed, states)
def test_the_parts_add_up_to_c_also_where_gates_are_exactly_0_or_1(f: Array, written: Array, c_0: Array) -> None:
    layer = layer_of(f, written, c_0)
    for unit in range(H):
        found = retention(layer, unit).sum(axis=1) + left_of_initial(layer, unit)
        np.testing.assert_allclose(found, layer.signals["c"][:, unit], rtol=0, atol=1e-12)


@given(gates, signed)
def test_each_part_is_the_product_that_defines_it(f: Array, written: Array) -> None:
    layer = layer_of(f, written)
    left = retention(layer, 1)
    for t in range(T):
        for s in range(T):
            product = written[s, 1] * np.prod(f[s + 1 : t + 1, 1]) if s <= t else 0.0
            assert left[t, s] == pytest.approx(product, abs=1e-15)


def test_a_reverse_layer_remembers_what_comes_later() -> None:
    reverse = next(layer for layer in captured(bidirectional=True) if layer.direction == "reverse")
    left = retention(reverse, 0)
    assert np.all(np.tril(left, -1) == 0)
    assert np.all(np.diag(left) == reverse.signals["i"][:, 0] * reverse.signals["g"][:, 0])


def test_a_gate_that_is_always_one_half_halves_in_one_timestep() -> None:
    np.testing.assert_allclose(half_lives(layer_of(np.full((T, H), 0.5))), 1, rtol=1e-15)


def test_after_a_half_life_half_is_left() -> None:
    f = np.full((41, 1), 0.5 ** (1 / 20))
    written = np.zeros((41, 1))
    written[0] = 0.8
    layer = layer_of(f, written)
    assert half_lives(layer)[0] == pytest.approx(20, rel=1e-12)
    np.testing.assert_allclose(retention(layer, 0)[[20, 40], 0], [0.4, 0.2], rtol=1e-12)


@given(gates)
def test_the_half_life_is_that_of_the_gate_s_geometric_mean(f: Array) -> None:
    for life, own in zip(half_lives(layer_of(f)), f.T, strict=True):
        if np.any(own == 0):
            assert life == 0
        elif np.all(own == 1):
            assert life == np.inf
        else:
            # ½ = mean^life, solved without a logarithm of the whole product, which may underflow
            steady = np.prod(own ** (1 / T))
            assert steady**life == pytest.approx(0.5, rel=1e-6) or steady > 1 - 1e-9


def test_a_unit_that_never_forgets_is_infinite_and_one_that_ever_forgets_all_is_0() -> None:
    f = np.full((T, 3), 0.9)
    f[:, 0] = 1
    f[4, 1] = 0
    assert list(half_lives(layer_of(f))[:2]) == [np.inf, 0]


def test_half_lives_of_float32_traces_are_worked_out_in_float64() -> None:
    f = np.full((T, 1), 0.75, np.float32)
    assert half_lives(layer_of(f))[0] == np.log(0.5) / np.log(0.75)


def test_saturation_is_the_share_of_time_strictly_beyond_its_bounds() -> None:
    f = np.array([[0.0], [0.05], [0.1], [0.5], [0.9], [0.95], [1.0], [1.0]])
    shut, opened = saturation(layer_of(f))["f"]
    assert (shut[0], opened[0]) == (2 / 8, 3 / 8)
    assert saturation(layer_of(f))["i"][1][0] == 1  # i is 1 throughout


@given(gates)
def test_a_gate_is_never_shut_and_open_at_once(f: Array) -> None:
    for shut, opened in saturation(layer_of(f)).values():
        assert np.all(shut + opened <= 1)


def test_constant_units_hardly_move_and_dead_ones_are_near_0_too() -> None:
    wobble = np.linspace(0, 1, T)
    h = np.stack([0.5 + 0.009 * wobble, 0.005 * wobble, wobble, 0.5 + 0.011 * wobble, np.zeros(T)], axis=1)
    layer = layer_of(np.full((T, 5), 0.5), h=h)
    assert list(constant_units(layer)) == [0, 1, 4]
    assert list(dead_units(layer)) == [1, 4]


def captured_of(kind: type[nn.GRU] | type[nn.RNN], bidirectional: bool) -> tuple[LayerTrace, ...]:
    torch.manual_seed(1)
    module = kind(2, 5, num_layers=2, bidirectional=bidirectional, dtype=torch.float64)
    before = torch.randn(2 * (1 + bidirectional), 1, 5, dtype=torch.float64)
    return capture(module, torch.randn(30, 1, 2, dtype=torch.float64), before).layers


@pytest.mark.parametrize("bidirectional", [False, True])
def test_what_is_left_of_all_that_a_gru_wrote_is_torch_s_hidden_state(bidirectional: bool) -> None:
    for layer in captured_of(nn.GRU, bidirectional):
        for unit in range(5):
            found = retention(layer, unit).sum(axis=1) + left_of_initial(layer, unit)
            np.testing.assert_allclose(found, layer.signals["h"][:, unit], rtol=0, atol=1e-12)


def test_a_gru_s_half_life_and_saturation_are_those_of_its_gates() -> None:
    layer = captured_of(nn.GRU, bidirectional=False)[0]
    for life, z in zip(half_lives(layer), layer.signals["z"].T, strict=True):
        assert np.prod(z) ** (life / len(z)) == pytest.approx(0.5)
    assert set(saturation(layer)) == {"z", "r"}
    steady = replace(layer, signals={**layer.signals, "z": np.full((30, 5), 0.5 ** (1 / 8))})
    np.testing.assert_allclose(half_lives(steady), 8)


def test_an_rnn_is_saturated_where_h_is_near_its_ends() -> None:
    h = np.array([[-1.0], [-0.95], [-0.9], [0.0], [0.9], [0.91], [0.99], [1.0]])
    layer = captured_of(nn.RNN, bidirectional=False)[0]
    (low, high) = saturation(replace(layer, signals={"h": h}, inputs=np.zeros((8, 2))))["h"]
    assert (low[0], high[0]) == (2 / 8, 3 / 8)


def test_a_layer_without_a_gate_that_keeps_is_refused_by_name() -> None:
    rnn = replace(captured_of(nn.RNN, bidirectional=False)[0], name="encoder")
    for asked in (half_lives, lambda layer: retention(layer, 0), lambda layer: left_of_initial(layer, 0)):
        with pytest.raises(ValueError, match="“encoder” is of RNN cells: no gate keeps"):
            asked(rnn)
    assert len(constant_units(rnn)) == 0
