from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

import lstm_viz as lv
from lstm_viz.errors import CaptureError
from lstm_viz.records import Array, LayerTrace, Trace
from tests.unit.model.reference import run

KINDS = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}
BOUND = {torch.float32: 1e-6, torch.float64: 1e-12}


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    cell = draw(st.sampled_from(sorted(KINDS)))
    hidden = draw(st.integers(2, 9))
    options: dict[str, Any] = {
        "input_size": draw(st.integers(1, 4)),
        "hidden_size": hidden,
        "num_layers": draw(st.integers(1, 3)),
        "bidirectional": draw(st.booleans()),
        "batch_first": draw(st.booleans()),
        "bias": draw(st.booleans()),
        "dtype": draw(st.sampled_from([torch.float32, torch.float64])),
    }
    if cell == "lstm":
        options["proj_size"] = draw(st.integers(0, hidden - 1))
    if cell == "rnn":
        options["nonlinearity"] = draw(st.sampled_from(["tanh", "relu"]))
    return {
        "cell": cell,
        "options": options,
        "seed": draw(st.integers(0, 999)),
        "length": draw(st.integers(1, 30)),
        "batch": draw(st.integers(1, 4)),
        "given": draw(st.booleans()),
        "form": draw(st.sampled_from(["batch", "single", "packed"])),
    }


def expected(layers: tuple[LayerTrace, ...], x: Array, nonlinearity: str) -> list[dict[str, Array]]:
    """Every layer's signals by the reference, each layer fed with the reference's own outputs."""
    found, fed = [], np.asarray(x, np.float64)
    for number in range(1 + max(trace.layer for trace in layers)):
        outputs = []
        for trace in (each for each in layers if each.layer == number):
            read = fed[::-1] if trace.direction == "reverse" else fed
            initial = {name: np.asarray(state, np.float64) for name, state in trace.initial.items()}
            signals = run(trace.cell, trace.weights, read, initial["h"], initial.get("c"), nonlinearity)
            if trace.direction == "reverse":
                signals = {name: signal[::-1] for name, signal in signals.items()}
            outputs.append(signals["h"])
            found.append(signals)
        fed = np.concatenate(outputs, axis=1)
    return found


@pytest.mark.filterwarnings("ignore:LSTM with projections")  # torch's word on its own speed
@settings(max_examples=120, deadline=None)
@given(cases())
def test_every_signal_is_that_of_the_equations_step_by_step(case: dict[str, Any]) -> None:
    options, length, batch = case["options"], case["length"], case["batch"]
    torch.manual_seed(case["seed"])
    layer = KINDS[case["cell"]](**options)
    dtype, batch_first = options["dtype"], options["batch_first"]
    x = torch.randn((batch, length, options["input_size"]) if batch_first else (length, batch, options["input_size"]))
    x, sample = x.to(dtype), batch - 1
    own = x[sample] if batch_first else x[:, sample]
    states = 1 + options["bidirectional"]
    shape = (states * options["num_layers"], batch)
    h0 = torch.randn(*shape, options.get("proj_size") or options["hidden_size"], dtype=dtype)
    c0 = torch.randn(*shape, options["hidden_size"], dtype=dtype)
    if case["form"] == "single":
        x, h0, c0, sample = own, h0[:, sample], c0[:, sample], 0
    hx = None if not case["given"] else (h0, c0) if case["cell"] == "lstm" else h0
    inputs: list[Any] = [x, hx]
    if case["form"] == "packed":
        lengths = [max(1, length - 3 * n) for n in reversed(range(batch))]
        inputs[0] = pack_padded_sequence(x, torch.tensor(lengths), batch_first=batch_first, enforce_sorted=False)
        own = own[: lengths[sample]]

    trace = lv.capture(layer, *inputs, sample=sample)

    assert [each.name for each in trace.layers] == [""] * len(trace.layers)
    reference = expected(trace.layers, own.numpy(), options.get("nonlinearity", "tanh"))
    bound = BOUND[dtype]
    for found, wanted in zip(trace.layers, reference, strict=True):
        assert list(found.signals) == list(wanted)
        for name, signal in found.signals.items():
            scale = max(1.0, float(np.abs(wanted[name]).max()))
            assert signal.dtype == own.numpy().dtype
            assert np.abs(signal - wanted[name]).max() <= bound * scale, name
            if name in "ifozr":
                assert signal.min() >= 0
                assert signal.max() <= 1
    check_torchs_own_outputs(layer, inputs, trace, sample)


def check_torchs_own_outputs(layer: Any, inputs: list[Any], trace: Trace, sample: int) -> None:
    """h of the last layer is what torch returned, and c at the end is its c_n."""
    with torch.no_grad():
        output, last = layer(*inputs)
    if isinstance(output, nn.utils.rnn.PackedSequence):
        output = pad_packed_sequence(output, batch_first=layer.batch_first)[0]
    if output.dim() == 3:
        output = output[sample] if layer.batch_first else output[:, sample]
    top = [each for each in trace.layers if each.layer == layer.num_layers - 1]
    h = np.concatenate([each.signals["h"] for each in top], axis=1)
    assert np.abs(h - output.numpy()[: len(h)]).max() <= 2e-6
    if isinstance(last, tuple):
        c_n = last[1][:, sample] if last[1].dim() == 3 else last[1]
        for place, each in enumerate(trace.layers):
            end = 0 if each.direction == "reverse" else -1
            assert np.abs(each.signals["c"][end] - c_n[place].numpy()).max() <= 1e-5


