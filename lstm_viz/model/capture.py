"""What happens inside any module with an nn.LSTM, nn.GRU or nn.RNN, at every timestep: captured by forward hooks."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, get_args

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pad_packed_sequence

from lstm_viz.errors import CaptureError
from lstm_viz.model.cells import TOLERANCE, Recurrent, check, run_layer, signals
from lstm_viz.records import Array, LayerTrace, Trace

RECURRENT = get_args(Recurrent)


@dataclass(frozen=True, eq=False)
class Call:
    """One call of a recurrent layer, as its hook saw it."""

    name: str
    number: int
    layer: Recurrent
    x: Tensor | PackedSequence
    initial: Any
    output: Any


def capture(module: nn.Module, *inputs: Any, sample: int = 0, **kwargs: Any) -> Trace:
    """Run `module(*inputs, **kwargs)` once and return what happened inside, for one sample of the batch.

    The module runs in eval mode without gradients; its weights, modes, hooks and the random state are afterwards as
    they were, also if it raises. Each signal is (T, H) in the module's own precision; T is the sample's own length
    where sequences are packed. `y_hat` is (T, K) where the output is one row per timestep, else None.

    Raises:
        CaptureError: there is nothing to capture, or it could not be shown truthfully; the message says why.
    """
    layers = _layers(module)
    calls: list[Call] = []
    with _as_found(module), torch.no_grad(), torch.random.fork_rng(devices=[]), _hooked(layers, calls):
        output = module(*inputs, **kwargs)
    if not calls:
        raise CaptureError(f"“{next(iter(layers))}” was never called by the module: there is nothing to show.")
    with torch.no_grad():
        traces = [trace for call in calls for trace in _traces(call, sample)]
    first = calls[0]
    return Trace(tuple(traces), traces[0].inputs, _y_hat(output, first, sample, len(traces[0].inputs)))


def _layers(module: nn.Module) -> dict[str, Recurrent]:
    """Return the recurrent layers by name; refuse what cannot be captured, by its name."""
    for name, each in module.named_modules():
        label = f"“{name}”" if name else "The module"
        if isinstance(each, nn.RNNCellBase):
            raise CaptureError(
                f"{label} is nn.{type(each).__name__}, whose steps a hook cannot tell apart from each other: use "
                f"nn.{type(each).__name__.removesuffix('Cell')} instead."
            )
        if isinstance(each, RECURRENT) and type(each).forward not in {kind.forward for kind in RECURRENT}:
            raise CaptureError(
                f"{label} is a {type(each).__name__} with a forward of its own, which may compute anything: capture "
                "knows nn.LSTM, nn.GRU and nn.RNN as torch runs them."
            )
    found = {name: each for name, each in module.named_modules() if isinstance(each, RECURRENT)}
    if not found:
        raise CaptureError(
            f"There is no nn.LSTM, nn.GRU or nn.RNN inside {type(module).__name__}: capture needs one of them (and "
            "cannot look into scripted or quantised modules)."
        )
    for name, each in found.items():
        dtype = next(each.parameters()).dtype
        if dtype not in TOLERANCE:
            raise CaptureError(f"“{name}” computes in {dtype}: convert the module with .float() or .double() first.")
    return found


@contextmanager
def _as_found(module: nn.Module) -> Iterator[None]:
    """Put the module in eval mode, and every part of it back into its own mode."""
    modes = [(each, each.training) for each in module.modules()]
    try:
        module.eval()
        yield
    finally:
        for each, training in modes:
            each.training = training


@contextmanager
def _hooked(layers: Mapping[str, Recurrent], calls: list[Call]) -> Iterator[None]:
    handles = []
    try:
        for name, layer in layers.items():
            handles.append(layer.register_forward_hook(_hook(name, calls), with_kwargs=True))
        yield
    finally:
        for handle in handles:
            handle.remove()


def _hook(name: str, calls: list[Call]) -> Any:
    def note(layer: Recurrent, args: tuple[Any, ...], kwargs: dict[str, Any], output: Any) -> None:
        given = dict(zip(("input", "hx"), args, strict=False)) | kwargs
        number = sum(call.name == name for call in calls)
        calls.append(Call(name, number, layer, _kept(given["input"]), _kept(given.get("hx")), _kept(output)))

    return note


def _kept(value: Any) -> Any:
    """Return copies, for what the module does with its tensors afterwards."""
    if isinstance(value, PackedSequence):
        return value._replace(data=value.data.detach().cpu().clone())
    if isinstance(value, Tensor):
        return value.detach().cpu().clone()
    return tuple(_kept(each) for each in value) if isinstance(value, tuple | list) else value


def _traces(call: Call, sample: int) -> Iterator[LayerTrace]:
    """Run the call's layers again one by one for one sample, and derive every signal of each."""
    layer = call.layer
    x = _sample_of(call.x, sample, layer.batch_first, call)
    directions = ("forward", "reverse") if layer.bidirectional else ("forward",)
    for number in range(layer.num_layers):
        outputs = []
        for place, direction in enumerate(directions):
            suffix = f"_l{number}" + ("_reverse" if direction == "reverse" else "")
            weights = {
                name.removesuffix(suffix): getattr(layer, name).detach().cpu()
                for name in _parameter_names(layer)
                if name.endswith(suffix)
            }
            initial = _initial(call, number * len(directions) + place, sample, x.dtype)
            read = x.flip(0) if direction == "reverse" else x
            ran = run_layer(layer, weights, read, initial)
            found = signals(layer, weights, read, initial, ran)
            if direction == "reverse":
                found = {name: signal.flip(0) for name, signal in found.items()}
            outputs.append(found["h"])
            yield LayerTrace(
                name=call.name,
                call=call.number,
                cell="lstm" if isinstance(layer, nn.LSTM) else "gru" if isinstance(layer, nn.GRU) else "rnn",
                layer=number,
                direction="reverse" if direction == "reverse" else "forward",
                signals={name: signal.numpy() for name, signal in found.items()},
                inputs=x.numpy(),
                weights={name: tensor.numpy() for name, tensor in weights.items()},
                initial={name: tensor.numpy() for name, tensor in initial.items()},
            )
        x = torch.cat(outputs, dim=1)
    check("output", x, _sample_of(call.output[0], sample, layer.batch_first, call))


