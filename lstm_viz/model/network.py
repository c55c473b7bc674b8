"""Our own network: a stack of recurrent layers and one linear layer on top."""

from collections.abc import Mapping
from typing import cast

import torch
from torch import Tensor, nn

from lstm_viz.records import Array, ModelConfig

KINDS = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}
KEEPS = {"lstm": 1, "gru": 1}
"""Which of torch's stacked blocks of rows is the gate that keeps: i f g o, and r z n."""


class Network(nn.Module):
    """The recurrent layers, named after their cell, read (N, T, F); `head` turns every hidden state into K values."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        dropout = config.dropout if config.num_layers > 1 else 0.0
        kind = KINDS[config.cell]
        self.cell = config.cell
        self.add_module(
            config.cell,
            kind(config.input_size, config.hidden_size, config.num_layers, batch_first=True, dropout=dropout),
        )
        self.head = nn.Linear(config.hidden_size, config.output_size)

    @property
    def recurrent(self) -> nn.LSTM | nn.GRU | nn.RNN:
        """The recurrent layers."""
        return cast("nn.LSTM | nn.GRU | nn.RNN", self.get_submodule(self.cell))

    def forward(self, x: Tensor) -> Tensor:
        """Return (N, T, K) for x (N, T, F), from a zero state."""
        hidden: Tensor = self.recurrent(x)[0]
        values: Tensor = self.head(hidden)
        return values


def build_network(config: ModelConfig, seed: int) -> Network:
    """Return a network as torch starts it, but for the bias of the gate that keeps: it is `config.forget_bias` in all.

    With `config.chrono` = T_max the bias differs from unit to unit instead: b_f = log U(1, T_max − 1), and b_i = −b_f;
    in a GRU b_z is drawn so (Tallec & Ollivier, 2018, "Can recurrent neural networks warp time?").

    torch keeps two biases and adds them: the first gets the whole value, the second 0. The global random state is left
    as it was.
    """
    h = config.hidden_size
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = Network(config)
        keep = torch.full((config.num_layers, h), config.forget_bias)
        if config.chrono:
            keep = torch.log(1 + torch.rand(config.num_layers, h) * (config.chrono - 2))
    if config.cell not in KEEPS:
        return network
    for layer in range(config.num_layers):
        _set_bias(network, layer, KEEPS[config.cell], keep[layer])
        if config.chrono and config.cell == "lstm":
            _set_bias(network, layer, 0, -keep[layer])
    return network


def _set_bias(network: Network, layer: int, block: int, values: Tensor) -> None:
    rows = slice(block * len(values), (block + 1) * len(values))
    with torch.no_grad():
        network.recurrent.get_parameter(f"bias_ih_l{layer}")[rows] = values
        network.recurrent.get_parameter(f"bias_hh_l{layer}")[rows] = 0.0


def network_from_weights(config: ModelConfig, weights: Mapping[str, Array]) -> Network:
    """Return a network with these weights (torch's names), in eval mode."""
    with torch.random.fork_rng(devices=[]):
        network = Network(config)
    network.load_state_dict({name: torch.tensor(array) for name, array in weights.items()})
    return network.eval()


def weights_of(network: Network) -> dict[str, Array]:
    """Return copies of the parameters by torch's names, float32."""
    return {name: tensor.detach().numpy().copy() for name, tensor in network.named_parameters()}
