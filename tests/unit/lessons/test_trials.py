"""What is tried on a network, computed a second way."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from lstm_viz.data.problem import restore
from lstm_viz.errors import SettingError
from lstm_viz.lessons.simple import simple_errors
from lstm_viz.lessons.trials import SPAN, Trial, as_it_is, forgetting, held_span, share_right, tried, without_memory
from lstm_viz.model.network import network_from_weights
from lstm_viz.model.predict import predict
from lstm_viz.records import TEST, TRAIN, ModelConfig
from tests.unit.lessons.networks import LAG, recall, series, weights


@pytest.mark.parametrize("layers", [1, 2])
def test_without_memory_each_timestep_is_read_as_a_sequence_of_its_own(layers: int) -> None:
    problem = recall()
    own = weights(problem, layers=layers)
    network = network_from_weights(ModelConfig(8, 5, layers, 4), own)
    alone = torch.tensor(problem.inputs[problem.probe])[:, None]
    with torch.no_grad():
        wanted = network(alone)[:, 0].numpy()
    assert np.abs(without_memory(own, problem) - wanted).max() < 1e-5
    assert np.abs(as_it_is(own, problem) - wanted).max() > 0.01


def test_the_share_of_right_answers_is_that_of_torch() -> None:
    problem = recall()
    own = weights(problem)
    outputs = predict(ModelConfig(8, 5, 1, 4), own, problem)
    asked = problem.part == TEST
    assert share_right(own, problem) == (outputs[asked].argmax(axis=1) == problem.targets[asked]).mean()


def test_the_forget_gates_are_held_between_symbol_and_question() -> None:
    problem = recall()
    for probe in range(20):
        one = replace(problem, probe=probe)
        asked = int(np.flatnonzero(one.part[probe] >= 0)[0])
        first, last = held_span(one)
        assert asked - LAG < first <= last < asked
        assert last - first + 1 == LAG - 1
    assert held_span(series())[1] - held_span(series())[0] == SPAN - 1


def test_what_comes_before_the_span_is_as_it_was() -> None:
    problem = series()
    own = weights(problem)
    first, last = held_span(problem)
    before, after = as_it_is(own, problem), forgetting(own, problem)
    assert np.array_equal(before[:first], after[:first])
    assert np.abs(before[first : last + 1] - after[first : last + 1]).max() > 1e-3


def test_errors_of_a_series_are_in_its_own_unit_near_the_span() -> None:
    problem = series()
    own = weights(problem)
    first, last = held_span(problem)
    scale = problem.target_scale
    assert scale is not None
    off = np.abs(restore(scale, forgetting(own, problem)[:, 0], problem.anchor[0]) - problem.actual[0])
    assert tried(own, problem, forgetting).after == pytest.approx(off[first : last + 1 + SPAN].mean())


def test_an_answer_is_lost_half_way_to_chance_or_at_half_as_much_error_again() -> None:
    assert Trial(1.0, 0.6, 0.25).lost
    assert not Trial(1.0, 0.65, 0.25).lost
    assert not Trial(0.3, 0.22, 0.25).lost
    assert Trial(2.0, 3.1, None).lost
    assert not Trial(2.0, 2.9, None).lost


def test_simple_errors_are_those_of_numpys_own_fit_and_of_the_last_value() -> None:
    problem = series("ar1")
    found = simple_errors(problem, problem.targets[0][:, None].astype(float))
    tested = problem.part[0] == TEST
    assert found.count == tested.sum()
    assert found.lstm == pytest.approx(0, abs=1e-6)
    assert found.last_value == pytest.approx(np.abs(problem.anchor - problem.actual)[0, tested].mean())
    assert found.verdict == "better"
    x = problem.inputs[0, :, 0].astype(float)
    lags = np.array([[x[max(0, t - k)] for k in range(12)] + [1.0] for t in range(len(x))])
    train = problem.part[0] == TRAIN
    slopes = np.linalg.pinv(lags[train]) @ problem.targets[0, train]
    scale = problem.target_scale
    assert scale is not None
    said = restore(scale, lags @ slopes, problem.anchor[0])
    assert found.linear == pytest.approx(np.abs(said - problem.actual[0])[tested].mean(), rel=1e-6)
    assert found.best_simple[1] == min(found.linear, found.last_value)


def test_classes_have_no_simple_errors() -> None:
    with pytest.raises(SettingError, match="choose a series"):
        simple_errors(recall(), np.zeros((9, 4)))
