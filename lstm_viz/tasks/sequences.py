"""The sequences of the tasks. Every answer of a problem belongs to one part; nothing is seen twice in training."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lstm_viz.data.recall import recall_problem
from lstm_viz.records import Array, Loss, Problem, Scale
from lstm_viz.tasks.task import Settings


def recall(settings: Settings, count: int, seed: int, part: int) -> Problem:
    """Return one symbol of four at t = 1, then distractors, and the question `length` timesteps later."""
    problem = recall_problem({"lag": settings["length"], "lead_in": 1, "sequences": max(count, 100)}, seed)
    kept = {name: getattr(problem, name)[:count] for name in ("inputs", "targets", "actual", "anchor")}
    return replace(problem, **kept, part=np.where(problem.part[:count] >= 0, part, -1), probe=0)


def temporal_order(settings: Settings, count: int, seed: int, part: int) -> Problem:
    """Return X or Y at two random places among distractors; which two, in which order, is asked at the end.

    Places as in experiment 6a: 10 to 20 % and 50 to 60 % of the length.
    """
    length, random = int(settings["length"]), np.random.default_rng(seed)
    letters = ("X", "Y", "a", "b", "c", "d", "?")
    fed = random.integers(2, 6, size=(count, length))
    first, second = random.integers(2, size=(2, count))
    rows = np.arange(count)
    fed[rows, random.integers(length // 10, length // 5, size=count)] = first
    fed[rows, random.integers(length // 2, length * 3 // 5, size=count)] = second
    fed[:, -1] = len(letters) - 1
    answer = np.repeat((2 * first + second)[:, None], length, axis=1)
    return _problem(np.eye(len(letters))[fed], answer, part, letters, ("XX", "XY", "YX", "YY"))


def adding(settings: Settings, count: int, seed: int, part: int) -> Problem:
    """Return random values of 0 to 1, two of them marked, one in each half; their sum is asked at the end."""
    length, random = int(settings["length"]), np.random.default_rng(seed)
    values, marks, rows = random.random((count, length)), np.zeros((count, length)), np.arange(count)
    marks[rows, random.integers(0, length // 2, size=count)] = 1
    marks[rows, random.integers(length // 2, length, size=count)] = 1
    answer = np.repeat((values * marks).sum(axis=1)[:, None], length, axis=1)
    return _problem(np.stack([values, marks], axis=2), answer, part, ("value", "marked"))


def parity(settings: Settings, count: int, seed: int, part: int) -> Problem:
    """Return random bits; at every timestep it is asked whether the ones so far are odd in number."""
    bits = np.random.default_rng(seed).integers(2, size=(count, int(settings["length"])))
    problem = _problem(bits[..., None], bits.cumsum(axis=1) % 2, part, ("bit",), ("even", "odd"))
    return replace(problem, part=np.full(bits.shape, part), loss_at_last=False)


def _problem(fed: Array, answer: Array, part: int, names: Sequence[str], classes: Sequence[str] = ()) -> Problem:
    """Return a problem whose answer, one of the classes or a number, is asked at the last timestep."""
    parts = np.full(answer.shape, -1)
    parts[:, -1] = part
    loss: Loss = "cross_entropy" if classes else "mse"
    return Problem(
        inputs=fed,
        targets=answer,
        part=parts,
        window=answer.shape[1],
        loss_at_last=True,
        loss=loss,
        output_size=len(classes) or 1,
        probe=0,
        actual=answer,
        anchor=np.zeros(answer.shape),
        target_scale=None if classes else Scale("none", 0.0, 1.0),
        input_names=tuple(names),
        target_name="answer",
        unit="",
        class_names=tuple(classes),
    )
