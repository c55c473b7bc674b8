"""A run as one safetensors file, and back, checked before anything in it is used. No torch, and nothing is unpickled.

Tensors: `weights.NAME`, `moments.NAME`, `snapshots.STEP.NAME`, `losses`, `validation`, `tables.NAME`. The metadata's
`lstm_viz` holds JSON: format, model, segments, step, what it was computed on, and the caller's own `about`.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, get_args

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from lstm_viz.errors import SavedRunError
from lstm_viz.records import Array, CellName, ModelConfig, Run, Segment, State, TrainConfig

FORMAT = 1
MOST_BYTES = 64 * 2**20
MOST_HEADER_BYTES = 2 * 2**20
MOST_SNAPSHOTS = 60
NOT_OURS = "This is not a run saved by LSTM Visualizer, or it is damaged: download it from the Lab again."
_WHOLE = {
    "input_size": (1, 64),
    "hidden_size": (1, 128),
    "num_layers": (1, 3),
    "output_size": (1, 2500),
    "batch_size": (1, 4096),
    "seed": (0, 2**31),
    "chrono": (0, 10_000),
}
_REAL = {
    "dropout": (0, 0.95),
    "forget_bias": (-20, 20),
    "learning_rate": (0, 10),
    "clip_norm": (0, 1e6),
}


@dataclass(frozen=True, eq=False)
class SavedRun:
    """An opened file: the run, and the caller's own words and arrays."""

    run: Run
    about: Mapping[str, Any]
    tables: Mapping[str, Array]


def save_run(run: Run, about: Mapping[str, Any], tables: Mapping[str, Array]) -> bytes:
    """Return the run as a file of at most 64 MB.

    It holds at most 60 snapshots, fewer where the network is large, evenly chosen, the first and the newest among them.

    Raises:
        SavedRunError: the run's data are too large.
    """
    tensors = tensors_of(run.newest)
    tensors |= {"losses": run.losses, "validation": run.validation}
    tensors |= {f"tables.{name}": np.asarray(array) for name, array in tables.items()}
    for step in _chosen(
        sorted(run.snapshots), MOST_BYTES - MOST_HEADER_BYTES - _bytes(tensors), _bytes(run.newest.weights)
    ):
        tensors |= {f"snapshots.{step}.{name}": array for name, array in run.snapshots[step].items()}
    told = describe_run(run, about)
    ordered = {name: np.ascontiguousarray(array) for name, array in tensors.items()}
    data = save(ordered, metadata={"lstm_viz": json.dumps(told)})
    if len(data) > MOST_BYTES:
        raise SavedRunError(f"The run and its data take {len(data) / 2**20:.0f} MB: use fewer rows, so that 64 MB do.")
    return data


def describe_run(run: Run, about: Mapping[str, Any]) -> dict[str, Any]:
    """Return, as plain values for JSON, all of a run but its arrays."""
    return {
        "format": FORMAT,
        "model": asdict(run.model),
        "segments": [{"from_step": each.from_step, **asdict(each.config)} for each in run.segments],
        "step": run.newest.step,
        "grad_norm": run.newest.grad_norm if math.isfinite(run.newest.grad_norm) else None,
        "torch_version": run.torch_version,
        "instruction_set": run.instruction_set,
        "about": dict(about),
    }


def tensors_of(state: State) -> dict[str, Array]:
    """Return a state's weights and moments under the names that files give them."""
    weights = {f"weights.{name}": array for name, array in state.weights.items()}
    return weights | {f"moments.{name}": array for name, array in state.moments.items()}


