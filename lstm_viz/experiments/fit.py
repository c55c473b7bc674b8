"""One network trained on a series for a set number of steps, in pieces; the result does not depend on the cuts."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lstm_viz.data.problem import restore
from lstm_viz.experiments.baselines import root_mean_square
from lstm_viz.experiments.outcome import Look, Outcome
from lstm_viz.experiments.series import problem_of
from lstm_viz.experiments.work import Fit, Stock
from lstm_viz.records import TEST, TRAIN, VALIDATION, Array, ModelConfig, Problem, State, TrainConfig


@dataclass(frozen=True, eq=False)
class Fitting:
    """How far a fit is: what training goes on from, the looks so far, and the CPU seconds of training and in all.

    `answers`: what was predicted on the test rows at the look with the lowest validation error, in the data's unit.
    """

    state: State
    looks: tuple[Look, ...] = ()
    answers: Array | None = None
    training_seconds: float = 0.0
    seconds: float = 0.0


def go_on(before: Fitting | None, work: Fit, seed: int, *, seconds: float | None = None) -> Fitting:
    """Train on, from the start if nothing was done `before`: for about so many CPU seconds, or to the end.

    At least one step is taken. For workers: it imports torch.

    Raises:
        TrainingStopped: the loss or the gradient is not finite.
    """
    from lstm_viz.training.advance import advance, start

    began, deadline = time.process_time(), time.thread_time() + (seconds or float("inf"))
    problem, model = problem_of(work.series, seed), model_of(work)
    train = TrainConfig(work.learning_rate, work.batch, seed)
    now = before or Fitting(start(model, train, problem))
    while True:
        until = min(work.steps, (now.state.step // work.look + 1) * work.look)
        left = max(1e-3, deadline - time.thread_time())
        state = advance(now.state, problem, model, train, seconds=left, until=until)
        spent = now.training_seconds + state.seconds
        now = replace(now, state=State(state.step, state.weights, state.moments), training_seconds=spent)
        if state.step == until:
            now = _looked(now, until, _predicted(model, state.weights, problem), problem)
        if state.step == work.steps or time.thread_time() >= deadline:
            return replace(now, seconds=now.seconds + time.process_time() - began)


def model_of(work: Fit) -> ModelConfig:
    """Return the network."""
    return ModelConfig(hidden_size=work.units, cell=work.cell)


def multiply_adds(model: ModelConfig) -> int:
    """Return how many products with a weight one timestep adds up: G·H·(F + H) of a layer with G sums, K·H in the head.

    The few products of gates with states, at most 3 H of them, are not counted. One layer.
    """
    h = model.hidden_size
    return model.sums * h * (model.input_size + h) + model.output_size * h


def outcome(done: Fitting, work: Fit, seed: int) -> Outcome:
    """Return what came of a fit that is done; "best" is where the validation error was lowest."""
    best, end = min(done.looks, key=_validation_error), done.looks[-1]
    problem, model = problem_of(work.series, seed), model_of(work)
    last = root_mean_square((problem.anchor - problem.actual)[problem.part == TEST])
    values = {
        "train": end[TRAIN + 1],
        "validation": end[VALIDATION + 1],
        "test": end[TEST + 1],
        "best_step": best[0],
        "best_validation": best[VALIDATION + 1],
        "best_test": best[TEST + 1],
        "relative": best[TEST + 1] / last,
        "parameters": model.parameter_count,
        "multiply_adds": multiply_adds(model),
        "step_ms": 1000 * done.training_seconds / work.steps,
    }
    answers = () if done.answers is None or not isinstance(work.series, Stock) else tuple(done.answers.tolist())
    return Outcome(seed, done.seconds, values, steps=work.steps, looks=done.looks, answers=answers)


def _looked(now: Fitting, step: int, predicted: Array, problem: Problem) -> Fitting:
    """Return the fit with one look more: the root mean square errors of each part, in the data's unit."""
    off = predicted - problem.actual
    train, validation, test = (root_mean_square(off[problem.part == part]) for part in (TRAIN, VALIDATION, TEST))
    best = validation < min(map(_validation_error, now.looks), default=float("inf"))
    answers = predicted[problem.part == TEST] if best else now.answers
    return replace(now, looks=(*now.looks, (step, train, validation, test)), answers=answers)


def _validation_error(look: Look) -> float:
    return look[VALIDATION + 1]


def _predicted(model: ModelConfig, weights: Mapping[str, Array], problem: Problem) -> Array:
    """Return (N, T): what the network predicts, in the data's unit."""
    from lstm_viz.model.predict import predict  # only in workers

    scale = problem.target_scale
    if scale is None:
        raise ValueError("the problem predicts classes")
    return restore(scale, predict(model, weights, problem)[..., 0], problem.anchor)
