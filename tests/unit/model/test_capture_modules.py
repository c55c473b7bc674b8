"""Capture inside modules that people really write: subclasses, packed batches, outputs of other shapes, own buffers."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

import lstm_viz as lv
from lstm_viz.errors import CaptureError


class Reader(nn.LSTM):
    """A subclass with arguments of its own, and torch's forward."""

    def __init__(self, width: int) -> None:
        super().__init__(1, width, num_layers=2, batch_first=True)


def test_a_subclass_with_arguments_of_its_own_is_captured() -> None:
    reader, x = Reader(4), torch.randn(2, 5, 1)
    with torch.no_grad():
        h = reader(x)[0][1].numpy()
    assert lv.capture(reader, x, sample=1).layers[1].signals["h"] == pytest.approx(h, abs=1e-6)


@pytest.mark.parametrize("layers", [1, 3])
def test_a_chaotic_network_is_shown_as_it_ran_in_its_own_batch(layers: int) -> None:
    """Weights times 16: the rounding of another batch size would lead to another trajectory within 100 timesteps."""
    torch.manual_seed(0)
    lstm, x = nn.LSTM(1, 32, layers), torch.randn(1000, 4, 1)
    with torch.no_grad():
        for weight in lstm.parameters():
            weight.mul_(16)
        h = lstm(x)[0][:, 3].numpy()
    assert np.abs(lv.capture(lstm, x, sample=3).layers[-1].signals["h"] - h).max() <= 1e-6


def test_a_weight_under_a_parametrisation_is_shown_as_it_was_used() -> None:
    gru, x = nn.GRU(2, 3), torch.randn(5, 2)
    nn.utils.parametrizations.weight_norm(gru, "weight_hh_l0")
    kept = {name: weight.detach().numpy() for name, weight in gru.named_parameters()}
    length, way = (kept[f"parametrizations.weight_hh_l0.original{number}"] for number in (0, 1))
    used = length * way / np.linalg.norm(way, axis=1, keepdims=True)
    assert lv.capture(gru, x).layers[0].weights["weight_hh"] == pytest.approx(used, abs=1e-6)


class Packer(nn.Module):
    """Packs a batch and pads the result the one way or the other; the layer's own `batch_first` says nothing here."""

    def __init__(self, pads_batch_first: bool) -> None:
        super().__init__()
        self.rnn, self.head, self.pads_batch_first = nn.LSTM(1, 3), nn.Linear(3, 2), pads_batch_first

    def forward(self, x: Tensor, lengths: Tensor) -> Tensor:
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        hidden = pad_packed_sequence(self.rnn(packed)[0], batch_first=self.pads_batch_first)[0]
        values: Tensor = self.head(hidden)
        return values


@pytest.mark.parametrize("pads_batch_first", [True, False])
def test_the_output_rows_of_a_packed_sample_are_its_own_whichever_way_they_are_padded(pads_batch_first: bool) -> None:
    module, x, lengths = Packer(pads_batch_first), torch.randn(6, 4, 1), torch.tensor([4, 2, 3, 4, 1, 2])
    with torch.no_grad():
        output = module(x, lengths)
    own = output[2, :3] if pads_batch_first else output[:3, 2]
    assert lv.capture(module, x, lengths, sample=2).y_hat == pytest.approx(own.numpy(), abs=1e-6)


def test_as_many_packed_samples_as_timesteps_leave_the_output_open() -> None:
    assert lv.capture(Packer(True), torch.randn(3, 3, 1), torch.tensor([3, 1, 2])).y_hat is None


class Shaped(nn.Module):
    """Feeds a layer and gives out what `shape` makes of its hidden states."""

    def __init__(self, batch_first: bool, before: Any, after: Any) -> None:
        super().__init__()
        self.rnn, self.before, self.after = nn.GRU(1, 3, batch_first=batch_first), before, after

    def forward(self, x: Tensor) -> Any:
        return self.after(self.rnn(self.before(x))[0])


def same(x: Tensor) -> Tensor:
    return x


def turned(x: Tensor) -> Tensor:
    return x.transpose(0, 1)


@pytest.mark.parametrize(
    ("module", "shape", "expected"),
    [
        (Shaped(False, turned, turned), (2, 9, 1), lambda y: y[1]),
        (Shaped(True, turned, turned), (9, 2, 1), lambda y: y[:, 1]),
        (Shaped(True, same, lambda h: h[..., 0]), (2, 9, 1), lambda y: y[1, :, None]),
        (Shaped(False, same, lambda h: h[..., 0]), (9, 2, 1), lambda y: y[:, 1, None]),
        (Shaped(False, same, lambda h: h[-1]), (9, 9, 1), None),
        (Shaped(True, same, lambda h: h[:, -1]), (2, 9, 1), None),
        (Shaped(True, same, lambda h: h.sum()), (2, 9, 1), None),
        (Shaped(True, same, lambda h: (h, h)), (2, 9, 1), None),
        (Shaped(True, same, lambda h: h[..., None]), (2, 9, 1), None),
    ],
)
def test_y_hat_is_the_samples_rows_of_the_output_or_none(module: Shaped, shape: tuple[int], expected: Any) -> None:
    x = torch.randn(shape)
    y_hat = lv.capture(module, x, sample=1).y_hat
    if expected is None:
        assert y_hat is None
    else:
        with torch.no_grad():
            assert y_hat == pytest.approx(expected(module(x)).numpy(), abs=1e-6)


def test_a_module_that_adds_and_drops_the_batch_itself_has_its_rows() -> None:
    module, x = Shaped(True, lambda x: x[None], lambda h: h[0]), torch.randn(9, 1)
    with torch.no_grad():
        assert lv.capture(module, x).y_hat == pytest.approx(module(x).numpy(), abs=1e-6)


class Stateful(nn.Module):
    """Keeps its state and a count in buffers, the one by assignment and the other in place; may be interrupted."""

    def __init__(self, raises: type[BaseException] | None) -> None:
        super().__init__()
        self.rnn, self.raises = nn.GRU(1, 3), raises
        self.register_buffer("state", torch.zeros(1, 3))
        self.register_buffer("count", torch.zeros(()))
        self.state: Tensor
        self.count: Tensor

    def forward(self, x: Tensor) -> Tensor:
        self.count.add_(1)
        output: Tensor
        output, self.state = self.rnn(x, self.state)
        if self.raises:
            raise self.raises
        return output


@pytest.mark.parametrize("raises", [None, ValueError, KeyboardInterrupt])
def test_a_modules_buffers_are_afterwards_as_before(raises: type[BaseException] | None) -> None:
    module, x = Stateful(raises), torch.randn(5, 1)
    before = module.state, module.count
    if raises:
        with pytest.raises(raises):
            lv.capture(module, x)
    else:
        lv.capture(module, x)
    assert module.state is before[0]
    assert module.count is before[1]
    assert not module.state.any()
    assert not module.count.any()
    assert module.training
    assert not module.rnn._forward_hooks


def test_coarser_arithmetic_than_the_weights_is_refused() -> None:
    with torch.autocast("cpu", dtype=torch.bfloat16), pytest.raises(CaptureError, match=r"leave torch\.autocast out"):
        lv.capture(nn.LSTM(2, 3), torch.randn(5, 2))


def test_a_hook_that_changes_the_output_is_noticed() -> None:
    layer = nn.LSTM(1, 2)
    layer.register_forward_hook(lambda _layer, _inputs, output: (output[0] * 2, output[1]))
    with pytest.raises(CaptureError, match="hook of your own"):
        lv.capture(layer, torch.randn(5, 1))
