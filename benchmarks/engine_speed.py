"""What the engine costs: CPU of a run that plays, in server and worker together, against a bare torch loop.

The bare loop runs in the same worker, on the same windows, with the same clipping and validation. Both must end with
the same weights, or they have not done the same work.
"""

import time
from collections.abc import Mapping

import numpy as np

from benchmarks.problems import big_problem, small_problem
from benchmarks.rows import Row, at_most, interleaved, median_ratio
from lstm_viz.records import Array, ModelConfig, Problem, TrainConfig
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.local_engine import LocalEngine

ROUNDS, STEPS, BIG_STEPS = 7, 300, 160
TRAIN = TrainConfig()
PATIENCE = 120.0


def rows() -> list[Row]:
    how = "CPU of {} steps of T48 H32 B32{} played in chunks of 0.2 s, server and worker, against a bare nn.LSTM loop"
    engine = LocalEngine(1)
    try:
        small = _ratio(engine, small_problem(), STEPS)
        big = _ratio(engine, big_problem(), BIG_STEPS)
    finally:
        engine.shutdown()
    return [
        at_most(1.05, "engine_ratio", small, "", how.format(STEPS, "")),
        at_most(1.10, "big_problem_ratio", big, "", how.format(BIG_STEPS, " on 25 MB of data")),
    ]


def _ratio(engine: LocalEngine, problem: Problem, steps: int) -> float:
    model = ModelConfig(input_size=problem.inputs.shape[2], hidden_size=32)

    def ours() -> tuple[float, Mapping[str, Array]]:
        return _played(engine, problem, model, steps)

    def theirs() -> tuple[float, Mapping[str, Array]]:
        looped: tuple[float, Mapping[str, Array]] = engine.submit(run_bare_loop, problem, model, steps).result()
        return looped

    for name, weights in ours()[1].items():
        if not np.allclose(weights, theirs()[1][name], atol=1e-6):
            raise RuntimeError(f"The bare loop and the engine end with different {name}: they did different work.")
    return median_ratio(interleaved(lambda: ours()[0], lambda: theirs()[0], ROUNDS))


def _played(engine: LocalEngine, problem: Problem, model: ModelConfig, steps: int) -> tuple[float, Mapping[str, Array]]:
    """Return the CPU seconds, here and in the only worker, from Play to the goal, and the last weights."""
    live = LiveRun(engine, problem, model, TRAIN, goal=steps)
    _await(live, "untrained")
    here, there = time.process_time(), engine.submit(time.process_time).result()
    live.play()
    _await(live, "finished")
    cost = time.process_time() - here + engine.submit(time.process_time).result() - there
    run = live.run()
    return cost, run.newest.weights if run else {}


def _await(live: LiveRun, state: str) -> None:
    if not live.wait_until(lambda status: status.state == state, PATIENCE):
        raise RuntimeError(f"The run is not {state} after {PATIENCE:g} s: {live.status()}")


def run_bare_loop(problem: Problem, model: ModelConfig, steps: int) -> tuple[float, Mapping[str, Array]]:
    from benchmarks.bare_loop import bare_loop  # only in workers: it imports torch

    return bare_loop(problem, model, TRAIN, steps)
