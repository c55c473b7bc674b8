"""A run as one safetensors file, and back, checked before anything in it is used. No torch, and nothing is unpickled.

Tensors: `weights.NAME`, `moments.NAME`, `snapshots.STEP.NAME`, `losses`, `validation`, `tables.NAME`. The metadata's
`lstm_viz` holds JSON: format, model, segments, step, what it was computed on, and the caller's own `about`.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from lstm_viz.errors import SavedRunError
from lstm_viz.records import Array, ModelConfig, Run, Segment, State, TrainConfig

FORMAT = 1
MOST_BYTES = 64 * 2**20
MOST_SNAPSHOTS = 60
NOT_OURS = "This is not a run saved by LSTM Visualizer, or it is damaged: download it from the Lab again."
_BOUNDS = {
    "input_size": (1, 64),
    "hidden_size": (1, 128),
    "num_layers": (1, 3),
    "output_size": (1, 64),
    "dropout": (0, 0.95),
    "forget_bias": (-20, 20),
    "learning_rate": (0, 10),
    "batch_size": (1, 4096),
    "seed": (0, 2**31),
    "clip_norm": (0, 1e6),
}


@dataclass(frozen=True, eq=False)
class SavedRun:
    """An opened file: the run, and the caller's own words and arrays."""

    run: Run
    about: Mapping[str, Any]
    tables: Mapping[str, Array]


def save_run(run: Run, about: Mapping[str, Any], tables: Mapping[str, Array]) -> bytes:
    """Return the run as a file; at most 60 snapshots, evenly chosen, the first and the newest among them."""
    steps = sorted(run.snapshots)
    places = np.unique(np.linspace(0, len(steps) - 1, MOST_SNAPSHOTS).round().astype(int))
    tensors: dict[str, Array] = {f"weights.{name}": array for name, array in run.newest.weights.items()}
    tensors |= {f"moments.{name}": array for name, array in run.newest.moments.items()}
    for step in (steps[place] for place in places):
        tensors |= {f"snapshots.{step}.{name}": array for name, array in run.snapshots[step].items()}
    tensors |= {"losses": run.losses, "validation": run.validation}
    tensors |= {f"tables.{name}": np.asarray(array) for name, array in tables.items()}
    told = {
        "format": FORMAT,
        "model": asdict(run.model),
        "segments": [{"from_step": each.from_step, **asdict(each.config)} for each in run.segments],
        "step": run.newest.step,
        "grad_norm": run.newest.grad_norm if math.isfinite(run.newest.grad_norm) else None,
        "torch_version": run.torch_version,
        "instruction_set": run.instruction_set,
        "about": dict(about),
    }
    ordered = {name: np.ascontiguousarray(array) for name, array in tensors.items()}
    return save(ordered, metadata={"lstm_viz": json.dumps(told)})


def open_run(data: bytes) -> SavedRun:
    """Return what a file holds.

    Raises:
        SavedRunError: it is too large, is no such file, or its parts do not fit each other.
    """
    if len(data) > MOST_BYTES:
        raise SavedRunError(f"The saved run has {len(data) / 2**20:.0f} MB; 64 MB is the most.")
    try:
        told = _metadata(data)
        tensors = load(data)
        return _checked(told, tensors)
    except (SafetensorError, KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        raise SavedRunError(NOT_OURS) from error


def _metadata(data: bytes) -> Any:
    length = int.from_bytes(data[:8], "little")
    if length > len(data) - 8:
        raise ValueError("the header is longer than the file")
    told = json.loads(json.loads(data[8 : 8 + length])["__metadata__"]["lstm_viz"])
    if told["format"] != FORMAT:
        raise ValueError("another format")
    return told


def _checked(told: Any, tensors: dict[str, Array]) -> SavedRun:
    model = ModelConfig(**_bounded(told["model"]))
    segments = tuple(_segment(each) for each in told["segments"])
    if not segments:
        raise ValueError("no segments")
    parts: dict[str, dict[str, Array]] = {"weights": {}, "moments": {}, "snapshots": {}, "tables": {}}
    for name, array in tensors.items():
        kind, _, rest = name.partition(".")
        if kind in parts:
            parts[kind][rest] = array
    step = int(told["step"])
    snapshots: dict[int, dict[str, Array]] = {}
    for name, array in parts["snapshots"].items():
        at, _, rest = name.partition(".")
        snapshots.setdefault(int(at), {})[rest] = array
    shapes = _shapes(model)
    for weights in (parts["weights"], *snapshots.values()):
        _check_tensors(weights, shapes)
    if step > 0:
        _check_tensors(parts["moments"], _moment_shapes(shapes))
    losses, validation = tensors["losses"], tensors["validation"]
    if losses.shape != (step,) or validation.ndim != 2 or not np.isfinite(losses).all():
        raise ValueError("losses do not fit")
    norm = told["grad_norm"]
    state = State(step, parts["weights"], parts["moments"], grad_norm=math.nan if norm is None else float(norm))
    versions = str(told["torch_version"])[:40], str(told["instruction_set"])[:40]
    run = Run(model, segments, losses, validation, snapshots, state, *versions)
    return SavedRun(run, dict(told["about"]), parts["tables"])


def _bounded(values: Any) -> dict[str, Any]:
    for name, value in values.items():
        low, high = _BOUNDS[name]
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise ValueError(f"{name} is out of bounds")
    return dict(values)


def _segment(values: Any) -> Segment:
    rest = {name: value for name, value in values.items() if name != "from_step"}
    return Segment(int(values["from_step"]), TrainConfig(**_bounded(rest)))


def _shapes(model: ModelConfig) -> dict[str, tuple[int, ...]]:
    """Return torch's parameter names and shapes for a network."""
    h = model.hidden_size
    shapes: dict[str, tuple[int, ...]] = {}
    for layer in range(model.num_layers):
        width = model.input_size if layer == 0 else h
        shapes |= {f"lstm.weight_ih_l{layer}": (4 * h, width), f"lstm.weight_hh_l{layer}": (4 * h, h)}
        shapes |= {f"lstm.bias_ih_l{layer}": (4 * h,), f"lstm.bias_hh_l{layer}": (4 * h,)}
    return shapes | {"head.weight": (model.output_size, h), "head.bias": (model.output_size,)}


def _moment_shapes(shapes: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    return {f"{kind}.{name}": shape for name, shape in shapes.items() for kind in ("exp_avg", "exp_avg_sq")}


def _check_tensors(found: Mapping[str, Array], shapes: Mapping[str, tuple[int, ...]]) -> None:
    if {name: array.shape for name, array in found.items()} != dict(shapes):
        raise ValueError("tensors do not fit the network")
    if not all(array.dtype == np.float32 and np.isfinite(array).all() for array in found.values()):
        raise ValueError("a tensor is not finite float32")
