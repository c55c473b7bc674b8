"""What is sent to workers by name. This module itself imports no torch: the server sends, only workers import.

A problem travels once: a job carries its key, a worker keeps the last 64 MB, and a worker that lacks it says so.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from lstm_viz.model.errors_by_part import ClassErrors, LevelErrors, errors_by_part
from lstm_viz.records import Array, ModelConfig, Problem, State, TrainConfig

KEPT_BYTES = 64 * 2**20
_problems: OrderedDict[str, Problem] = OrderedDict()


@dataclass(frozen=True)
class NeedProblem:
    """The worker's answer when it does not hold the problem: send the job again, with it."""

    key: str


@dataclass(frozen=True)
class Started:
    """The answer to `start_job`: the first state, and what it was computed on."""

    state: State
    torch_version: str
    instruction_set: str


@dataclass(frozen=True, eq=False)
class Scored:
    """The answer to `score_job`: the outputs (T, K) over the probe sequence, and the errors by part."""

    y: Array
    errors: Mapping[str, LevelErrors | ClassErrors | None]


def start_job(
    model: ModelConfig, train: TrainConfig, key: str, problem: Problem | None = None
) -> Started | NeedProblem:
    """Return the state before the first step."""
    held = _held(key, problem)
    if held is None:
        return NeedProblem(key)
    import torch  # only in workers

    from lstm_viz.training.advance import start  # only in workers

    state = start(model, train, held)
    return Started(state, str(torch.__version__), torch.backends.cpu.get_cpu_capability())


def advance_job(
    state: State,
    model: ModelConfig,
    train: TrainConfig,
    key: str,
    problem: Problem | None = None,
    *,
    seconds: float | None = None,
    steps: int | None = None,
    until: int | None = None,
) -> State | NeedProblem:
    """Return the state that training leads to from `state`."""
    held = _held(key, problem)
    if held is None:
        return NeedProblem(key)
    from lstm_viz.training.advance import advance  # only in workers

    return advance(state, held, model, train, seconds=seconds, steps=steps, until=until)


def score_job(
    model: ModelConfig, weights: Mapping[str, Array], key: str, problem: Problem | None = None
) -> Scored | NeedProblem:
    """Return what a network predicts and how far it is off."""
    held = _held(key, problem)
    if held is None:
        return NeedProblem(key)
    from lstm_viz.model.predict import predict  # only in workers

    outputs = predict(model, weights, held)
    return Scored(outputs[held.probe], errors_by_part(held, outputs))


def _held(key: str, problem: Problem | None) -> Problem | None:
    if problem is not None:
        _problems.setdefault(key, problem)  # what is held already has its tensors
    if key in _problems:
        _problems.move_to_end(key)
        while len(_problems) > 1 and sum(each.bytes for each in _problems.values()) > KEPT_BYTES:
            _problems.popitem(last=False)
    return _problems.get(key)
