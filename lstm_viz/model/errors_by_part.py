"""How far predictions are off, in the data's own unit, for training, validation and test each. No torch."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lstm_viz.data.problem import levels
from lstm_viz.records import TEST, TRAIN, VALIDATION, Array, Problem

PARTS: Mapping[str, int] = {"train": TRAIN, "validation": VALIDATION, "test": TEST}


@dataclass(frozen=True)
class LevelErrors:
    """Over `count` answers: mean absolute and root mean square error of the network and of the last value.

    Of a network that gives quantiles: of its median one step ahead.
    """

    count: int
    mae: float
    rmse: float
    last_value_mae: float
    last_value_rmse: float


@dataclass(frozen=True)
class ClassErrors:
    """Over `count` answers: the share that is right, and the share that guessing gets right."""

    count: int
    accuracy: float
    chance: float


def errors_by_part(problem: Problem, outputs: Array) -> dict[str, LevelErrors | ClassErrors | None]:
    """Return the errors of outputs (N, T, K) by part; None where no answer of that part is asked."""
    return {name: _errors(problem, outputs, problem.part == part) for name, part in PARTS.items()}


def _errors(problem: Problem, outputs: Array, asked: Array) -> LevelErrors | ClassErrors | None:
    count = int(asked.sum())
    if count == 0:
        return None
    said = levels(problem, outputs)
    if said is None:
        right = outputs[asked].argmax(axis=-1) == problem.targets[asked]
        return ClassErrors(count, float(right.mean()), 1 / problem.output_size)
    actual, anchor = problem.actual[asked], problem.anchor[asked]
    off = said[asked] - actual
    last = anchor - actual
    return LevelErrors(count, _mae(off), _rmse(off), _mae(last), _rmse(last))


def _mae(off: Array) -> float:
    return float(np.abs(off).mean())


def _rmse(off: Array) -> float:
    return float(np.sqrt((off**2).mean()))
