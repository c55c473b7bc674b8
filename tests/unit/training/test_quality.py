"""What a person gets with the defaults: the network against the last value, over five seeds."""

from dataclasses import replace

import pytest

from lstm_viz.model.errors_by_part import LevelErrors, errors_by_part
from lstm_viz.model.predict import predict
from lstm_viz.training.advance import advance, start
from lstm_viz.ui.experiment import build, suggested
from lstm_viz.ui.settings import Settings

SEEDS = range(5)


def error_against_last_value(data: str, seed: int) -> float:
    """The mean absolute error on the test part, one step ahead, as a share of the last value's."""
    settings = replace(suggested(Settings(data=data), None), seed=seed)
    experiment = build(settings, None)
    state = start(experiment.model, experiment.train, experiment.problem)
    state = advance(state, experiment.problem, experiment.model, experiment.train, steps=settings.steps)
    found = errors_by_part(experiment.problem, predict(experiment.model, state.weights, experiment.problem))["test"]
    assert isinstance(found, LevelErrors)
    return found.mae / found.last_value_mae


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sine_mixture_is_learnt_to_a_tenth_of_the_last_values_error(seed: int) -> None:
    assert error_against_last_value("sine", seed) <= 0.1


@pytest.mark.parametrize("seed", SEEDS)
def test_air_passengers_is_forecast_with_at_most_0_65_of_the_last_values_error(seed: int) -> None:
    assert error_against_last_value("air_passengers", seed) <= 0.65


def test_a_random_walk_is_not_forecast_better_than_by_the_last_value() -> None:
    assert error_against_last_value("random_walk", 0) >= 0.95
