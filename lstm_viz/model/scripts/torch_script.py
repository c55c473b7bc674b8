"""A network of ours as a plain torch module; its weights keep their names."""

from string import Template

from lstm_viz.data.fed import Fed
from lstm_viz.model.scripts.shared import CHECK, data_text
from lstm_viz.records import ModelConfig, Problem, TrainConfig

LAYERS = {"lstm": "LSTM", "gru": "GRU", "rnn": "RNN"}
LOSSES = {
    "mse": "nn.MSELoss()",
    "cross_entropy": "nn.CrossEntropyLoss()",
    "quantile": "the mean of max(q e, (q - 1) e), e = target - y, over QUANTILES and known rows ahead\n    ",
}

TEXT = Template('''\
"""A network that was trained in LSTM Visualizer, in PyTorch: `python torch_script.py`.

It needs numpy and torch, and the two .npz files beside it.
"""

from pathlib import Path

import numpy as np
import torch
from torch import nn

HERE = Path(__file__).resolve().parent

$data

class Network(nn.Module):
    """It reads (N, T, $inputs) and answers (N, T, $outputs), at every timestep."""

    def __init__(self):
        super().__init__()
        self.$cell = nn.$layer($inputs, $units, num_layers=$layers, batch_first=True$dropout)
        self.head = nn.Linear($units, $outputs)

    def forward(self, x):
        """Return the answers to sequences x, from a zero state."""
        hidden, _ = self.$cell(x)
        return self.head(hidden)


def build():
    """Return the network untrained.

    It was trained with torch.optim.Adam(lr=$rate), the gradient clipped to the norm $clip, and
    $loss at $where.
    """
    return Network()


def load(network):
    """Give the network its weights."""
    weights = np.load(HERE / "torch_weights.npz", allow_pickle=False)
    network.load_state_dict({name: torch.from_numpy(weights[name]) for name in weights.files})
    return network.eval()


def answers(network, x):
    """Return the answers (T, $outputs) to one scaled sequence x (T, $inputs)."""
    with torch.no_grad():
        return network(torch.from_numpy(x[None]))[0].numpy()


$check''')


def torch_script(model: ModelConfig, train: TrainConfig, problem: Problem, fed: Fed) -> str:
    """Return the text of a script that runs beside `torch_weights.npz` and `example.npz`."""
    stacked = model.dropout and model.num_layers > 1
    return TEXT.substitute(
        data=data_text(problem, fed),
        cell=model.cell,
        layer=LAYERS[model.cell],
        inputs=model.input_size,
        units=model.hidden_size,
        layers=model.num_layers,
        outputs=model.output_size,
        dropout=f", dropout={float(model.dropout)!r}" if stacked else "",
        rate=repr(float(train.learning_rate)),
        clip=repr(float(train.clip_norm)),
        loss=LOSSES[problem.loss],
        where=_where(problem),
        check=CHECK,
    )


def _where(problem: Problem) -> str:
    if problem.loss_at_last:
        return f"the last timestep of windows of {problem.window}"
    return f"every timestep of windows of {problem.window} where an answer is asked"
