"""A network of ours in Keras 3: its layers, and the weights in Keras's own layout."""

from collections.abc import Mapping
from string import Template

import numpy as np

from lstm_viz.data.fed import Fed
from lstm_viz.model.scripts.shared import CHECK, data_text
from lstm_viz.records import Array, ModelConfig, Problem, TrainConfig

LAYERS = {"lstm": "LSTM", "gru": "GRU", "rnn": "SimpleRNN"}
BLOCKS = {"lstm": (0, 1, 2, 3), "gru": (1, 0, 2), "rnn": (0,)}
"""Keras's order of gates by torch's: i f c o as torch's i f g o, but z r h for torch's r z n."""
LOSSES = {
    "mse": '"mse"',
    "cross_entropy": "keras.losses.SparseCategoricalCrossentropy(from_logits=True)",
    "quantile": "quantile_loss",
}
QUANTILE_LOSS = '''\
def quantile_loss(targets, y):
    """Return the loss of outputs y (…, K) against scaled targets (…, $ahead) that are all known (Koenker & Bassett)."""
    error = keras.ops.repeat(targets, len(QUANTILES), axis=-1) - y
    q = keras.ops.convert_to_tensor(np.tile(QUANTILES, AHEAD), dtype=y.dtype)
    return keras.ops.mean(keras.ops.maximum(q * error, (q - 1) * error), axis=-1)


'''
"""Keras has no such loss of its own."""

TEXT = Template('''\
"""A network that was trained in LSTM Visualizer, in Keras 3: `python keras_script.py`.

It needs numpy, keras and one of tensorflow, jax and torch, and the two .npz files beside it.
"""

import importlib.util
import os
from pathlib import Path

import numpy as np

if importlib.util.find_spec("tensorflow") is None:  # Keras takes it where nothing else is said
    os.environ.setdefault("KERAS_BACKEND", "jax" if importlib.util.find_spec("jax") else "torch")
import keras

HERE = Path(__file__).resolve().parent

$data

${quantile_loss}def build():
    """Return the network untrained: it reads (N, T, $inputs) and answers (N, T, $outputs), at every timestep."""
    network = keras.Sequential(
        [
            keras.Input((None, $inputs)),
$layers
            keras.layers.Dense($outputs, name="head"),
        ]
    )
$note    network.compile(
        optimizer=keras.optimizers.Adam(learning_rate=$rate, epsilon=1e-8, global_clipnorm=$clip),
        loss=$loss,
    )
    return network


def load(network):
    """Give the network its weights."""
    weights = np.load(HERE / "keras_weights.npz", allow_pickle=False)
    for layer in network.layers:
        layer.set_weights([weights[f"{layer.name}.{each.name}"] for each in layer.weights])
    return network


def answers(network, x):
    """Return the answers (T, $outputs) to one scaled sequence x (T, $inputs)."""
    return network.predict(x[None], verbose=0)[0]


$check''')

AT_LAST = """\
    # It was trained on windows of {window} timesteps with the loss at the last one: to train on so, let the last
    # recurrent layer have return_sequences=False. The weights stay the same.
"""


def keras_script(model: ModelConfig, train: TrainConfig, problem: Problem, fed: Fed) -> str:
    """Return the text of a script that runs beside `keras_weights.npz` and `example.npz`."""
    return TEXT.substitute(
        data=data_text(problem, fed),
        inputs=model.input_size,
        outputs=model.output_size,
        layers="\n".join(_layers(model)),
        note=AT_LAST.format(window=problem.window) if problem.loss_at_last else "",
        rate=repr(float(train.learning_rate)),
        clip=repr(float(train.clip_norm)),
        loss=LOSSES[problem.loss],
        quantile_loss=QUANTILE_LOSS.replace("$ahead", str(problem.steps_ahead)) if problem.loss == "quantile" else "",
        check=CHECK,
    )


def _layers(model: ModelConfig) -> list[str]:
    kind, indent = LAYERS[model.cell], " " * 12
    lines = []
    for layer in range(model.num_layers):
        lines.append(
            f'{indent}keras.layers.{kind}({model.hidden_size}, return_sequences=True, name="{_name(model, layer)}"),'
        )
        if model.dropout and layer < model.num_layers - 1:
            lines.append(f"{indent}keras.layers.Dropout({float(model.dropout)!r}),")
    return lines


def _name(model: ModelConfig, layer: int) -> str:
    return f"{model.cell}_{layer + 1}"


def keras_weights(model: ModelConfig, weights: Mapping[str, Array]) -> dict[str, Array]:
    """Return “layer.weight” → array as Keras keeps them, from torch's.

    Kernels are transposed to (inputs, G·H), the gates' blocks stand in Keras's order. LSTM and SimpleRNN have one bias,
    the sum of torch's two; a GRU (reset_after=True, as torch computes it) has both, (2, 3H), since the reset gate
    stands between them.
    """
    found: dict[str, Array] = {}
    for layer in range(model.num_layers):
        ours = {kind: weights[f"{model.cell}.{kind}_l{layer}"] for kind in ("weight_ih", "weight_hh")}
        biases = np.stack([weights[f"{model.cell}.{kind}_l{layer}"] for kind in ("bias_ih", "bias_hh")])
        name, columns = _name(model, layer), _columns(model)
        found[f"{name}.kernel"] = ours["weight_ih"].T[:, columns]
        found[f"{name}.recurrent_kernel"] = ours["weight_hh"].T[:, columns]
        found[f"{name}.bias"] = (biases if model.cell == "gru" else biases.sum(axis=0))[..., columns]
    return found | {"head.kernel": weights["head.weight"].T, "head.bias": weights["head.bias"]}


def _columns(model: ModelConfig) -> Array:
    h = model.hidden_size
    return np.concatenate([np.arange(block * h, (block + 1) * h) for block in BLOCKS[model.cell]])
