from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from lstm_viz.errors import SettingError
from lstm_viz.model.capture import capture
from lstm_viz.model.intervene import Intervention, Signal, intervene
from lstm_viz.model.network import Network, build_network, weights_of
from lstm_viz.records import Array, ModelConfig, Trace

T, H, ROUNDING = 30, 5, 1e-12


def network_of(layers: int = 2, features: int = 2, outputs: int = 3, seed: int = 1) -> Network:
    network = build_network(
        ModelConfig(input_size=features, hidden_size=H, num_layers=layers, output_size=outputs), seed
    )
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.mul_(2)  # gates that move
    return network


def sequence_of(features: int = 2, seed: int = 0) -> Array:
    return np.random.default_rng(seed).normal(size=(T, features)).astype(np.float32)


def captured(network: Network, x: Array) -> Trace:
    return capture(deepcopy(network).double(), torch.tensor(x[None]).double())


def gap(one: Trace, other: Trace) -> float:
    """The largest difference in any signal of any layer and in the output."""
    pairs = [
        (mine.signals[name], its.signals[name])
        for mine, its in zip(one.layers, other.layers, strict=True)
        for name in "ifgoch"
    ]
    assert one.y_hat is not None
    assert other.y_hat is not None
    return max(float(np.abs(mine - its).max()) for mine, its in [*pairs, (one.y_hat, other.y_hat)])


def cell_by_cell(network: Network, x: Array, interventions: Sequence[Intervention]) -> Trace:
    """A second way: torch's own LSTMCell computes c and h, with what is held forced into its weights, h and c.

    A held gate is forced through its bias: σ and tanh are undone, so that the cell itself arrives at the value.
    """
    wide, fed = deepcopy(network).double(), torch.tensor(x).double()
    layers = []
    for number in range(wide.recurrent.num_layers):
        assert isinstance(wide.recurrent, torch.nn.LSTM)
        seen = _cells(wide.recurrent, number, fed, [each for each in interventions if each.layer == number])
        layers.append(seen)
        fed = seen["h"]
    plain = intervene(weights_of(network), x)
    with torch.no_grad():
        y_hat = wide.head(fed).numpy()
    traces = [
        replace(trace, signals={name: signal.numpy() for name, signal in seen.items()})
        for trace, seen in zip(plain.layers, layers, strict=True)
    ]
    return Trace(tuple(traces), plain.x, y_hat)


def _cells(lstm: nn.LSTM, number: int, fed: Tensor, interventions: Sequence[Intervention]) -> dict[str, Tensor]:
    cell = nn.LSTMCell(fed.shape[1], H, dtype=torch.float64)
    cell.load_state_dict({name: getattr(lstm, f"{name}_l{number}") for name in cell.state_dict()})
    seen: dict[str, list[Tensor]] = {name: [] for name in "ifgoch"}
    h = c = torch.zeros(1, H, dtype=torch.float64)
    with torch.no_grad():
        for t, x_t in enumerate(fed):
            summed = x_t @ cell.weight_ih.T + cell.bias_ih + h[0] @ cell.weight_hh.T + cell.bias_hh
            parts = zip("ifgo", summed.chunk(4), strict=True)
            gates = {name: part.tanh() if name == "g" else part.sigmoid() for name, part in parts}
            for each in interventions:
                if each.signal in gates and each.from_t <= t <= each.to_t:
                    _put(gates[each.signal], each, seen[each.signal], gates[each.signal].clone())
            bare = nn.LSTMCell(1, H, dtype=torch.float64)
            for parameter in bare.parameters():
                parameter.zero_()
            undone = [torch.atanh(gates[name]) if name == "g" else torch.logit(gates[name]) for name in "ifgo"]
            bare.bias_ih.copy_(torch.cat(undone).clamp(-800, 800))
            h, c = bare(torch.zeros(1, 1, dtype=torch.float64), (h, c))
            zero = torch.zeros(H, dtype=torch.float64)
            for each in interventions:
                if each.signal == "c" and each.from_t <= t <= each.to_t:
                    _put(c[0], each, seen["c"], zero)
                    h = gates["o"] * c.tanh()
            for each in interventions:
                if each.signal == "h" and each.from_t <= t <= each.to_t:
                    _put(h[0], each, seen["h"], zero)
            for name, value in (gates | {"c": c[0], "h": h[0]}).items():
                seen[name].append(value.clone())
    return {name: torch.stack(values) for name, values in seen.items()}


def _put(values: Tensor, each: Intervention, past: list[Tensor], at_the_start: Tensor) -> None:
    """Overwrite what is held; `at_the_start` is what a frozen signal is kept at that has no past."""
    units = range(H) if each.units is None else each.units
    kept = (
        past[each.from_t - 1] if each.from_t else past[0] if past and each.signal in "ifgo" else at_the_start
    ).clone()
    for unit in units:
        values[unit] = kept[unit] if each.kind == "freeze" else each.value