class Everything(nn.Module):
    """A module with layers of two kinds, one called twice, dropout, a dict as input, and an output per timestep."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.LSTM(2, 5, num_layers=2, dropout=0.5, batch_first=True)
        self.decoder = nn.GRU(5, 4, batch_first=True)
        self.head = nn.Linear(4, 3)
        self.fails = False

    def forward(self, batch: dict[str, Tensor], scale: float = 1.0) -> Tensor:
        hidden, _ = self.encoder(input=batch["x"] * scale)
        first, state = self.decoder(hidden)
        second, _ = self.decoder(hidden + first.mean(), hx=state)
        if self.fails:
            raise RuntimeError("on purpose")
        outputs: Tensor = self.head(second)
        return outputs


def hooks_of(module: nn.Module) -> int:
    return sum(len(each._forward_hooks) + len(each._forward_pre_hooks) for each in module.modules())


@pytest.mark.parametrize("fails", [False, True])
def test_hooks_modes_weights_and_random_state_are_afterwards_as_before(fails: bool) -> None:
    module = Everything().train()
    module.head.eval()
    module.fails = fails
    weights = {name: tensor.clone() for name, tensor in module.state_dict().items()}
    modes = [each.training for each in module.modules()]
    random = torch.get_rng_state()
    batch = {"x": torch.ones(3, 7, 2)}
    if fails:
        with pytest.raises(RuntimeError, match="on purpose"):
            lv.capture(module, batch)
    else:
        lv.capture(module, batch)
    assert hooks_of(module) == 0
    assert [each.training for each in module.modules()] == modes
    assert all(torch.equal(weights[name], tensor) for name, tensor in module.state_dict().items())
    assert torch.equal(random, torch.get_rng_state())
    assert torch.is_grad_enabled()


def test_every_call_of_every_layer_is_there_in_its_order() -> None:
    torch.manual_seed(0)
    module, x = Everything(), torch.randn(3, 7, 2)
    trace = lv.capture(module, {"x": x}, sample=1, scale=2.0)
    assert [(each.name, each.call, each.layer, each.cell) for each in trace.layers] == [
        ("encoder", 0, 0, "lstm"),
        ("encoder", 0, 1, "lstm"),
        ("decoder", 0, 0, "gru"),
        ("decoder", 1, 0, "gru"),
    ]
    assert (trace.x == 2 * x[1].numpy()).all()
    assert trace.layers[3].initial["h"] == pytest.approx(trace.layers[2].signals["h"][-1], abs=1e-6)
    assert trace.y_hat is not None
    with torch.no_grad():
        assert trace.y_hat == pytest.approx(module.eval()({"x": x}, scale=2.0)[1].numpy(), abs=1e-6)


def test_an_output_that_is_not_one_row_per_timestep_is_none() -> None:
    class Last(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.rnn = nn.LSTM(1, 3, batch_first=True)

        def forward(self, x: Tensor) -> Tensor:
            last: Tensor = self.rnn(x)[0][:, -1]
            return last

    assert lv.capture(Last(), torch.randn(2, 9, 1)).y_hat is None
    assert lv.capture(nn.LSTM(1, 3), torch.randn(9, 2, 1)).y_hat is None


def test_a_trace_cannot_be_written_to() -> None:
    trace = lv.capture(nn.LSTM(1, 2), torch.randn(5, 1))
    with pytest.raises(ValueError, match="read-only"):
        trace.layers[0].signals["f"][0, 0] = 0


class Own(nn.LSTM):
    def forward(self, x: Tensor) -> Any:  # type: ignore[override]  # a forward of its own is the point
        return super().forward(x * 2)


@pytest.mark.parametrize(
    ("module", "inputs", "sentence"),
    [
        (nn.LSTMCell(1, 2), [torch.randn(3, 1)], "nn.LSTMCell, whose steps"),
        (nn.ModuleDict({"cell": nn.GRUCell(1, 2)}), [], "“cell” is nn.GRUCell"),
        (nn.Linear(1, 2), [torch.randn(3, 1)], "no nn.LSTM, nn.GRU or nn.RNN inside Linear"),
        (Own(1, 2), [torch.randn(3, 1)], "a forward of its own"),
        (nn.LSTM(1, 2).to(torch.bfloat16), [torch.randn(3, 1)], "convert the module"),
        (nn.LSTM(1, 2), [torch.randn(3, 4, 1), None], "choose 0 to 3"),
    ],
)
def test_what_cannot_be_right_is_refused_by_name(module: nn.Module, inputs: list[Any], sentence: str) -> None:
    with pytest.raises(CaptureError, match=sentence):
        lv.capture(module, *inputs, sample=9)


def test_a_layer_that_is_never_called_is_said() -> None:
    class Idle(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.memory = nn.LSTM(1, 2)

        def forward(self, x: Tensor) -> Tensor:
            return x

    with pytest.raises(CaptureError, match="“memory” was never called"):
        lv.capture(Idle(), torch.randn(3, 1))


def test_values_that_are_not_finite_are_refused() -> None:
    with pytest.raises(CaptureError, match="not finite"):
        lv.capture(nn.LSTM(1, 2), torch.full((3, 1), float("nan")))
