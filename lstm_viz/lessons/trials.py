"""How well a network answers, with its memory and without it: tried on sequences that it was not trained on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from lstm_viz.data.problem import restore
from lstm_viz.lessons.evidence import lag_of
from lstm_viz.model.fading import asked_last
from lstm_viz.model.gradients_cells import STEPS
from lstm_viz.model.intervene import Intervention, intervene
from lstm_viz.records import TEST, Array, Problem

MOST_SEQUENCES = 60
SPAN = 10
"""How many timesteps the forget gates are held shut."""
LEAST = 0.1
"""A share of right answers that falls by less says nothing: over sixty sequences it is luck."""
WORSE = 1.5
"""So many times the error is told from chance."""
Weights = Mapping[str, Array]
Outputs = Callable[[Weights, Problem], Array]
"""(T, K) of a problem's probe sequence."""


@dataclass(frozen=True)
class Trial:
    """How an LSTM answers as it is, and with something taken from it.

    Attributes:
        before, after: the share of right answers, or the mean absolute error in the data's own unit.
        chance: the share that guessing gets right; None of a series, where less is better.
    """

    before: float
    after: float
    chance: float | None

    @property
    def lost(self) -> bool:
        """Whether the answer got much worse: half way to chance and by 0.1 at least, or 1.5 times the error."""
        if self.chance is None:
            return self.after > WORSE * self.before
        return self.before - self.after > max(LEAST, (self.before - self.chance) / 2)


def as_it_is(weights: Weights, problem: Problem) -> Array:
    """Return the network's outputs, (T, K) float64."""
    return _outputs(weights, problem, ())


def without_memory(weights: Weights, problem: Problem) -> Array:
    """Return the outputs (T, K) of a network that reads each timestep with an empty memory, as if it were the first."""
    fed = problem.inputs[problem.probe].astype(np.float64)
    for layer in intervene(weights, fed).layers:
        names, step = STEPS[layer.cell]
        fed = step(layer.weights, fed, np.zeros((len(names), *layer.signals["h"].shape)))[-1]
    return np.asarray(fed @ weights["head.weight"].T + weights["head.bias"])


def forgetting(weights: Weights, problem: Problem) -> Array:
    """Return the outputs (T, K) while every forget gate is held at 0 over `held_span`."""
    first, last = held_span(problem)
    layers = len(intervene(weights, problem.inputs[problem.probe, :1]).layers)
    return _outputs(weights, problem, [Intervention(layer, None, "f", first, last) for layer in range(layers)])


def held_span(problem: Problem) -> tuple[int, int]:
    """Return the first and last timestep of a span of 10 between symbol and question, or in the middle of the test."""
    lag, asked = lag_of(problem), asked_last(problem)
    if lag is None:
        middle = int(np.median(np.flatnonzero(problem.part[problem.probe] == TEST)))
        return middle, min(middle + SPAN - 1, asked)
    length = max(1, min(SPAN, lag - 1))
    first = asked - lag + 1 + (lag - 1 - length) // 2
    return first, first + length - 1


def tried(weights: Weights, problem: Problem, changed: Outputs) -> Trial:
    """Return how the network answers as it is and `changed`, on up to 60 test sequences; of a series near the span."""
    if problem.target_scale is None:
        chance = 1 / problem.output_size
        return Trial(_right(weights, problem, as_it_is), _right(weights, problem, changed), chance)
    return Trial(_off(weights, problem, as_it_is), _off(weights, problem, changed), None)


def share_right(weights: Weights, problem: Problem) -> float:
    """Return the share of right answers on up to 60 test sequences of a problem with classes."""
    return _right(weights, problem, as_it_is)


def _outputs(weights: Weights, problem: Problem, held: "list[Intervention] | tuple[()]") -> Array:
    found = intervene(weights, problem.inputs[problem.probe], held).y_hat
    return np.asarray(found)


def _right(weights: Weights, problem: Problem, outputs: Outputs) -> float:
    tests = np.flatnonzero((problem.part == TEST).any(axis=1))[:MOST_SEQUENCES]
    right = 0
    for n in tests:
        one = replace(problem, probe=int(n))
        at = asked_last(one)
        right += int(outputs(weights, one)[at].argmax() == one.targets[n, at])
    return right / len(tests)


def _off(weights: Weights, problem: Problem, outputs: Outputs) -> float:
    first, last = held_span(problem)
    near = slice(first, last + 1 + SPAN)
    scale, probe = problem.target_scale, problem.probe
    assert scale is not None  # noqa: S101  # `tried` asks a problem with classes for its right answers
    said = restore(scale, outputs(weights, problem)[near, 0], problem.anchor[probe, near])
    return float(np.abs(said - problem.actual[probe, near]).mean())
