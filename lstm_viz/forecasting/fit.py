"""One fit: normalisation and number of steps are chosen on held-out rows, then a few networks learn from all rows.

Only workers call this: it imports torch. Nothing but the rows given is looked at.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lstm_viz.errors import DataError
from lstm_viz.forecasting.apply import forecasts
from lstm_viz.forecasting.examples import Split, split_rows, training_problem, window_length
from lstm_viz.forecasting.member import Member
from lstm_viz.forecasting.metrics import quantile_loss, scale_of
from lstm_viz.forecasting.normalisation import Normalisation, Reach, normalisations
from lstm_viz.forecasting.scaling import Constants, Scaled, constants_of, scale
from lstm_viz.forecasting.seen import Seen, Sizes, fed_beside, sizes_of
from lstm_viz.records import Array, ModelConfig, Problem, State, TrainConfig
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
            units of MASE's scale. each: (M, N, h, Q) what each of the M networks forecasts after the last row.
        held_out: (N, V, h, Q) forecasts from the held-out rows, by networks that saw nothing after them, and
            answers: (N, V, h) what came, NaN where a value is none of the file's. cpu_seconds: spent on all of it.
    """

    members: tuple[Member, ...]
    losses: Mapping[str, float]
    each: Array
    held_out: Array
    answers: Array
    cpu_seconds: float

    @property
    def quantiles(self) -> Array:
        """(N, h, Q): the forecast is the mean of the networks'."""
        mean: Array = self.each.mean(axis=0)
        return mean


@dataclass(frozen=True, eq=False)
class _Task:
    """What every network of a fit is trained on."""

    seen: Seen
    reach: Reach

    def problem(self, normalisation: Normalisation, learnt: int, held: Split | None) -> "_Scaled":
        series, filled = self.seen.series, self.seen.filled
        constants = constants_of(series, normalisation, self.reach, learnt, filled)
        scaled = scale(series, normalisation, constants, self.reach, filled)
        sizes = sizes_of(self.seen, learnt)
        problem = training_problem(scaled, *fed_beside(self.seen, self.reach.horizon, sizes), self.reach.window, held)
        return _Scaled(constants, sizes, scaled, problem)


@dataclass(frozen=True, eq=False)
class _Scaled:
    constants: Constants
    sizes: Sizes
    scaled: Scaled
    problem: Problem

    @property
    def model(self) -> ModelConfig:
        return ModelConfig(self.problem.inputs.shape[2], UNITS, 1, self.problem.output_size)


def fit(seen: Seen, season: int, horizon: int, seed: int) -> Fit:
    """Return networks fitted to the N series of T rows that are known, all of which they share.

    Raises:
        DataError: the series are too short to be fed, or nothing is known in the rows that are held out.
        TrainingStopped: a loss is not finite.
    """
    began = time.process_time()
    series = seen.series
    held = split_rows(seen.rows, horizon)
    task = _Task(seen, Reach(season, horizon, window_length(held.learnt, season)))
    answers = _held_out_answers(seen, held, horizon)
    scales = np.array([scale_of(each[: held.learnt], season) for each in series])
    scales[~np.isfinite(scales)] = 1.0
    trials = {each: _trial(task, held, each, seed) for each in normalisations(series, season)}
    losses = {each: _loss(answers, forecast, scales) for each, (forecast, _) in trials.items()}
    chosen = _choose(losses)
    members, held_out, last = [], [], []
    for place in range(NETWORKS):
        each, more = chosen[place % len(chosen)], place // len(chosen)
        forecast, steps = trials[each] if more == 0 else _trial(task, held, each, seed + more)
        member, ahead = _refitted(task, each, seed + more, steps)
        members.append(member)
        held_out.append(forecast)
        last.append(ahead)
    return Fit(
        tuple(members),
        {str(each): loss for each, loss in losses.items()},
        np.stack(last),
        np.mean(held_out, axis=0),
        answers,
        time.process_time() - began,
    )


def _held_out_answers(seen: Seen, held: Split, horizon: int) -> Array:
    """Return (N, V, h); NaN also after a row whose own value was filled, for a fill looks ahead."""
    known, rows = seen.answers, range(held.start, held.end)
    answers = np.stack([known[:, row + 1 : row + 1 + horizon] for row in rows], axis=1)
    answers[seen.filled[:, held.start : held.end]] = np.nan
    if not np.isfinite(answers).any():
        raise DataError(
            f"No value is known in the {seen.rows - held.start - 1} rows before row {seen.rows + 1}, on which "
            "forecasts are tried: leave those rows out, or give a longer series."
        )
    return answers


def _loss(answers: Array, held_out: Array, scales: Array) -> float:
    known, size = np.isfinite(answers), scales[:, None, None]
    return quantile_loss((answers / size)[known][:, None], (held_out / size[..., None])[known][:, None])


def _choose(losses: Mapping[Normalisation, float]) -> list[Normalisation]:
    best = sorted(losses, key=lambda each: losses[each])[:NETWORKS]
    return [each for each in best if losses[each] <= CLOSE * losses[best[0]]]


def _trial(task: _Task, held: Split, normalisation: Normalisation, seed: int) -> tuple[Array, int]:
    """Return forecasts (N, V, h, Q) from the held-out rows by a network that stopped early, and its steps."""
    given = task.problem(normalisation, held.learnt, held)
    problem, model, train = given.problem, given.model, training(seed)
    period, state = tensors_of(problem).validation_period, start(model, train, problem)
    best, kept, steps, waited = float("inf"), state.weights, period, 0
    while state.step < MOST_STEPS and waited < PATIENCE:
        state = advance(state, problem, model, train, steps=period)
        loss = float(state.validation[-1, 1])
        waited += 1
        if loss < best:
            best, kept, steps, waited = loss, state.weights, state.step, 0
    first = given.scaled.first
    rows = slice(held.start - first, held.end - first)
    return forecasts(given.scaled, problem.inputs, model, kept, rows), steps


def _refitted(task: _Task, normalisation: Normalisation, seed: int, steps: int) -> tuple[Member, Array]:
    """Return a network trained on all rows for so many steps, and its forecast (N, h, Q) after the last."""
    given, _, last = _trained(task, normalisation, seed, steps)
    problem = given.problem
    member = Member(
        normalisation,
        seed,
        steps,
        given.model,
        dict(last.weights),
        problem.input_names,
        given.constants,
        given.sizes,
        task.reach,
        task.seen.parts,
    )
    return member, forecasts(given.scaled, problem.inputs, given.model, last.weights, slice(-1, None))[:, -1]


def _trained(task: _Task, normalisation: Normalisation, seed: int, steps: int) -> tuple[_Scaled, State, State]:
    """Return what is learnt, and the states before and after; all rows are learnt from."""
    given = task.problem(normalisation, task.seen.rows, None)
    first = start(given.model, training(seed), given.problem)
    return given, first, advance(first, given.problem, given.model, training(seed), steps=steps)


def train_again(seen: Seen, member: Member) -> tuple[Problem, State, State]:
    """Return what a network learns, and the states before and after, as when it was trained on the rows of `seen`."""
    given, first, last = _trained(_Task(seen, member.reach), member.normalisation, member.seed, member.steps)
    return given.problem, first, last


def training(seed: int) -> TrainConfig:
    """Return how every network of a forecast is trained."""
    return TrainConfig(LEARNING_RATE, seed=seed)
