"""Problems and networks that the lessons' tests look at: untrained ones, with weights that move every gate."""

from dataclasses import replace

import numpy as np

from lstm_viz.data.problem import forecasting_problem
from lstm_viz.data.recall import recall_problem
from lstm_viz.data.synthetic import generate
from lstm_viz.lessons.evidence import Evidence, evidence_of
from lstm_viz.model.network import build_network, weights_of
from lstm_viz.records import Array, CellName, ModelConfig, Problem

LAG = 6


def recall() -> Problem:
    return recall_problem({"lag": LAG, "lead_in": 3, "sequences": 100}, 0)


def series(name: str = "sine") -> Problem:
    return forecasting_problem(generate(name, {"length": 200}, 0), window=16)


def weights(problem: Problem, cell: CellName = "lstm", *, spread: float = 0.6, layers: int = 1) -> dict[str, Array]:
    config = ModelConfig(problem.inputs.shape[2], 5, layers, problem.output_size, cell=cell)
    random = np.random.default_rng(7)
    first = weights_of(build_network(config, 0))
    return {name: random.normal(0, spread, each.shape) for name, each in first.items()}


def evidence(problem: Problem, **more: Array) -> Evidence:
    """The evidence of an untrained network; `more`: signals of its last layer that are other than they were."""
    found = evidence_of(weights(problem), problem)
    signals = {**found.layer.signals, **more}
    layer = replace(found.layer, signals=signals)
    return replace(found, trace=replace(found.trace, layers=(*found.trace.layers[:-1], layer)))


def like(problem: Problem, value: float) -> Array:
    """A signal that stands at one value throughout."""
    return np.full((problem.inputs.shape[1], 5), value)