@st.composite
def interventions(draw: st.DrawFn) -> Intervention:
    from_t = draw(st.integers(0, T - 1))
    kind = draw(st.sampled_from(["hold", "freeze", "ablate"]))
    signal = "h" if kind == "ablate" else draw(st.sampled_from("ifgoch"))
    low = 0.0 if signal in "ifo" else -1.0
    fields: dict[str, Any] = {
        "layer": draw(st.integers(0, 1)),
        "units": draw(st.none() | st.lists(st.integers(0, H - 1), min_size=1, max_size=3).map(tuple)),
        "signal": signal,
        "from_t": from_t,
        "to_t": draw(st.integers(from_t, T - 1)),
        "kind": kind,
        "value": draw(st.floats(low, 1.0)) if kind == "hold" else 0.0,
    }
    return Intervention(**fields)


@settings(max_examples=25, deadline=None)
@given(st.lists(interventions(), max_size=4), st.integers(0, 5))
def test_torch_s_own_cell_forced_to_the_same_values_arrives_at_the_same(held: list[Intervention], seed: int) -> None:
    network, x = network_of(seed=seed), sequence_of(seed=seed)
    assert gap(intervene(weights_of(network), x, held), cell_by_cell(network, x, held)) <= 1e-9


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_without_interventions_it_is_what_capture_shows(layers: int) -> None:
    network, x = network_of(layers), sequence_of()
    found, expected = intervene(weights_of(network), x), captured(network, x)
    assert gap(found, expected) <= ROUNDING
    for mine, its in zip(found.layers, expected.layers, strict=True):
        assert (mine.name, mine.cell, mine.layer, mine.direction) == (its.name, its.cell, its.layer, its.direction)
        assert mine.weights.keys() == its.weights.keys()
        np.testing.assert_allclose(mine.inputs, its.inputs, atol=ROUNDING)


@pytest.mark.parametrize("signal", "ifgoch")
def test_holding_a_signal_at_the_value_that_it_has_changes_nothing(signal: Any) -> None:
    network, x = network_of(), sequence_of()
    weights, plain = weights_of(network), intervene(weights_of(network), x)
    own = [
        Intervention(layer, (unit,), signal, t, t, value=float(plain.layers[layer].signals[signal][t, unit]))
        for layer in (0, 1)
        for unit in range(H)
        for t in (0, 7, T - 1)
    ]
    assert gap(intervene(weights, x, own), plain) == 0


@pytest.mark.parametrize("signal", "ifgoch")
@settings(max_examples=10, deadline=None)
@given(st.integers(0, T - 1), st.integers(0, T - 1))
def test_a_held_signal_has_the_value_over_its_span_and_nothing_before_it_changes(
    signal: Any, one: int, two: int
) -> None:
    from_t, to_t = sorted((one, two))
    network, x = network_of(), sequence_of()
    plain = intervene(weights_of(network), x)
    found = intervene(weights_of(network), x, [Intervention(1, (1, 3), signal, from_t, to_t, value=0.25)])
    assert (found.layers[1].signals[signal][from_t : to_t + 1, [1, 3]] == 0.25).all()
    for mine, its in zip(found.layers, plain.layers, strict=True):
        for name in "ifgoch":
            assert (mine.signals[name][:from_t] == its.signals[name][:from_t]).all()
    assert all((found.layers[0].signals[name] == plain.layers[0].signals[name]).all() for name in "ifgoch")


def test_the_equations_hold_wherever_nothing_is_held() -> None:
    network, x = network_of(1), sequence_of()
    held = [Intervention(0, (0,), "f", 5, 9), Intervention(0, (1,), "c", 8, 12, value=0.5)]
    s = intervene(weights_of(network), x, held).layers[0].signals
    before = np.vstack([np.zeros(H), s["c"][:-1]])
    follows = np.ones((T, H), bool)
    follows[8:13, 1] = False
    np.testing.assert_allclose(s["c"][follows], (s["f"] * before + s["i"] * s["g"])[follows], atol=ROUNDING)
    np.testing.assert_allclose(s["h"], s["o"] * np.tanh(s["c"]), atol=ROUNDING)


def test_forgetting_everything_still_writes_the_candidate() -> None:
    s = intervene(weights_of(network_of(1)), sequence_of(), [Intervention(0, None, "f", 10, 10)]).layers[0].signals
    np.testing.assert_array_equal(s["c"][10], s["i"][10] * s["g"][10])
    assert np.abs(s["c"][10]).max() > 0.1


def test_never_forgetting_adds_up_all_that_was_written() -> None:
    held = [Intervention(0, None, "f", 0, T - 1, value=1.0)]
    s = intervene(weights_of(network_of(1)), sequence_of(), held).layers[0].signals
    np.testing.assert_allclose(s["c"], np.cumsum(s["i"] * s["g"], axis=0), atol=ROUNDING)


