"""One seed of a task: train on sequences never seen before until the criterion is met or the budget is used up.

It can be done in pieces: `go_on` leads from one frozen `Solving` to the next, and the result does not depend on where
the pieces are cut.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from lstm_viz.records import TEST, TRAIN, Array, CellName, ModelConfig, Problem, State
from lstm_viz.tasks.known import find_task
from lstm_viz.tasks.task import CHECK_EVERY, TEST_SEQUENCES, Settings, configs

LOOKS = 2
"""The criterion must hold at so many looks in a row."""


@dataclass(frozen=True)
class SeedResult:
    """How one seed went: after how many steps it was solved or given up, and the score of the last look."""

    seed: int
    solved: bool
    steps: int
    cpu_seconds: float
    score: float


@dataclass(frozen=True, eq=False)
class Solving:
    """How far one seed is.

    Attributes:
        state: what training goes on from, without what it remembers of its way.
        met: at how many looks in a row the criterion held. score: of the last look, NaN before the first.
        seconds: CPU seconds spent. ended: whether it is solved or given up.
    """

    state: State
    met: int = 0
    score: float = float("nan")
    seconds: float = 0.0
    ended: bool = False

    def result(self, seed: int) -> SeedResult:
        """Return how it went."""
        return SeedResult(seed, self.met == LOOKS, self.state.step, round(self.seconds, 2), self.score)


def solve(name: str, cell: CellName, settings: Settings, seed: int) -> SeedResult:
    """Train one network on a task; settings are complete. For workers: it imports torch."""
    return go_on(None, name, cell, settings, seed).result(seed)


def go_on(
    before: Solving | None, name: str, cell: CellName, settings: Settings, seed: int, *, seconds: float | None = None
) -> Solving:
    """Train on, from the start if nothing was done `before`: for about so many CPU seconds, or to the end.

    At least one step is taken. For workers: it imports torch. The test sequences are the same for every seed; those of
    training differ from chunk to chunk and from seed to seed.

    Raises:
        TrainingStopped: the loss or the gradient is not finite.
    """
    from lstm_viz.training.advance import advance, start

    began, deadline = time.process_time(), time.thread_time() + (seconds or float("inf"))
    task, batch, most = find_task(name), int(settings["batch"]), int(settings["steps"])
    complete = tuple(settings.items())
    test = _made(name, complete, TEST_SEQUENCES, _seed(0, 0), TEST)
    model, train = configs(test, settings, cell, seed)
    now = before or Solving(start(model, train, test))
    while True:
        chunk = 1 + now.state.step // CHECK_EVERY
        fresh = _made(name, complete, CHECK_EVERY * batch, _seed(seed, chunk), TRAIN)
        left = max(1e-3, deadline - time.thread_time())
        state = advance(now.state, fresh, model, train, seconds=left, until=min(chunk * CHECK_EVERY, most))
        now = replace(now, state=State(state.step, state.weights, state.moments))
        if state.step == chunk * CHECK_EVERY or state.step == most:
            score = score_of(test, _outputs(model, state.weights, test))
            met = now.met + 1 if task.met_by(score) else 0
            now = replace(now, met=met, score=score, ended=met == LOOKS or state.step == most)
        if now.ended or time.thread_time() >= deadline:
            return replace(now, seconds=now.seconds + time.process_time() - began)


@lru_cache(maxsize=4)
def _made(name: str, settings: tuple[tuple[str, float], ...], count: int, seed: int, part: int) -> Problem:
    """Return sequences; a piece that goes on with a chunk finds them made, if it is of the same worker."""
    return find_task(name).make(dict(settings), count, seed, part)


def score_of(problem: Problem, outputs: Array) -> float:
    """Return the share of right answers, or the mean squared error, of outputs (N, T, K) where an answer is asked."""
    asked = problem.part >= 0
    if problem.loss == "mse":
        return float(np.mean((outputs[asked][:, 0].astype(np.float64) - problem.actual[asked]) ** 2))
    return float(np.mean(outputs[asked].argmax(axis=1) == problem.targets[asked]))


def _outputs(model: ModelConfig, weights: Mapping[str, Array], problem: Problem) -> Array:
    import torch

    from lstm_viz.model.network import network_from_weights

    with torch.no_grad():
        outputs: Array = network_from_weights(model, weights)(torch.tensor(problem.inputs)).numpy()
    return outputs


def _seed(seed: int, chunk: int) -> int:
    return int(np.random.SeedSequence([seed, chunk]).generate_state(1)[0])
