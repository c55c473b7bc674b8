"""Training as a pure function: `advance(state, …) -> State`. Only workers import this module: it imports torch.

The result has the same bits wherever the chunks are cut: batches and dropout are functions of seed and step, validation
comes at fixed steps, and everything else that a step reads is in the state.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

import numpy as np
import torch

from lstm_viz.errors import SettingError, TrainingStopped
from lstm_viz.model.network import Network, build_network, network_from_weights, weights_of
from lstm_viz.records import Array, ModelConfig, Problem, State, TrainConfig
from lstm_viz.training.stops import is_stop
from lstm_viz.training.tensors import ProblemTensors, tensors_of
from lstm_viz.training.windows import batch_of


def start(model: ModelConfig, train: TrainConfig, problem: Problem) -> State:
    """Return the state before the first step: torch's initial weights for the seed, and their validation loss."""
    began = time.process_time()
    network = build_network(model, train.seed)
    first = tensors_of(problem).validation_loss(network)
    validation = [] if first is None else [(0.0, first)]
    return State(
        step=0,
        weights=weights_of(network),
        validation=np.array(validation).reshape(-1, 2),
        seconds=time.process_time() - began,
    )


def advance(
    state: State,
    problem: Problem,
    model: ModelConfig,
    train: TrainConfig,
    *,
    seconds: float | None = None,
    steps: int | None = None,
    until: int | None = None,
) -> State:
    """Train on from a state: for about so many wall seconds, for so many steps, or until a step, whichever is first.

    At least one step is taken. Adam (Kingma & Ba, 2015) with the gradient's norm clipped to `train.clip_norm`
    (Pascanu, Mikolov & Bengio, 2013).

    Raises:
        TrainingStopped: the loss or the gradient is not finite.
        SettingError: there is no training window.
    """
    began, deadline = time.process_time(), time.thread_time() + (seconds or float("inf"))
    last = min(state.step + (steps or 2**62), until or 2**62)
    work = _Work.of(state, problem, model, train)
    losses: list[float] = []
    stops: dict[int, dict[str, Array]] = {}
    weight_bytes = sum(array.nbytes for array in state.weights.values())
    validation: list[tuple[float, float]] = []
    norm, step = state.grad_norm, state.step
    while True:
        loss, norm = work.step(step)
        step += 1
        losses.append(loss)
        if step % work.data.validation_period == 0:
            value = work.data.validation_loss(work.network)
            if value is not None:
                validation.append((float(step), value))
        if step >= last or time.thread_time() >= deadline:
            break
        if is_stop(step, weight_bytes):
            stops[step] = weights_of(work.network)
    return State(
        step=step,
        weights=weights_of(work.network),
        moments=work.moments(),
        losses=np.array(losses, np.float32),
        validation=np.array(validation).reshape(-1, 2),
        grad_norm=norm,
        seconds=time.process_time() - began,
        stops=stops,
    )


@dataclass
class _Work:
    """What one chunk works with: network, optimiser and data, set to a state."""

    network: Network
    optimiser: torch.optim.Adam
    data: ProblemTensors
    train: TrainConfig
    dropout: float

    @classmethod
    def of(cls, state: State, problem: Problem, model: ModelConfig, train: TrainConfig) -> "_Work":
        network = network_from_weights(model, state.weights).train()
        optimiser = torch.optim.Adam(network.parameters(), lr=train.learning_rate, fused=True)
        _set_moments(optimiser, network, state.moments, state.step)
        data = tensors_of(problem)
        if data.count == 0:
            raise SettingError(
                f"No window of {problem.window} timesteps fits into the training part: choose a shorter window."
            )
        return cls(network, optimiser, data, train, model.dropout)

    def step(self, step: int) -> tuple[float, float]:
        """Take training step `step` (from 0); return its loss and the gradient's norm before clipping."""
        if self.dropout:
            torch.manual_seed(_dropout_seed(self.train.seed, step))
        loss = self.data.batch_loss(
            self.network, batch_of(step, self.data.count, self.train.batch_size, self.train.seed)
        )
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]  # torch's own lacks the annotation
        norm = float(torch.nn.utils.clip_grad_norm_(self.network.parameters(), self.train.clip_norm))
        value = float(loss.detach())
        if not (isfinite(value) and isfinite(norm)):
            raise TrainingStopped(_not_finite(step + 1, value, self.train))
        self.optimiser.step()
        return value, norm

    def moments(self) -> dict[str, Array]:
        """Return Adam's moments by name, as copies."""
        found: dict[str, Array] = {}
        for name, parameter in self.network.named_parameters():
            for kind in ("exp_avg", "exp_avg_sq"):
                found[f"{kind}.{name}"] = self.optimiser.state[parameter][kind].numpy().copy()
        return found


def _set_moments(optimiser: torch.optim.Adam, network: Network, moments: Mapping[str, Array], step: int) -> None:
    if not moments:
        return
    for name, parameter in network.named_parameters():
        optimiser.state[parameter] = {
            "step": torch.tensor(float(step)),
            "exp_avg": torch.tensor(moments[f"exp_avg.{name}"]),
            "exp_avg_sq": torch.tensor(moments[f"exp_avg_sq.{name}"]),
        }


def _dropout_seed(seed: int, step: int) -> int:
    return int(np.random.SeedSequence([seed, step]).generate_state(1, np.uint64)[0] >> np.uint64(1))


def _not_finite(step: int, loss: float, train: TrainConfig) -> str:
    found = "not a number" if loss != loss else "infinite" if not isfinite(loss) else "finite, but its gradient is not"
    return (
        f"The loss became {found} at step {step}: lower the learning rate (now {train.learning_rate:g}), "
        "or look for very large values in the data. The last good state is kept."
    )
