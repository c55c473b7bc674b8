"""A problem as torch sees it, and its loss in training and validation. Only workers import this: it imports torch."""

from weakref import WeakKeyDictionary

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from lstm_viz.model.network import Network
from lstm_viz.records import QUANTILES, TRAIN, VALIDATION, Array, Problem
from lstm_viz.training.windows import training_windows, validation_period

MOST_VALIDATION_SEQUENCES = 256


class ProblemTensors:
    """A problem's arrays as torch sees them: the windows to learn from, and what validation reads."""

    def __init__(self, problem: Problem) -> None:
        self.loss, self.loss_at_last = problem.loss, problem.loss_at_last
        self.inputs, self.targets = torch.tensor(problem.inputs), torch.tensor(problem.targets)
        windows = training_windows(problem)
        self.count = windows.count
        self.n, self.s = torch.tensor(windows.n), torch.tensor(windows.s)
        self.span = torch.arange(problem.window)
        self.scored = None if windows.all_scored else torch.tensor(problem.part == TRAIN)
        rows = np.flatnonzero((problem.part == VALIDATION).any(axis=1))[:MOST_VALIDATION_SEQUENCES]
        asked = problem.part[rows] == VALIDATION
        end = int(asked.any(axis=0).nonzero()[0].max()) + 1 if len(rows) else 0
        self.validation_period = validation_period(end, problem.window)
        self.validation_inputs, self.validation_targets = self.inputs[rows, :end], self.targets[rows, :end]
        self.validation_asked = torch.tensor(asked[:, :end])

    def batch_loss(self, network: Network, chosen: Array) -> Tensor:
        """Return the mean loss over the scored timesteps of the chosen windows."""
        index = torch.tensor(chosen)
        rows, columns = self.n[index, None], self.s[index, None] + self.span
        outputs, targets = network(self.inputs[rows, columns]), self.targets[rows, columns]
        if self.loss_at_last:
            return self.mean_loss(outputs[:, -1], targets[:, -1])
        if self.scored is None:
            return self.mean_loss(outputs.flatten(0, 1), targets.flatten(0, 1))
        scored = self.scored[rows, columns]
        return self.mean_loss(outputs[scored], targets[scored])

    def mean_loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """Return the mean loss of answers (M, K) against targets (M,), or (M, h) for quantiles."""
        if self.loss == "quantile":
            return quantile_loss(outputs, targets)
        if self.loss == "mse":
            return F.mse_loss(outputs[:, 0], targets)
        return F.cross_entropy(outputs, targets)

    def validation_loss(self, network: Network) -> float | None:
        """Return the loss of one pass over whole sequences from a zero state; None if validation asks nowhere."""
        if len(self.validation_inputs) == 0:
            return None
        network.eval()
        with torch.no_grad():
            outputs = network(self.validation_inputs)[self.validation_asked]
            loss = self.mean_loss(outputs, self.validation_targets[self.validation_asked])
        network.train()
        return float(loss)


def quantile_loss(outputs: Tensor, targets: Tensor) -> Tensor:
    """Return the mean of max(q e, (q − 1) e), e = y − ŷ, over the known ones of targets (M, h); outputs (M, h Q).

    Koenker & Bassett (1978), Regression Quantiles.
    """
    known = ~targets.isnan()
    error = targets.nan_to_num()[..., None] - outputs.reshape(*targets.shape, len(QUANTILES))
    q = torch.tensor(QUANTILES)
    loss = torch.maximum(q * error, (q - 1) * error) * known[..., None]
    return loss.sum() / (known.sum() * len(QUANTILES)).clamp(min=1)


_kept: "WeakKeyDictionary[Problem, ProblemTensors]" = WeakKeyDictionary()


def tensors_of(problem: Problem) -> ProblemTensors:
    """Return a problem's tensors; kept as long as it is, for they cost more than a chunk when it is large."""
    if problem not in _kept:
        _kept[problem] = ProblemTensors(problem)
    return _kept[problem]
