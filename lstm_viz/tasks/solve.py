"""One seed of a task: train on sequences never seen before until the criterion is met or the budget is used up."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lstm_viz.records import TEST, TRAIN, Array, CellName, ModelConfig, Problem
from lstm_viz.tasks.known import find_task
from lstm_viz.tasks.task import CHECK_EVERY, TEST_SEQUENCES, Settings, configs


@dataclass(frozen=True)
class SeedResult:
    """How one seed went: after how many steps it was solved or given up, and the score of the last look."""

    seed: int
    solved: bool
    steps: int
    cpu_seconds: float
    score: float


def solve(name: str, cell: CellName, settings: Settings, seed: int) -> SeedResult:
    """Train one network on a task; settings are complete. For workers: it imports torch.

    The test sequences are the same for every seed; those of training differ from chunk to chunk and from seed to seed.
    """
    from lstm_viz.training.advance import advance, start

    began = time.process_time()
    task, batch = find_task(name), int(settings["batch"])
    test = task.make(settings, TEST_SEQUENCES, _seed(0, 0), TEST)
    model, train = configs(test, settings, cell, seed)
    state, met, score = start(model, train, test), 0, float("nan")
    while met < 2 and state.step < settings["steps"]:
        chunk = 1 + state.step // CHECK_EVERY
        fresh = task.make(settings, CHECK_EVERY * batch, _seed(seed, chunk), TRAIN)
        state = advance(state, fresh, model, train, steps=CHECK_EVERY, until=int(settings["steps"]))
        score = score_of(test, _outputs(model, state.weights, test))
        met = met + 1 if task.met_by(score) else 0
    return SeedResult(seed, met == 2, state.step, round(time.process_time() - began, 2), score)


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