def _parameter_names(layer: Recurrent) -> list[str]:
    kinds = ["weight_ih", "weight_hh", *(["bias_ih", "bias_hh"] if layer.bias else [])]
    if isinstance(layer, nn.LSTM) and layer.proj_size:
        kinds.append("weight_hr")
    ends = [
        f"_l{number}{way}" for number in range(layer.num_layers) for way in ("", "_reverse")[: 1 + layer.bidirectional]
    ]
    return [kind + end for end in ends for kind in kinds]


def _sample_of(value: Tensor | PackedSequence, sample: int, batch_first: bool, call: Call) -> Tensor:
    """Return one sample (T, …) of what a layer was fed or gave, at the sample's own length."""
    if isinstance(value, PackedSequence):
        padded, lengths = pad_packed_sequence(value, batch_first=True)
        _check_sample(sample, len(lengths), call)
        return padded[sample, : int(lengths[sample])]
    if value.dim() == 2:
        _check_sample(sample, 1, call)
        return value
    _check_sample(sample, value.shape[0 if batch_first else 1], call)
    return value[sample] if batch_first else value[:, sample]


def _check_sample(sample: int, count: int, call: Call) -> None:
    if not 0 <= sample < count:
        raise CaptureError(f"Sample {sample} was asked, and “{call.name}” read {count}: choose 0 to {count - 1}.")


def _initial(call: Call, place: int, sample: int, dtype: torch.dtype) -> dict[str, Tensor]:
    """Return h, and c of an LSTM, before the first timestep: as given, or zeros."""
    layer = call.layer
    projected = layer.proj_size if isinstance(layer, nn.LSTM) else 0
    sizes = {"h": projected or layer.hidden_size}
    if isinstance(layer, nn.LSTM):
        sizes["c"] = layer.hidden_size
    if call.initial is None:
        return {name: torch.zeros(size, dtype=dtype) for name, size in sizes.items()}
    given = call.initial if isinstance(call.initial, tuple) else (call.initial,)
    return {
        name: (state[place, sample] if state.dim() == 3 else state[place])
        for name, state in zip(sizes, given, strict=True)
    }


def _y_hat(output: Any, call: Call, sample: int, length: int) -> Array | None:
    """Return (T, K) of the module's output, where it is one row or one value per timestep."""
    if isinstance(output, PackedSequence):
        output = pad_packed_sequence(output, batch_first=True)[0]
        batch_first = True
    else:
        batch_first = call.layer.batch_first
    if not isinstance(output, Tensor):
        return None
    output = output.detach().cpu()
    batched = isinstance(call.x, PackedSequence) or call.x.dim() == 3
    if batched:
        if output.dim() not in (2, 3) or output.shape[0 if batch_first else 1] <= sample:
            return None
        output = output[sample] if batch_first else output[:, sample]
    if output.dim() == 1:
        output = output[:, None]
    if output.dim() != 2 or output.shape[0] < length:
        return None
    packed = isinstance(call.x, PackedSequence)
    if output.shape[0] != length and not packed:
        return None
    rows: Array = output[:length].numpy()
    return rows
