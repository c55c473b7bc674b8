"""One fit: normalisation and number of steps are chosen on held-out rows, then a few networks learn from all rows.

Only workers call this: it imports torch. Nothing but the rows given is looked at.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch

from lstm_viz.forecasting.examples import Split, split_rows, training_problem, window_length
from lstm_viz.forecasting.member import Member, Weights
from lstm_viz.forecasting.metrics import quantile_loss, scale_of
from lstm_viz.forecasting.scaling import Normalisation, Scaled, normalisations, scale
from lstm_viz.model.network import network_from_weights
from lstm_viz.records import QUANTILES, Array, ModelConfig, Problem, TrainConfig
from lstm_viz.training.advance import advance, start
from lstm_viz.training.tensors import tensors_of

UNITS = 32
LEARNING_RATE = 0.01
MOST_STEPS = 400
PATIENCE = 5
NETWORKS = 4
CLOSE = 2.0
"""A normalisation joins the best one while its loss on held-out rows is at most so many times the best loss."""


@dataclass(frozen=True, eq=False)
class Fit:
    """Networks fitted to N series of T rows.

    Attributes:
        members: the networks, trained on all rows. losses: normalisation → quantile loss of held-out forecasts, in
            units of MASE's scale. quantiles: (N, h, Q) the forecast after the last row.
        held_out: (N, V, h, Q) forecasts from the held-out rows, by networks that saw nothing after them, and
            answers: (N, V, h) what came. cpu_seconds: spent on all of it.
    """

    members: tuple[Member, ...]
    losses: Mapping[str, float]
    quantiles: Array
    held_out: Array
    answers: Array
    cpu_seconds: float


@dataclass(frozen=True, eq=False)
class _Task:
    """What every network of a fit is trained on."""

    series: Array
    calendar: Array
    names: tuple[str, ...]
    season: int
    horizon: int
    window: int

    def scaled(self, normalisation: Normalisation, learnt: int) -> Scaled:
        return scale(
            self.series,
            normalisation,
            season=self.season,
            horizon=self.horizon,
            window=self.window,
            learnt=learnt,
        )


def fit(values: Array, calendar: Array, names: tuple[str, ...], season: int, horizon: int, seed: int) -> Fit:
    """Return networks fitted to series (N, T), all of which they share; `calendar` (T + 1, C) has one row more.

    Raises:
        DataError: the series are too short to be fed.
        TrainingStopped: a loss is not finite.
    """
    began = time.process_time()
    rows = values.shape[1]
    held = split_rows(rows, horizon)
    task = _Task(values, calendar, names, season, horizon, window_length(held.learnt, season))
    scales = np.array([scale_of(each[: held.learnt], season) for each in values])
    scales[~np.isfinite(scales)] = 1.0
    answers = np.stack([values[:, row + 1 : row + 1 + horizon] for row in range(held.start, held.end)], axis=1)
    trials = {each: _trial(task, held, each, seed) for each in normalisations(values, season)}
    size = scales[:, None, None]
    losses = {
        each: quantile_loss(answers / size, forecasts / size[..., None]) for each, (forecasts, _) in trials.items()
    }
    chosen = _choose(losses)
    members, held_out, last = [], [], []
    for place in range(NETWORKS):
        each, more = chosen[place % len(chosen)], place // len(chosen)
        forecasts, steps = trials[each] if more == 0 else _trial(task, held, each, seed + more)
        member, forecast = _refitted(task, each, seed + more, steps)
        members.append(member)
        held_out.append(forecasts)
        last.append(forecast)
    return Fit(
        tuple(members),
        {str(each): loss for each, loss in losses.items()},
        np.mean(last, axis=0),
        np.mean(held_out, axis=0),
        answers,
        time.process_time() - began,
    )


def _choose(losses: Mapping[Normalisation, float]) -> list[Normalisation]:
    best = sorted(losses, key=lambda each: losses[each])[:NETWORKS]
    return [each for each in best if losses[each] <= CLOSE * losses[best[0]]]


def _trial(task: _Task, held: Split, normalisation: Normalisation, seed: int) -> tuple[Array, int]:
    """Return forecasts (N, V, h, Q) from the held-out rows by a network that stopped early, and its steps."""
    scaled = task.scaled(normalisation, held.learnt)
    problem = training_problem(scaled, task.calendar, task.names, task.window, held)
    model, train = _model(problem), TrainConfig(LEARNING_RATE, seed=seed)
    period, state = tensors_of(problem).validation_period, start(model, train, problem)
    best, kept, steps, waited = float("inf"), state.weights, period, 0
    while state.step < MOST_STEPS and waited < PATIENCE:
        state = advance(state, problem, model, train, steps=period)
        loss = float(state.validation[-1, 1])
        waited += 1
        if loss < best:
            best, kept, steps, waited = loss, state.weights, state.step, 0
    forecasts = _forecasts(scaled, problem, model, kept)
    return forecasts[:, held.start - scaled.first : held.end - scaled.first], steps


def _refitted(task: _Task, normalisation: Normalisation, seed: int, steps: int) -> tuple[Member, Array]:
    """Return a network trained on all rows for so many steps, and its forecast (N, h, Q) after the last."""
    scaled = task.scaled(normalisation, task.series.shape[1])
    problem = training_problem(scaled, task.calendar, task.names, task.window, None)
    model, train = _model(problem), TrainConfig(LEARNING_RATE, seed=seed)
    weights = advance(start(model, train, problem), problem, model, train, steps=steps).weights
    return Member(normalisation, seed, steps, model, dict(weights)), _forecasts(scaled, problem, model, weights)[:, -1]


def _model(problem: Problem) -> ModelConfig:
    return ModelConfig(problem.inputs.shape[2], UNITS, 1, problem.output_size)


def _forecasts(scaled: Scaled, problem: Problem, model: ModelConfig, weights: Weights) -> Array:
    """Return (N, T − first, h, Q) in the data's own unit, quantiles in order."""
    with torch.no_grad():
        outputs = network_from_weights(model, weights)(torch.tensor(problem.inputs)).numpy().astype(np.float64)
    outputs = np.sort(outputs.reshape(*outputs.shape[:2], -1, len(QUANTILES)), axis=3)
    return scaled.restore(outputs)
