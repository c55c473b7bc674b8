"""Gradient through time: how large the gradient of one loss is at every earlier timestep, and what it says of a cell.

Why LSTMs exist: the gradient of a plain recurrent network passes one matrix at every timestep on its way back, and
shrinks or grows like a power (Hochreiter, 1991; Bengio, Simard & Frasconi, 1994).
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from lstm_viz.model.gradients import GradientNorms, gradient_norms
from lstm_viz.records import Array, CellName, Problem

FLOAT32_EPS = float(np.finfo(np.float32).eps)
"""A part of a float32 sum that is smaller than this share of the largest part hardly changes it."""


def asked_last(problem: Problem) -> int:
    """Return the last timestep of the probe sequence at which an answer is asked, from 0."""
    return int(np.flatnonzero(problem.part[problem.probe] >= 0)[-1])


def shortened(problem: Problem, length: int) -> Problem:
    """Return the problem of one sequence: the last `length` timesteps of the probe up to the last answer asked."""
    until = asked_last(problem) + 1
    own, span = slice(problem.probe, problem.probe + 1), slice(until - length, until)
    names = ("inputs", "targets", "part", "actual", "anchor")
    arrays = {name: getattr(problem, name)[own, span] for name in names}
    scale = problem.ahead_scale
    if scale is not None:
        scale = replace(scale, centre=scale.centre[own, span], spread=scale.spread[own, span])
    return replace(problem, **arrays, probe=0, window=1, time_labels=(), ahead_scale=scale)


def fading(weights: Mapping[str, Array], problem: Problem, length: int, scale: float = 1.0) -> GradientNorms:
    """Return ‖∂L/∂h_t‖, and ‖∂L/∂c_t‖ of an LSTM, (L, length) float64, of the loss at the last timestep.

    Args:
        weights: by torch's names.
        problem: its probe sequence is read.
        length: how many timesteps are read, up to the last one at which an answer is asked, from a zero state.
        scale: the recurrent weights (weight_hh) are multiplied by it: a network that was not trained, to show how
            gradients vanish and explode.
    """
    scaled = {
        name: np.asarray(array, np.float64) * (scale if "weight_hh" in name else 1) for name, array in weights.items()
    }
    with np.errstate(over="ignore", invalid="ignore"):
        return gradient_norms(scaled, shortened(problem, length), length - 1)


def noise_level(norms: Mapping[CellName, GradientNorms]) -> float:
    """Return float32's machine epsilon times the largest length of all; 0 if there is none."""
    every = np.concatenate([np.ravel(rows) for each in norms.values() for rows in (each.h, each.c)])
    every = every[np.isfinite(every)]
    return FLOAT32_EPS * float(every.max(initial=0))