def _chosen(steps: list[int], room: int, each: int) -> list[int]:
    """Return the steps whose snapshots are saved, where `room` bytes are left and a snapshot takes `each`."""
    count = min(MOST_SNAPSHOTS, max(2, room // each))
    places = np.unique(np.linspace(0, len(steps) - 1, count).round().astype(int))
    return [steps[place] for place in places]


def _bytes(tensors: Mapping[str, Array]) -> int:
    return sum(array.nbytes for array in tensors.values())


def open_run(data: bytes) -> SavedRun:
    """Return what a file holds.

    Raises:
        SavedRunError: it is too large, is no such file, or its parts do not fit each other.
    """
    if len(data) > MOST_BYTES:
        raise SavedRunError(
            f"The saved run has {len(data) / 2**20:.0f} MB, and 64 MB is the most: choose a file that the Lab saved."
        )
    try:
        return checked_run(_metadata(data), load(data))
    except (SafetensorError, KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        raise SavedRunError(NOT_OURS) from error


def _metadata(data: bytes) -> Any:
    length = int.from_bytes(data[:8], "little")
    if length > min(len(data) - 8, MOST_HEADER_BYTES):
        raise ValueError("the header is too long")
    told = json.loads(json.loads(data[8 : 8 + length])["__metadata__"]["lstm_viz"])
    if told["format"] != FORMAT:
        raise SavedRunError("The run was saved by another version of LSTM Visualizer: open it with that version.")
    return told


def checked_run(told: Any, tensors: dict[str, Array]) -> SavedRun:
    """Return the run that plain values and arrays tell of, after a check of each against its bounds and the others.

    Raises:
        KeyError, TypeError, ValueError, AttributeError, OverflowError: they do not fit.
    """
    model, step = ModelConfig(**_bounded(told["model"])), bounded_whole(told["step"], 0, 10**9)
    losses, validation = tensors.pop("losses"), tensors.pop("validation")
    parts: dict[str, dict[str, Array]] = {"weights": {}, "moments": {}, "snapshots": {}, "tables": {}}
    for name, array in tensors.items():
        kind, _, rest = name.partition(".")
        parts[kind][rest] = array
    snapshots: dict[int, dict[str, Array]] = {}
    for name, array in parts["snapshots"].items():
        at, _, rest = name.partition(".")
        snapshots.setdefault(bounded_whole(int(at), 0, step), {})[rest] = array
    shapes = weight_shapes(model)
    for weights in (parts["weights"], *snapshots.values()):
        check_tensors(weights, shapes)
    check_tensors(parts["moments"], _moment_shapes(shapes) if step else {})
    check_tensors({"losses": losses}, {"losses": (step,)})
    check_tensors({"validation": validation}, {"validation": (len(validation), 2)}, np.float64)
    if not isinstance(told["about"], dict):
        raise TypeError("about is not by name")
    norm = math.nan if told["grad_norm"] is None else _real(told["grad_norm"], 0, math.inf)
    state = State(step, parts["weights"], parts["moments"], grad_norm=norm)
    versions = str(told["torch_version"])[:40], str(told["instruction_set"])[:40]
    run = Run(model, _segments(told["segments"], step), losses, validation, snapshots, state, *versions)
    return SavedRun(run, told["about"], parts["tables"])


def _segments(told: Any, step: int) -> tuple[Segment, ...]:
    starts = [bounded_whole(each.pop("from_step"), 0, step) for each in told]
    if not starts or starts[0] != 0 or starts != sorted(starts):
        raise ValueError("the segments do not follow each other from step 0")
    configs = (TrainConfig(**_bounded(each)) for each in told)
    return tuple(Segment(start, config) for start, config in zip(starts, configs, strict=True))


def _bounded(values: Any) -> dict[str, Any]:
    return {name: _checked(name, value) for name, value in values.items()}


def _checked(name: str, value: Any) -> Any:
    if name == "cell":
        if value not in get_args(CellName):
            raise ValueError("there is no such cell")
        return value
    return bounded_whole(value, *_WHOLE[name]) if name in _WHOLE else _real(value, *_REAL[name])


def bounded_whole(value: Any, low: int, high: int) -> int:
    """Return a whole number within its bounds.

    Raises:
        ValueError: it is none.
    """
    if type(value) is not int or not low <= value <= high:
        raise ValueError("a whole number is out of its bounds")
    return value


def _real(value: Any, low: float, high: float) -> float:
    if type(value) not in (int, float) or not low <= value <= high:
        raise ValueError("a number is out of its bounds")
    return float(value)


def weight_shapes(model: ModelConfig) -> dict[str, tuple[int, ...]]:
    """Return torch's parameter names and shapes for a network."""
    h, rows = model.hidden_size, model.sums * model.hidden_size
    shapes: dict[str, tuple[int, ...]] = {}
    for layer in range(model.num_layers):
        width = model.input_size if layer == 0 else h
        shapes |= {f"{model.cell}.weight_ih_l{layer}": (rows, width), f"{model.cell}.weight_hh_l{layer}": (rows, h)}
        shapes |= {f"{model.cell}.bias_ih_l{layer}": (rows,), f"{model.cell}.bias_hh_l{layer}": (rows,)}
    return shapes | {"head.weight": (model.output_size, h), "head.bias": (model.output_size,)}


def _moment_shapes(shapes: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    return {f"{kind}.{name}": shape for name, shape in shapes.items() for kind in ("exp_avg", "exp_avg_sq")}


def check_tensors(
    found: Mapping[str, Array], shapes: Mapping[str, tuple[int, ...]], dtype: type[np.floating[Any]] = np.float32
) -> None:
    """Raise ValueError if tensors have not these names and shapes and one type, or one is not finite."""
    if {name: array.shape for name, array in found.items()} != dict(shapes):
        raise ValueError("tensors do not fit the network or the steps")
    if not all(array.dtype == dtype and np.isfinite(array).all() for array in found.values()):
        raise ValueError("a tensor is not finite, or of another type")
