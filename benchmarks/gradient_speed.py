"""What the map of every output on every input costs."""

import time
from statistics import median

import numpy as np
import torch

from benchmarks.rows import Row, at_most
from lstm_viz.model.gradients import gradient_map
from lstm_viz.model.network import build_network, weights_of
from lstm_viz.records import Array, ModelConfig

T, H, ROUNDS = 200, 32, 25


def rows() -> list[Row]:
    network = build_network(ModelConfig(hidden_size=H), seed=0)
    weights, x = weights_of(network), np.random.default_rng(0).normal(size=(T, 1))
    _check(gradient_map(weights, x), network, x)
    costs = []
    for _ in range(ROUNDS):
        began = time.process_time()
        gradient_map(weights, x)
        costs.append(1000 * (time.process_time() - began))
    how = f"CPU of the T×T map d y_t / d x_s from weights and inputs, T={T} H={H}, float64, median of {ROUNDS}"
    return [at_most(15, "gradient_map_ms", median(costs), "ms", how)]


def _check(found: Array, network: torch.nn.Module, inputs: Array) -> None:
    """Refuse to measure what is not the map."""
    x = torch.tensor(inputs, requires_grad=True)
    y = network.double()(x[None])[0, :, 0]
    for t in (0, T // 2, T - 1):
        row = torch.autograd.grad(y[t], x, retain_graph=True)[0][:, 0]
        if not np.allclose(found[t], row.numpy(), rtol=0, atol=1e-9):
            raise RuntimeError(f"Row {t} of the gradient map is not autograd's: something else was measured.")
