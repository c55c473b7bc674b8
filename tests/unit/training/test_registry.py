from pathlib import Path

import numpy as np
import pytest

from lstm_viz.errors import ServerFull
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.training.registry import MOST_PLAYING, RunRegistry
from tests.unit.training.kept import new_run, open_store, registry_on, same_run

LONG = 60.0


@pytest.fixture
def registry(engine: LocalEngine, tmp_path: Path) -> RunRegistry:
    return registry_on(open_store(tmp_path), engine)


def test_a_run_is_found_by_an_id_that_cannot_be_guessed(registry: RunRegistry, engine: LocalEngine) -> None:
    runs = [new_run(engine, seed, 10) for seed in range(3)]
    ids = [registry.add(run) for run in runs]
    assert [registry.get(each) for each in ids] == runs
    assert len(set(ids)) == 3
    assert min(map(len, ids)) >= 22  # 128 bits
    assert registry.get("guess") is None


def test_after_a_restart_a_run_goes_on_by_itself_and_ends_with_the_same_bits(
    engine: LocalEngine, tmp_path: Path
) -> None:
    undisturbed = new_run(engine, 7, 300)
    undisturbed.play()
    store = open_store(tmp_path)
    first = registry_on(store, engine)
    live = new_run(engine, 7, 300)
    run_id = first.add(live, "p", "mine")
    live.play()
    first.keep(run_id)
    assert live.wait_until(lambda status: status.step >= 50, LONG)
    first.keep(run_id)
    store.close()  # the server is gone, with all that came after
    again = registry_on(open_store(tmp_path), engine)
    back = again.get(run_id)
    assert back is not None
    assert back is not live
    assert back.wait_until(lambda status: status.state == "finished", LONG)
    assert undisturbed.wait_until(lambda status: status.state == "finished", LONG)
    mine, others = back.run(), undisturbed.run()
    assert mine is not None
    assert others is not None
    assert np.array_equal(mine.losses, others.losses)
    for name, array in others.newest.weights.items():
        assert np.array_equal(mine.newest.weights[name], array)
    assert again.of("p")[0].name == "mine"


def test_a_run_that_was_lost_before_its_first_state_starts_again(engine: LocalEngine, tmp_path: Path) -> None:
    registry = registry_on(open_store(tmp_path), engine)
    live = new_run(engine, 1, 20)
    run_id = registry.add(live, "p")
    live.play()
    registry.keep(run_id)
    path = next(tmp_path.glob("*.run"))
    registry.store.close()
    again = registry_on(open_store(path.parent), engine)
    back = again.get(run_id)
    assert back is not None
    assert back.wait_until(lambda status: status.state == "finished", LONG)


def test_memory_is_given_back_and_the_run_comes_back_as_it_was(engine: LocalEngine, tmp_path: Path) -> None:
    registry = registry_on(open_store(tmp_path), engine, most=2)
    first = new_run(engine, 1, 20)
    run_id = registry.add(first, "p")
    first.play()
    assert first.wait_until(lambda status: status.state == "finished", LONG)
    for seed in (2, 3):
        registry.add(new_run(engine, seed, 20, clock=lambda: 1.0))  # looked at later
    back = registry.get(run_id)
    assert back is not None
    assert back is not first
    assert same_run(back.run(), first.run())
    assert back.status().state == "finished"


def test_a_run_that_trains_before_somebodys_eyes_keeps_its_place_and_the_newcomer_is_refused_in_words(
    engine: LocalEngine, tmp_path: Path
) -> None:
    clock = [0.0]
    registry = registry_on(open_store(tmp_path), engine, most=1)
    playing = new_run(engine, 1, 10**6, clock=lambda: clock[0])
    run_id = registry.add(playing)
    playing.play()
    with pytest.raises(ServerFull, match="memory is full"):
        registry.add(new_run(engine, 2, 20))
    assert registry.get(run_id) is playing
    clock[0] = 60.0  # its page was left
    registry.add(new_run(engine, 3, 20))
    assert registry.get(run_id) is not playing
    playing.pause()


def test_memory_in_all_is_bounded_by_its_bytes(engine: LocalEngine, tmp_path: Path) -> None:
    one = new_run(engine, 0, 20).bytes
    registry = registry_on(open_store(tmp_path), engine, most_bytes=12 * one)
    ids = []
    for seed in range(12):
        live = new_run(engine, seed, 20)
        ids.append(registry.add(live, "p"))
        live.play()
        assert live.wait_until(lambda status: status.state == "finished", LONG)
        registry.keep_all()
        assert registry.bytes <= 12 * one
    assert len(registry.of("p")) == 12
    assert all(registry.get(each) is not None for each in ids)


def test_one_person_trains_so_many_runs_at_a_time_and_no_more(registry: RunRegistry, engine: LocalEngine) -> None:
    runs = [new_run(engine, seed, 10**6) for seed in range(MOST_PLAYING)]
    for live in runs:
        registry.add(live, "p")
        registry.may_play("p")
        live.play()
    with pytest.raises(ServerFull, match="pause one of them"):
        registry.may_play("p")
    registry.may_play("q")
    runs[0].pause()
    registry.may_play("p")
    for live in runs:
        live.pause()


def test_a_deleted_run_is_gone_and_can_be_put_back(registry: RunRegistry, engine: LocalEngine) -> None:
    live = new_run(engine, 1, 20)
    run_id = registry.add(live, "p", "mine")
    live.play()
    assert live.wait_until(lambda status: status.state == "finished", LONG)
    registry.rename(run_id, "renamed")
    taken = registry.delete(run_id)
    assert registry.get(run_id) is None
    assert registry.of("p") == []
    assert taken is not None
    registry.keep_all()
    registry.put_back(taken)
    back = registry.get(run_id)
    assert back is not None
    assert same_run(back.run(), live.run())
    assert registry.of("p")[0].name == "renamed"


def test_the_list_says_where_a_run_is_now(registry: RunRegistry, engine: LocalEngine) -> None:
    live = new_run(engine, 1, 20)
    run_id = registry.add(live, "p", "mine")
    assert registry.of("p") == []  # an untrained run is nothing to keep
    live.play()
    registry.keep(run_id)
    assert live.wait_until(lambda status: status.state == "finished", LONG)
    card = registry.of("p")[0]
    assert (card.run_id, card.step, card.goal) == (run_id, 20, 20)
    assert card.loss == live.status().loss_now
