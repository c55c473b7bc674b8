"""Both scripts with all that they read, as one zip."""

import io
import zipfile
from collections.abc import Mapping

import numpy as np

from lstm_viz.data.fed import Fed, fed_columns
from lstm_viz.data.source import Source
from lstm_viz.model.scripts.keras_script import keras_script, keras_weights
from lstm_viz.model.scripts.torch_script import torch_script
from lstm_viz.records import Array, ModelConfig, Problem, Run, TrainConfig

MOST_TIMESTEPS = 1000
"""The example is the beginning of the probe sequence: no answer depends on what comes later."""

README = """\
A network that was trained in LSTM Visualizer, for use without it.

    python torch_script.py     needs numpy and torch
    python keras_script.py     needs numpy, keras 3, and one of tensorflow, jax and torch

Each builds the network, loads its weights, feeds it the data of example.npz and prints the largest difference to what
LSTM Visualizer computed from the same data, in double precision. In your own program, import build, load, feed and
answers from it. The .npz files hold plain arrays: numpy opens them with allow_pickle=False.
"""


def scripts_zip(
    model: ModelConfig, train: TrainConfig, weights: Mapping[str, Array], problem: Problem, fed: Fed, y: Array
) -> bytes:
    """Return the zip: two scripts, the weights of each, an example and a README.

    Args:
        model: the network.
        train: what it was trained with last.
        weights: by torch's names.
        problem: what it was trained on.
        fed: the probe sequence in the data's own unit.
        y: (T, K) float64: the network's outputs over the first timesteps of the probe sequence, as many as the example
            shall have.
    """
    parts = {
        "README.txt": README.encode(),
        "torch_script.py": torch_script(model, train, problem, fed).encode(),
        "torch_weights.npz": _npz(weights),
        "keras_script.py": keras_script(model, train, problem, fed).encode(),
        "keras_weights.npz": _npz(keras_weights(model, weights)),
        "example.npz": _npz(_example(problem, fed, y)),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in parts.items():
            folder.writestr(f"lstm_scripts/{name}", content)
    return file.getvalue()


def run_scripts(run: Run, problem: Problem, source: Source | None, y: Array) -> bytes:
    """Return the zip of a run's newest weights; `source` is None for tasks that are not made from a series.

    `y` as in `scripts_zip`: from the run's newest weights.
    """
    return scripts_zip(run.model, run.segments[-1].config, run.newest.weights, problem, fed_columns(source, problem), y)


def _example(problem: Problem, fed: Fed, y: Array) -> dict[str, Array]:
    steps, probe = len(y), problem.probe
    more = len(fed.data) - problem.inputs.shape[1]
    asked = max(np.flatnonzero(problem.part[probe, :steps] >= 0), default=steps - 1)
    example = {"data": fed.data[: steps + more], "y": y, "actual": problem.actual[probe, :steps]}
    if problem.ahead_scale is not None:
        example["centre"] = problem.ahead_scale.centre[probe, :steps]
        example["spread"] = problem.ahead_scale.spread[probe, :steps]
    return example | {"before": problem.anchor[probe, :steps], "asked": np.array(asked)}


def _npz(arrays: Mapping[str, Array]) -> bytes:
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()
