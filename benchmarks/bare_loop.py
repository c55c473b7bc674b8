"""A plain torch training loop, as one would write it for one run in one process. Only workers import this."""

import time

import numpy as np
import torch
from torch.nn import functional as F

from lstm_viz.model.network import build_network, weights_of
from lstm_viz.records import VALIDATION, Array, ModelConfig, Problem, TrainConfig
from lstm_viz.training.windows import batch_of, training_windows


def bare_loop(problem: Problem, model: ModelConfig, train: TrainConfig, steps: int) -> tuple[float, dict[str, Array]]:
    """Return the CPU seconds of the loop alone, and the weights it ends with."""
    network = build_network(model, train.seed).train()
    optimiser = torch.optim.Adam(network.parameters(), lr=train.learning_rate, fused=True)
    inputs, targets = torch.tensor(problem.inputs), torch.tensor(problem.targets)
    windows = training_windows(problem)
    span = torch.arange(problem.window)
    asked = (problem.part == VALIDATION).any(axis=1).nonzero()[0][:256]
    mask = torch.tensor(problem.part[asked] == VALIDATION)
    losses, validation = [], []
    began = time.process_time()
    for step in range(1, steps + 1):
        chosen = batch_of(step - 1, windows.count, train.batch_size, train.seed)
        rows, columns = torch.tensor(windows.n[chosen])[:, None], torch.tensor(windows.s[chosen])[:, None] + span
        optimiser.zero_grad(set_to_none=True)
        loss = F.mse_loss(network(inputs[rows, columns])[..., 0], targets[rows, columns])
        loss.backward()  # type: ignore[no-untyped-call]  # torch's own lacks the annotation
        torch.nn.utils.clip_grad_norm_(network.parameters(), train.clip_norm)
        optimiser.step()
        losses.append(loss.item())
        if step % 20 == 0:
            network.eval()
            with torch.no_grad():
                end = int(np.flatnonzero(mask.any(dim=0)).max()) + 1
                outputs = network(inputs[asked, :end])[..., 0]
                validation.append(F.mse_loss(outputs[mask[:, :end]], targets[asked, :end][mask[:, :end]]).item())
            network.train()
    return time.process_time() - began, weights_of(network)
