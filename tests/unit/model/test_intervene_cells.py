"""What if? in a GRU and in a tanh RNN."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_viz.errors import SettingError
from lstm_viz.model.capture import capture
from lstm_viz.model.intervene import Intervention, intervene
from lstm_viz.model.network import Network, build_network, weights_of
from lstm_viz.records import Array, CellName, ModelConfig, Trace
from tests.unit.model.reference import run, sigmoid

T, H, ROUNDING = 24, 5, 1e-12
SIGNALS: dict[CellName, str] = {"gru": "rznh", "rnn": "h"}
CELLS: list[CellName] = ["gru", "rnn"]
EACH: list[Any] = [(cell, signal) for cell in CELLS for signal in SIGNALS[cell]]


def network_of(cell: CellName, layers: int = 2, seed: int = 1) -> Network:
    config = ModelConfig(input_size=2, hidden_size=H, num_layers=layers, output_size=3, cell=cell)
    network = build_network(config, seed)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.mul_(2)  # gates that move
    return network


def sequence_of(seed: int = 0) -> Array:
    return np.random.default_rng(seed).normal(size=(T, 2)).astype(np.float32)


def gap(one: Trace, other: Trace, first: int = 0) -> float:
    """The largest difference in any signal of any layer and in the output, from a timestep of `one` on."""
    assert one.y_hat is not None
    assert other.y_hat is not None
    pairs = [
        (mine.signals[name], its.signals[name])
        for mine, its in zip(one.layers, other.layers, strict=True)
        for name in its.signals
    ]
    return max(float(np.abs(mine[first:] - its).max()) for mine, its in [*pairs, (one.y_hat, other.y_hat)])


def by_hand(weights: Mapping[str, Array], x: Array, cell: CellName, held: Sequence[Intervention]) -> dict[str, Array]:
    """One layer unit by unit, each number as soon as what it hangs on is known."""
    w = {name.partition(".")[2]: np.asarray(array, np.float64) for name, array in weights.items()}
    found = {name: np.zeros((len(x), H)) for name in SIGNALS[cell]}

    def put(name: str, t: int, u: int, value: float) -> None:
        found[name][t, u] = value
        for each in held:
            if each.signal == name and each.from_t <= t <= each.to_t and (each.units is None or u in each.units):
                past = found[name][each.from_t - 1, u] if each.from_t else found[name][0, u] if name != "h" else 0.0
                found[name][t, u] = past if each.kind == "freeze" else each.value

    for t, x_t in enumerate(x.astype(float)):
        before = found["h"][t - 1] if t else np.zeros(H)
        from_x = w["weight_ih_l0"] @ x_t + w["bias_ih_l0"]
        from_h = w["weight_hh_l0"] @ before + w["bias_hh_l0"]
        for u in range(H):
            if cell == "rnn":
                put("h", t, u, float(np.tanh(from_x[u] + from_h[u])))
                continue
            put("r", t, u, float(sigmoid(from_x[u] + from_h[u])))
            put("z", t, u, float(sigmoid(from_x[H + u] + from_h[H + u])))
            put("n", t, u, float(np.tanh(from_x[2 * H + u] + found["r"][t, u] * from_h[2 * H + u])))
            z = found["z"][t, u]
            put("h", t, u, (1 - z) * found["n"][t, u] + z * before[u])
    return found


@st.composite
def interventions(draw: st.DrawFn, cell: CellName) -> Intervention:
    from_t = draw(st.integers(0, T - 1))
    kind = draw(st.sampled_from(["hold", "freeze", "ablate"]))
    fields: dict[str, Any] = {
        "layer": 0,
        "units": draw(st.none() | st.lists(st.integers(0, H - 1), min_size=1, max_size=3).map(tuple)),
        "signal": "h" if kind == "ablate" else draw(st.sampled_from(SIGNALS[cell])),
        "from_t": from_t,
        "to_t": draw(st.integers(from_t, T - 1)),
        "kind": kind,
        "value": draw(st.floats(0, 1)) if kind == "hold" else 0.0,
    }
    return Intervention(**fields)


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from(CELLS), st.integers(0, 5))
def test_each_unit_followed_by_hand_arrives_at_the_same(data: st.DataObject, cell: CellName, seed: int) -> None:
    held = data.draw(st.lists(interventions(cell), max_size=4))
    weights, x = weights_of(network_of(cell, 1, seed)), sequence_of(seed)
    expected = by_hand(weights, x, cell, held)
    found = intervene(weights, x, held).layers[0].signals
    for name in SIGNALS[cell]:
        np.testing.assert_allclose(found[name], expected[name], atol=1e-11)


@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("cell", CELLS)
def test_without_interventions_it_is_what_capture_shows_and_what_the_equations_say(cell: CellName, layers: int) -> None:
    network, x = network_of(cell, layers), sequence_of()
    found = intervene(weights_of(network), x)
    expected = capture(deepcopy(network).double(), torch.tensor(x[None]).double())
    assert gap(found, expected) <= ROUNDING
    assert [(layer.name, layer.cell, list(layer.initial)) for layer in found.layers] == [(cell, cell, ["h"])] * layers
    for layer in found.layers:
        plain = run(cell, layer.weights, layer.inputs, np.zeros(H), None)
        for name, values in plain.items():
            np.testing.assert_allclose(layer.signals[name], values, atol=ROUNDING)


@pytest.mark.parametrize(("cell", "signal"), EACH)
def test_holding_a_signal_at_the_value_that_it_has_changes_nothing(cell: CellName, signal: Any) -> None:
    weights, x = weights_of(network_of(cell)), sequence_of()
    plain = intervene(weights, x)
    own = [
        Intervention(layer, (unit,), signal, t, t, value=float(plain.layers[layer].signals[signal][t, unit]))
        for layer in (0, 1)
        for unit in range(H)
        for t in (0, 7, T - 1)
    ]
    assert gap(intervene(weights, x, own), plain) == 0


@pytest.mark.parametrize(("cell", "signal"), EACH)
def test_what_is_held_changes_nothing_before_it_nor_below_it(cell: CellName, signal: Any) -> None:
    weights, x = weights_of(network_of(cell)), sequence_of()
    plain, found = intervene(weights, x), intervene(weights, x, [Intervention(1, (1, 3), signal, 9, 12, value=0.25)])
    assert (found.layers[1].signals[signal][9:13, [1, 3]] == 0.25).all()
    for name in SIGNALS[cell]:
        assert (found.layers[0].signals[name] == plain.layers[0].signals[name]).all()
        assert (found.layers[1].signals[name][:9] == plain.layers[1].signals[name][:9]).all()
    assert (found.layers[1].signals["h"][13:] != plain.layers[1].signals["h"][13:]).any()


@pytest.mark.parametrize("cell", CELLS)
def test_a_network_whose_h_is_erased_starts_anew(cell: CellName) -> None:
    weights, x = weights_of(network_of(cell)), sequence_of()
    erased = [Intervention(layer, None, "h", 11, 11) for layer in (0, 1)]
    assert gap(intervene(weights, x, erased), intervene(weights, x[12:]), first=12) <= ROUNDING


@pytest.mark.parametrize("cell", CELLS)
def test_an_ablated_unit_is_a_network_whose_weights_do_not_read_it(cell: CellName) -> None:
    network, x = network_of(cell), sequence_of()
    deaf = deepcopy(network)
    with torch.no_grad():
        deaf.recurrent.get_parameter("weight_hh_l0")[:, 3] = 0
        deaf.recurrent.get_parameter("weight_ih_l1")[:, 3] = 0
    found = intervene(weights_of(network), x, [Intervention(0, (3,), "h", 0, T - 1, "ablate")])
    expected = intervene(weights_of(deaf), x)
    assert gap(found, expected) > 0.01  # the unit itself does go on in the other one
    np.testing.assert_allclose(found.layers[1].signals["h"], expected.layers[1].signals["h"], atol=ROUNDING)


def test_an_update_gate_held_at_1_keeps_h_for_good() -> None:
    held = [Intervention(0, (2,), "z", 8, T - 1, value=1.0)]
    h = intervene(weights_of(network_of("gru", 1)), sequence_of(), held).layers[0].signals["h"]
    assert (h[8:, 2] == h[7, 2]).all()


def test_an_update_gate_held_at_0_makes_h_the_candidate() -> None:
    s = (
        intervene(weights_of(network_of("gru", 1)), sequence_of(), [Intervention(0, None, "z", 10, 10)])
        .layers[0]
        .signals
    )
    np.testing.assert_array_equal(s["h"][10], s["n"][10])
    assert np.abs(s["h"][10]).max() > 0.1


def test_a_reset_gate_held_at_0_hides_the_h_before_from_the_candidate() -> None:
    weights, x = weights_of(network_of("gru", 1)), sequence_of()
    s = intervene(weights, x, [Intervention(0, None, "r", 0, T - 1)]).layers[0].signals
    own = {name: np.asarray(array[2 * H :], np.float64) for name, array in weights.items() if name.startswith("gru.")}
    np.testing.assert_allclose(s["n"], np.tanh(x @ own["gru.weight_ih_l0"].T + own["gru.bias_ih_l0"]), atol=ROUNDING)


@pytest.mark.parametrize(
    ("cell", "signal", "said"),
    [
        ("lstm", "z", "An LSTM has no signal “z”: choose one of i, f, g, o, c, h"),
        ("gru", "f", "A GRU has no signal “f”: choose one of r, z, n, h"),
        ("rnn", "z", "A tanh RNN has no signal “z”"),
    ],
)
def test_a_signal_that_the_cell_does_not_have_cannot_be_held(cell: CellName, signal: Any, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        intervene(weights_of(network_of(cell)), sequence_of(), [Intervention(0, None, signal, 0, 3)])
