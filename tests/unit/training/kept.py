"""Runs to keep, and registries to keep them in, for the tests of the store."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from lstm_viz.records import Array, ModelConfig, Run, Segment, TrainConfig
from lstm_viz.training.advance import advance, start
from lstm_viz.training.engine import Engine
from lstm_viz.training.history import History
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.registry import RunRegistry
from lstm_viz.training.run_file import Card, KeptRun
from lstm_viz.training.store import RunStore
from lstm_viz.training.store_folder import claim_folder
from tests.unit.training.problems import sine_problem

SMALL = ModelConfig(hidden_size=3)


def grown_run(chunks: int, most_bytes: int = 2**26) -> list[Run]:
    """A run after 0, 1, … chunks of five steps each."""
    problem, train = sine_problem(), TrainConfig()
    history = History(start(SMALL, train, problem), most_bytes)
    runs = []
    for _ in range(chunks + 1):
        runs.append(
            Run(
                SMALL,
                (Segment(0, train),),
                history.losses,
                history.validation,
                dict(history.snapshots),
                history.newest,
                "2.13.0",
                "AVX2",
            )
        )
        history.add(advance(history.newest, problem, SMALL, train, steps=5))
    return runs


def same_run(a: Run | None, b: Run | None) -> bool:
    if a is None or b is None:
        return a is b
    pairs: list[tuple[Any, Any]] = [(a.losses, b.losses), (a.validation, b.validation)]
    for mine, others in ((a.newest.weights, b.newest.weights), (a.newest.moments, b.newest.moments)):
        if mine.keys() != others.keys():
            return False
        pairs += [(mine[name], others[name]) for name in mine]
    if a.snapshots.keys() != b.snapshots.keys() or a.newest.step != b.newest.step:
        return False
    pairs += [(a.snapshots[s][name], b.snapshots[s][name]) for s in a.snapshots for name in a.snapshots[s]]
    return (a.model, a.segments) == (b.model, b.segments) and all(np.array_equal(x, y) for x, y in pairs)


def kept(run: Run | None, run_id: str = "r" * 22, person: str = "p", name: str = "a run") -> KeptRun:
    return KeptRun(Card(run_id, person, name, made=1.0), {"settings": {"seed": "1"}}, {"values": np.ones((3, 2))}, run)


def open_store(folder: Path, **more: Any) -> RunStore:
    claim = claim_folder({"LSTM_VIZ_RUNS": str(folder)})
    assert claim.note is None
    return RunStore(claim, **more)


def registry_on(store: RunStore, engine: Engine, **more: Any) -> RunRegistry:
    """A registry of runs on the sine problem, which differ by their seed."""

    def describe(live: LiveRun) -> tuple[Mapping[str, Any], Mapping[str, Array]]:
        return {"seed": live.about, "goal": live.status().goal}, {}

    def revive(found: KeptRun) -> LiveRun:
        return new_run(engine, found.about["seed"], found.about["goal"], saved=found.run)

    return RunRegistry(store, describe, revive, **more)


def new_run(engine: Engine, seed: int, goal: int, **more: Any) -> LiveRun:
    """A run that somebody always looks at, unless the test has a clock of its own."""
    options: dict[str, Any] = {"clock": lambda: 0.0} | more
    return LiveRun(engine, sine_problem(), SMALL, TrainConfig(seed=seed), goal=goal, about=seed, **options)