def test_a_network_whose_memory_is_erased_starts_anew() -> None:
    network, x = network_of(2), sequence_of()
    signals: tuple[Signal, Signal] = ("c", "h")
    erased = [Intervention(layer, None, signal, 11, 11) for layer in (0, 1) for signal in signals]
    found, fresh = intervene(weights_of(network), x, erased), intervene(weights_of(network), x[12:])
    for mine, its in zip(found.layers, fresh.layers, strict=True):
        for name in "ifgoch":
            np.testing.assert_allclose(mine.signals[name][12:], its.signals[name], atol=ROUNDING)


def test_an_ablated_unit_is_a_network_whose_weights_do_not_read_it() -> None:
    network, x, unit = network_of(2), sequence_of(), 3
    deaf = deepcopy(network)
    with torch.no_grad():
        deaf.recurrent.get_parameter("weight_hh_l0")[:, unit] = 0
        deaf.recurrent.get_parameter("weight_ih_l1")[:, unit] = 0
    found = intervene(weights_of(network), x, [Intervention(0, (unit,), "h", 0, T - 1, "ablate")])
    expected = captured(deaf, x)
    assert (found.layers[0].signals["h"][:, unit] == 0).all()
    assert found.y_hat is not None
    assert expected.y_hat is not None
    np.testing.assert_allclose(found.y_hat, expected.y_hat, atol=ROUNDING)
    np.testing.assert_allclose(found.layers[0].signals["c"], expected.layers[0].signals["c"], atol=ROUNDING)


@pytest.mark.parametrize("signal", "ifgoch")
def test_a_frozen_signal_stays_where_it_was_before_the_span(signal: Any) -> None:
    network, x = network_of(1), sequence_of()
    earlier = Intervention(0, None, "g", 2, 4, value=0.9)  # frozen is the value of this run, not of the undisturbed one
    found = intervene(weights_of(network), x, [earlier, Intervention(0, (2,), signal, 6, 20, "freeze")])
    values = found.layers[0].signals[signal][:, 2]
    assert (values[6:21] == values[5]).all()
    assert values[21] != values[5]


@pytest.mark.parametrize(("signal", "kept"), [("c", 0.0), ("h", 0.0), ("f", None), ("g", None)])
def test_frozen_from_the_start_a_state_stays_0_and_a_gate_what_it_is_at_first(signal: Any, kept: float | None) -> None:
    network, x = network_of(1), sequence_of()
    found = intervene(weights_of(network), x, [Intervention(0, (2,), signal, 0, 8, "freeze")])
    values = found.layers[0].signals[signal][:, 2]
    first = intervene(weights_of(network), x).layers[0].signals[signal][0, 2]
    assert (values[:9] == (first if kept is None else kept)).all()
    assert values[9] != values[8]


def test_of_two_that_hold_the_same_the_later_one_counts() -> None:
    network, x = network_of(1), sequence_of()
    one = Intervention(0, None, "f", 0, 20, value=1.0)
    two = Intervention(0, (1,), "f", 10, 12)
    f = intervene(weights_of(network), x, [one, two]).layers[0].signals["f"]
    assert (f[10:13, 1] == 0).all()
    assert (f[10:13, [0, 2, 3, 4]] == 1).all()
    assert (intervene(weights_of(network), x, [two, one]).layers[0].signals["f"][10:13] == 1).all()


def test_the_weights_and_the_inputs_stay_as_they_are() -> None:
    network, x = network_of(), sequence_of()
    weights, before = weights_of(network), x.copy()
    intervene(weights, x, [Intervention(0, None, "h", 3, 9)])
    assert (x == before).all()
    assert all((array == weights_of(network)[name]).all() for name, array in weights.items())


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"signal": "q"}, "no signal “q”"),
        ({"from_t": 5, "to_t": 4}, "5 to 4"),
        ({"from_t": -1}, "-1 to 9"),
        ({"value": float("nan")}, "finite"),
        ({"kind": "freeze", "value": 1.0}, "takes no value"),
        ({"kind": "ablate", "signal": "f"}, "takes h out"),
    ],
)
def test_an_intervention_that_means_nothing_is_refused(fields: dict[str, Any], said: str) -> None:
    usual: dict[str, Any] = {"layer": 0, "units": None, "signal": "f", "from_t": 0, "to_t": 9}
    with pytest.raises(SettingError, match=said):
        Intervention(**usual | fields)


def test_a_network_without_recurrent_layers_is_refused() -> None:
    with pytest.raises(SettingError, match="no weights of an LSTM, GRU or RNN"):
        intervene({"head.weight": np.zeros((6, 1))}, sequence_of())


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (Intervention(2, None, "f", 0, 0), "no layer 2: choose 0 to 1"),
        (Intervention(0, (1, 5), "f", 0, 0), "no unit 5: choose among 0 to 4"),
        (Intervention(0, None, "f", 3, 30), "no timestep 30: the last one is 29"),
    ],
)
def test_what_is_not_there_cannot_be_held(held: Intervention, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        intervene(weights_of(network_of()), sequence_of(), [held])
