"""A fork with edited weights, on disk and as a file: the same bits, also where it was on its way yet."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lstm_viz.errors import SavedRunError
from lstm_viz.model.exchange import open_run, save_run
from lstm_viz.records import CellName, Run
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.training.registry import RunRegistry
from lstm_viz.ui.experiment import build, title_of
from lstm_viz.ui.saved import bring_to_life, describe, open_saved, save
from lstm_viz.ui.settings import Settings
from tests.unit.training.kept import open_store, same_run

LONG = 60.0
SETTINGS = Settings(units=3, layers=1, steps=120)


def ended(live: LiveRun) -> Run:
    assert live.wait_until(lambda status: status.state in ("finished", "paused"), LONG)
    run = live.run()
    assert run is not None
    return run


def trained(engine: LocalEngine, cell: CellName = "lstm") -> LiveRun:
    made = build(replace(SETTINGS, cell=cell), None)
    live = LiveRun(engine, made.problem, made.model, made.train, goal=120, about=made)
    live.play()
    ended(live)
    return live


@pytest.fixture(scope="module")
def file(engine: LocalEngine) -> bytes:
    return save(trained(engine))


def forked(parent: LiveRun, step: int, *edits: tuple[str, int, float]) -> LiveRun:
    child = parent.fork(step, None, [{"name": name, "at": at, "value": value} for name, at, value in edits])
    child.about = replace(parent.about, origin=("parent", step), edits=child.edits)
    return child


def at_its_step(child: LiveRun, step: int) -> Run:
    if child.status().step < step:
        child.play()
    run = ended(child)
    assert run.newest.step == step
    return run


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_an_edited_fork_saved_and_opened_goes_on_to_the_same_bits(engine: LocalEngine, cell: CellName) -> None:
    parent = trained(engine, cell)
    child = forked(parent, 70, (f"{cell}.bias_hh_l0", 1, -0.1), ("head.weight", 2, 3.3))
    before = at_its_step(child, 70)
    opened = open_saved(save(child), engine)
    found = opened.run()
    assert found is not None
    assert opened.edits == child.edits
    assert same_bits(found, before)
    assert all(np.array_equal(found.snapshots[70][name], array) for name, array in before.newest.weights.items())
    assert title_of(opened.about).endswith(" 1 × 3 units, from step 70, 2 weights edited")
    for live in (child, opened):
        live.play()
    assert same_bits(ended(opened), ended(child))
    one, two = (at_its_step(forked(live, 100), 100) for live in (child, opened))  # both train over step 70 again
    assert same_bits(one, two)


def same_bits(one: Run, two: Run) -> bool:
    """Whether all is the same but which snapshots are kept: a file has fewer."""
    return same_run(replace(one, snapshots={}), replace(two, snapshots={}))


def registry(folder: Path, engine: LocalEngine) -> RunRegistry:
    def revive(kept: Any) -> LiveRun:
        return bring_to_life(kept.about, kept.tables, kept.run, engine, None)

    return RunRegistry(open_store(folder), describe, revive)


def test_a_server_that_ends_on_the_way_to_an_edited_fork_leads_there_all_the_same(
    engine: LocalEngine, tmp_path: Path
) -> None:
    parent = trained(engine)
    parent.set_learning_rate(0.02)
    parent.play()
    ended(parent)
    edit = ("lstm.weight_hh_l0", 5, 2.5)
    straight = at_its_step(forked(parent, 200, edit), 200)
    child = forked(parent, 200, edit)
    child.step()
    half = ended(child)
    assert half.newest.step < 200
    first = registry(tmp_path, engine)
    run_id = first.add(child, "p", title_of(child.about))
    assert first.keep(run_id)
    first.store.close()
    second = registry(tmp_path, engine)
    revived = second.get(run_id)
    assert revived is not None
    assert same_bits(at_its_step(revived, 200), straight)
    (card,) = second.of("p")
    assert card.name.endswith(" 1 × 3 units, from step 200, 1 weight edited")


@pytest.mark.parametrize(
    "wrong",
    [
        {"edits": [{"step": 70, "name": "lstm.weight_ih_l7", "at": 0, "value": 1.0}]},
        {"edits": [{"step": 70, "name": "head.bias", "at": 9, "value": 1.0}]},
        {"edits": [{"step": -1, "name": "head.bias", "at": 0, "value": 1.0}]},
        {"edits": [{"step": 70, "name": "head.bias", "at": 0, "value": float("inf")}]},
        {"edits": 3},
        {"way": [[0.1, -5]]},
        {"way": [[50.0, 200]]},
        {"way": [["fast", 200]]},
        {"way": [[0.1]]},
    ],
)
def test_a_file_whose_edits_or_way_do_not_fit_is_refused_in_words(
    engine: LocalEngine, file: bytes, wrong: dict[str, Any]
) -> None:
    found = open_run(file)
    with pytest.raises(SavedRunError, match="download it from the Lab again"):
        open_saved(save_run(found.run, {**found.about, **wrong}, found.tables), engine)
