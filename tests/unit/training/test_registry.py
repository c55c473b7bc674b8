from lstm_viz.records import ModelConfig, TrainConfig
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.training.registry import RunRegistry
from tests.unit.training.problems import sine_problem


def run_at(engine: LocalEngine, clock: list[float]) -> LiveRun:
    return LiveRun(
        engine, sine_problem(), ModelConfig(hidden_size=2), TrainConfig(), goal=10**6, clock=lambda: clock[0]
    )


def test_a_run_is_found_by_an_id_that_cannot_be_guessed(engine: LocalEngine) -> None:
    registry, runs = RunRegistry(), [run_at(engine, [0.0]) for _ in range(3)]
    ids = [registry.add(run) for run in runs]
    assert [registry.get(each) for each in ids] == runs
    assert len(set(ids)) == 3
    assert min(map(len, ids)) >= 22  # 128 bits
    assert registry.get("guess") is None


def test_the_run_that_nobody_has_looked_at_for_longest_is_dropped_first(engine: LocalEngine) -> None:
    registry, clock = RunRegistry(most=2), [0.0]
    first = registry.add(run_at(engine, clock))
    clock[0] = 1.0
    second = registry.add(run_at(engine, clock))
    clock[0] = 2.0
    run = registry.get(first)
    assert run is not None
    run.touch()
    third = registry.add(run_at(engine, clock))
    assert [registry.get(each) is not None for each in (first, second, third)] == [True, False, True]


def test_a_run_that_trains_is_kept_unless_its_page_was_left(engine: LocalEngine) -> None:
    registry, clock = RunRegistry(most=1), [0.0]
    playing = run_at(engine, clock)
    first = registry.add(playing)
    playing.play()
    second = registry.add(run_at(engine, clock))
    assert registry.get(first) is playing
    assert registry.get(second) is not None
    clock[0] = 60.0
    third = registry.add(run_at(engine, clock))
    assert [registry.get(each) is not None for each in (first, second, third)] == [False, False, True]
