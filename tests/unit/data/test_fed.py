"""What a network was fed can be made again from the data's own unit."""

import numpy as np
import pytest

from lstm_viz.data.fed import fed_columns
from lstm_viz.data.normalisation import transform
from lstm_viz.data.problem import forecasting_problem
from lstm_viz.data.recall import RECALL_PARAMETERS, recall_problem
from lstm_viz.data.samples import SAMPLES, load_sample
from lstm_viz.data.source import Source
from lstm_viz.data.synthetic import GENERATORS, generate
from lstm_viz.records import Normalisation, Problem

SOURCES = {name: load_sample(name) for name in SAMPLES} | {name: generate(name, {}, 0) for name in GENERATORS}


def check(source: Source, problem: Problem) -> None:
    fed, steps = fed_columns(source, problem), problem.inputs.shape[1]
    for k, scale in enumerate(fed.scales):
        column = transform(fed.data[:, k], scale.normalisation, "")[-steps:]
        scaled = ((column - scale.centre) / scale.spread).astype(np.float32)
        assert np.array_equal(scaled, problem.inputs[0, :, k])
    assert len(fed.data) - steps == any(scale.normalisation != "none" for scale in fed.scales)


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_is_scaled_again_to_the_same_bits(name: str) -> None:
    source = SOURCES[name]
    check(source, forecasting_problem(source, window=4))
    check(source, forecasting_problem(source, window=4, inputs=[str(each) for each in source.table.columns]))


@pytest.mark.parametrize("kind", ["none", "difference", "log_difference"])
def test_every_normalisation_is_scaled_again_to_the_same_bits(kind: Normalisation) -> None:
    source = load_sample("air_passengers")
    problem = forecasting_problem(source, normalisation=kind)
    check(source, problem)
    assert fed_columns(source, problem).scales == (problem.target_scale,)


def test_symbols_are_fed_as_they_are() -> None:
    problem = recall_problem({each.name: each.default for each in RECALL_PARAMETERS}, seed=0)
    assert np.array_equal(fed_columns(None, problem).data, problem.inputs[problem.probe])
