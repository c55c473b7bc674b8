"""Two problems to train on: the size of a first visit, and 25 MB."""

from typing import Any

import numpy as np

from lstm_viz.records import Problem, Scale

W = 48


def small_problem() -> Problem:
    """A sine mixture of 1000 timesteps."""
    t = np.arange(1001)
    values = np.sin(2 * np.pi * t / 25) + 0.5 * np.sin(2 * np.pi * t / 60)
    place = np.arange(1000) / 1000
    part = np.where(place < 0.7, 0, np.where(place < 0.85, 1, 2))
    return _problem(values[None, :-1, None], values[None, 1:], part[None])


def big_problem() -> Problem:
    """2000 sequences of 100 timesteps with 26 features: 25 MB."""
    inputs = np.random.default_rng(0).normal(size=(2000, 100, 26)).astype(np.float32)
    part = np.repeat([0, 1, 2], [1400, 300, 300])[:, None].repeat(100, axis=1)
    return _problem(inputs, inputs[..., 0].cumsum(axis=1) / 10, part)


def _problem(inputs: Any, targets: Any, part: Any) -> Problem:
    return Problem(
        inputs=inputs,
        targets=targets,
        part=part,
        window=W,
        loss_at_last=False,
        loss="mse",
        output_size=1,
        probe=0,
        actual=targets,
        anchor=targets,
        target_scale=Scale("none", 0.0, 1.0),
        input_names=tuple(f"x{k}" for k in range(inputs.shape[2])),
        target_name="y",
        unit="",
    )
