"""Small problems to train on."""

from typing import Any

import numpy as np

from lstm_viz.records import Problem, Scale


def sine_problem(length: int = 200, window: int = 16, period: float = 25.0, **changes: Any) -> Problem:
    """A sine, one step ahead: 70 % train, 15 % validation, 15 % test."""
    values = np.sin(2 * np.pi * np.arange(length + 1) / period)
    place = np.arange(length) / length
    part = np.where(place < 0.7, 0, np.where(place < 0.85, 1, 2))
    fields: dict[str, Any] = {
        "inputs": values[None, :-1, None],
        "targets": values[None, 1:],
        "part": part[None],
        "window": window,
        "loss_at_last": False,
        "loss": "mse",
        "output_size": 1,
        "probe": 0,
        "actual": values[None, 1:],
        "anchor": values[None, :-1],
        "target_scale": Scale("none", 0.0, 1.0),
        "input_names": ("sine",),
        "target_name": "sine",
        "unit": "",
        "target_input": 0,
    }
    return Problem(**(fields | changes))


def class_problem(n: int = 30, length: int = 12, classes: int = 3) -> Problem:
    """The first symbol is asked at the last timestep; sequences 0–19 train, 20–24 validation, the rest test."""
    random = np.random.default_rng(0)
    symbols = random.integers(classes, size=n)
    inputs = np.zeros((n, length, classes))
    inputs[np.arange(n), 0, symbols] = 1
    part = np.full((n, length), -1)
    part[:, -1] = np.where(np.arange(n) < 20, 0, np.where(np.arange(n) < 25, 1, 2))
    targets = np.repeat(symbols[:, None], length, axis=1)
    return Problem(
        inputs=inputs,
        targets=targets,
        part=part,
        window=length,
        loss_at_last=False,
        loss="cross_entropy",
        output_size=classes,
        probe=n - 1,
        actual=targets,
        anchor=np.zeros((n, length)),
        target_scale=None,
        input_names=("a", "b", "c"),
        target_name="symbol",
        unit="",
        class_names=("a", "b", "c"),
    )
