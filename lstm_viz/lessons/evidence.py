"""What a lesson's questions look at: a network, what it reads, and where in it to look."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lstm_viz.figures.memory import task_span
from lstm_viz.model.fading import asked_last
from lstm_viz.model.intervene import intervene
from lstm_viz.model.memory import half_lives, retention
from lstm_viz.records import Array, LayerTrace, Problem, Trace


@dataclass(frozen=True, eq=False)
class Evidence:
    """An LSTM's weights, its problem, and the trace of the probe sequence; `rnn`: a plain RNN's weights beside it."""

    problem: Problem
    weights: Mapping[str, Array]
    trace: Trace
    rnn: Mapping[str, Array] | None = None

    @property
    def layer(self) -> LayerTrace:
        """The last layer: the one that the prediction reads."""
        return self.trace.layers[-1]


def evidence_of(weights: Mapping[str, Array], problem: Problem, rnn: Mapping[str, Array] | None = None) -> Evidence:
    """Return the evidence that an LSTM's weights give while it reads the probe sequence, in float64."""
    return Evidence(problem, weights, intervene(weights, problem.inputs[problem.probe]), rnn)


def lag_of(problem: Problem) -> int | None:
    """Return how many timesteps lie between the symbol and the question; None of a series."""
    kind, length = task_span(problem)
    return length if kind == "lag" else None


def keeper(evidence: Evidence) -> int:
    """Return the unit that carries most of what it wrote at the symbol to the question.

    Of a series: the one with the longest half-life.
    """
    lag = lag_of(evidence.problem)
    if lag is None:
        return int(half_lives(evidence.layer).argmax())
    asked = asked_last(evidence.problem)
    units = range(evidence.layer.signals["c"].shape[1])
    return int(np.argmax([abs(retention(evidence.layer, unit)[asked, asked - lag]) for unit in units]))


def place_written(evidence: Evidence) -> int:
    """Return the timestep at which the symbol is shown; of a series the one at which the keeper writes most."""
    asked, lag = asked_last(evidence.problem), lag_of(evidence.problem)
    if lag is not None:
        return asked - lag
    unit, signals = keeper(evidence), evidence.layer.signals
    return int(np.abs(signals["i"][:, unit] * signals["g"][:, unit]).argmax())


def place(evidence: Evidence, name: str) -> tuple[int, int, int]:
    """Return timestep, unit and layer, from 0, of a place that a press leads to: “written” or “asked”."""
    t = place_written(evidence) if name == "written" else asked_last(evidence.problem)
    return t, keeper(evidence), evidence.layer.layer


def fed_in_words(problem: Problem, t: int) -> str:
    """Return what the probe sequence shows at a timestep: its symbol, or nothing of a series."""
    if lag_of(problem) is None:
        return ""
    return problem.input_names[int(problem.inputs[problem.probe, t].argmax())]
