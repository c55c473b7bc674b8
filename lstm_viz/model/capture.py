"""What happens inside any module with an nn.LSTM, nn.GRU or nn.RNN, at every timestep: captured by forward hooks."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, get_args

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from lstm_viz.errors import CaptureError
from lstm_viz.model.cells import TOLERANCE, Recurrent, alone, check, kind_of, signals, weights_of
from lstm_viz.model.sample import rows_of, sequence_of, state_of
from lstm_viz.records import Array, LayerTrace, Trace

RECURRENT = get_args(Recurrent)
CELLS: Mapping[type[Recurrent], Literal["lstm", "gru", "rnn"]] = {nn.LSTM: "lstm", nn.GRU: "gru", nn.RNN: "rnn"}


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

    The module runs in eval mode without gradients; its weights, buffers, modes, hooks and the random state are
    afterwards as they were, also if it raises. Each signal is (T, H) in the module's own precision; T is the sample's
    own length where sequences are packed. `y_hat` is (T, K) where the output is one row per timestep, else None.

    Raises:
        CaptureError: there is nothing to capture, or it could not be shown truthfully; the message says why.
    """
    layers = _layers(module)
    calls: list[Call] = []
    with _as_found(module), torch.no_grad(), torch.random.fork_rng(devices=[]), _hooked(layers, calls):
        output = module(*inputs, **kwargs)
    if not calls:
        raise CaptureError(
            f"“{next(iter(layers))}” was never called by the module, so there is nothing to show: give inputs that "
            "lead through it."
        )
    with torch.no_grad(), torch.autocast("cpu", enabled=False):
        traces = [trace for call in calls for trace in _traces(call, sample)]
    first = calls[0]
    return Trace(tuple(traces), traces[0].inputs, rows_of(output, first.x, sample, first.layer.batch_first))


def _layers(module: nn.Module) -> dict[str, Recurrent]:
    """Return the recurrent layers by name; refuse what cannot be captured, by its name."""
    for name, each in module.named_modules():
        label = _label(name, each)
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
            raise CaptureError(
                f"{_label(name, each)} computes in {dtype}: convert the module with .float() or .double() first."
            )
    return found


def _label(name: str, layer: nn.Module) -> str:
    return f"“{name}”" if name else f"The {type(layer).__name__}"


@contextmanager
def _as_found(module: nn.Module) -> Iterator[None]:
    """Put the module in eval mode, and afterwards every part of it back into its own mode, every buffer as it was."""
    modes = [(each, each.training) for each in module.modules()]
    buffers = [
        (each, name, buffer, buffer.detach().clone())
        for each in module.modules()
        for name, buffer in each.named_buffers(recurse=False)
    ]
    try:
        module.eval()
        yield
    finally:
        for each, training in modes:
            each.training = training
        with torch.no_grad():
            for each, name, buffer, value in buffers:
                setattr(each, name, buffer if torch.equal(buffer, value) else buffer.copy_(value))


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
    """Derive every signal of one sample, layer by layer.

    One layer's output tells every h. A stack tells only its top layer's, so its layers run again one by one; with the
    whole batch, since in a chaotic network the rounding of another batch size leads elsewhere.
    """
    layer, fed = call.layer, call.x
    directions: tuple[Literal["forward", "reverse"], ...] = ("forward", "reverse")
    directions = directions[: 1 + layer.bidirectional]
    own = sequence_of(call.output[0], sample, layer.batch_first)
    if own.dtype != next(layer.parameters()).dtype:
        raise CaptureError(
            f"{_label(call.name, layer)} computed in {own.dtype}, coarser than its weights: leave torch.autocast out."
        )
    for number in range(layer.num_layers):
        places = slice(number * len(directions), (number + 1) * len(directions))
        again = layer.num_layers > 1
        output, last = alone(layer, number)(fed, _states(call.initial, places)) if again else call.output
        x, both = (sequence_of(each, sample, layer.batch_first) for each in (fed, output))
        for place, (direction, h) in enumerate(zip(directions, both.chunk(len(directions), dim=1), strict=True)):
            weights = weights_of(layer, number, direction)
            initial = _initial(call, places.start + place, sample, h)
            c_n = state_of(last[1], place, sample) if isinstance(layer, nn.LSTM) else None
            if direction == "reverse":
                backwards = signals(layer, weights, x.flip(0), initial, h.flip(0), c_n)
                found = {name: signal.flip(0) for name, signal in backwards.items()}
            else:
                found = signals(layer, weights, x, initial, h, c_n)
            yield LayerTrace(
                name=call.name,
                call=call.number,
                cell=CELLS[kind_of(layer)],
                layer=number,
                direction=direction,
                signals=_arrays(found),
                inputs=x.numpy(),
                weights=_arrays(weights),
                initial=_arrays(initial),
            )
        fed = output
    if layer.num_layers > 1:
        check("output", both, own)


def _states(given: Any, places: slice) -> Any:
    """Return one layer's part of the given initial states."""
    if given is None:
        return None
    return tuple(state[places] for state in given) if isinstance(given, tuple) else given[places]


def _initial(call: Call, place: int, sample: int, h: Tensor) -> dict[str, Tensor]:
    """Return h, and c of an LSTM, before the first timestep: as given, or zeros."""
    sizes = {"h": h.shape[1]}
    if isinstance(call.layer, nn.LSTM):
        sizes["c"] = call.layer.hidden_size
    if call.initial is None:
        return {name: torch.zeros(size, dtype=h.dtype) for name, size in sizes.items()}
    given = call.initial if isinstance(call.initial, tuple) else (call.initial,)
    return {name: state_of(state, place, sample) for name, state in zip(sizes, given, strict=True)}


def _arrays(tensors: Mapping[str, Tensor]) -> dict[str, Array]:
    return {name: tensor.numpy() for name, tensor in tensors.items()}
