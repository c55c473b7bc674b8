import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch

from lstm_viz.errors import ConnectionLost, SettingError, WorkerLost
from lstm_viz.records import ModelConfig, State, TrainConfig
from lstm_viz.training.advance import advance, start
from lstm_viz.training.cluster_engine import ClusterEngine
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.local_engine import LocalEngine
from tests.unit.training.cluster import ROOT, Cluster, count_tasks, dies_once, end, free_port, wait_for
from tests.unit.training.faults import dies, twenty_steps
from tests.unit.training.problems import sine_problem
from tests.unit.training.test_advance import same_bits

MODEL, TRAIN = ModelConfig(hidden_size=8, num_layers=2, dropout=0.2), TrainConfig(batch_size=8)
LONG = 120.0

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="process groups")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers; the last test kills the scheduler."""
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    made.start_scheduler()
    made.start_workers("--nworkers", "2")
    yield made
    made.end()


@pytest.fixture(scope="module")
def far(cluster: Cluster) -> Iterator[ClusterEngine]:
    """An engine on the cluster."""
    made = ClusterEngine(cluster.address)
    assert wait_for(lambda: made.report().slots == 2)
    yield made
    made.shutdown()
    assert f"cluster {cluster.address}" not in [thread.name for thread in threading.enumerate()]


def live(engine: ClusterEngine | LocalEngine, seed: int = 0, goal: int = 200, advance: Any = twenty_steps) -> LiveRun:
    run = LiveRun(engine, sine_problem(), MODEL, replace(TRAIN, seed=seed), goal=goal, advance=advance)
    run.play()
    return run


def words(*runs: LiveRun) -> list[str]:
    """Return the states of runs that somebody looks at, once they have ended."""

    def over() -> bool:
        for run in runs:
            run.touch()
        return all(run.status().state in ("finished", "failed") for run in runs)

    assert wait_for(over)
    return [run.status().state for run in runs]


def undisturbed(seed: int, steps: int) -> State:
    train = replace(TRAIN, seed=seed)
    return advance(start(MODEL, train, sine_problem()), sine_problem(), MODEL, train, steps=steps)


def newest(run: LiveRun) -> State:
    picture = run.run()
    assert picture is not None
    return picture.newest


def warning(engine: ClusterEngine) -> str:
    return engine.report().warning or ""


def test_calls_come_back_with_their_results_and_errors(far: ClusterEngine) -> None:
    calls = [far.submit(divmod, 7, k) for k in range(4)]
    assert [call.result(LONG) for call in calls[1:]] == [(7, 0), (3, 1), (2, 1)]
    with pytest.raises(ZeroDivisionError):
        calls[0].result(LONG)
    with pytest.raises((AttributeError, pickle.PicklingError), match="lambda"):
        far.submit(lambda: 1).result(LONG)
    report = far.report()
    assert (report.place, report.slots, report.running, report.waiting) == (far.address, 2, 0, 0)
    assert report.warning is None


def test_a_run_has_the_same_bits_on_the_cluster_as_on_this_computer(far: ClusterEngine, engine: LocalEngine) -> None:
    there, here = live(far), live(engine)
    assert words(there, here) == ["finished", "finished"]
    assert same_bits(newest(there), newest(here))
    assert same_bits(newest(there), undisturbed(0, 200))


def test_a_worker_computes_with_one_thread(far: ClusterEngine) -> None:
    assert [far.submit(torch.get_num_threads).result(LONG) for _ in range(4)] == [1, 1, 1, 1]


def test_a_chunk_larger_than_dask_likes_goes_through_without_a_word(far: ClusterEngine) -> None:
    assert far.submit(len, bytes(12_000_000)).result(LONG) == 12_000_000


def test_a_run_whose_worker_is_killed_in_the_middle_goes_on_within_seconds_with_the_same_bits(
    far: ClusterEngine, tmp_path: Path
) -> None:
    before, marker = far.report().restarts, tmp_path / "killed"
    run = live(far, advance=partial(dies_once, str(marker)))
    assert wait_for(marker.exists)
    killed, seen = time.monotonic(), run.status().step
    assert run.wait_until(lambda status: status.step > seen, LONG)
    assert time.monotonic() - killed < 10
    assert words(run) == ["finished"]
    assert same_bits(newest(run), undisturbed(0, 200))
    assert far.report().restarts == before + 1


def test_the_end_of_a_worker_is_said_within_two_seconds(far: ClusterEngine) -> None:
    assert wait_for(lambda: far.report().slots == 2)
    call = far.submit(dies)
    assert wait_for(call.running)
    assert isinstance(call.exception(2), WorkerLost)


def test_a_poisoned_run_ends_alone_among_five_healthy_ones(far: ClusterEngine) -> None:
    healthy = [live(far, seed, goal=100) for seed in range(5)]
    poisoned = live(far, 7, advance=dies)
    assert words(poisoned, *healthy) == ["failed"] + 5 * ["finished"]
    assert "ended 3 times at step 1" in str(poisoned.status().message)
    for seed, run in enumerate(healthy):
        assert same_bits(newest(run), undisturbed(seed, 100))


def test_a_worker_that_cannot_import_this_package_is_said_and_gets_no_call(
    cluster: Cluster, far: ClusterEngine, tmp_path: Path
) -> None:
    workers = cluster.start_workers(cwd=tmp_path, PYTHONPATH="")
    assert wait_for(lambda: warning(far) == "The workers cannot import lstm_viz: install it there.")
    assert [far.submit(abs, -k).result(LONG) for k in range(6)] == [0, 1, 2, 3, 4, 5]
    end(workers)
    assert wait_for(lambda: far.report().warning is None)


def test_workers_that_compute_other_bits_are_said_with_the_remedy(cluster: Cluster, far: ClusterEngine) -> None:
    workers = cluster.start_workers(ATEN_CPU_CAPABILITY="default")
    assert wait_for(lambda: "ATEN_CPU_CAPABILITY=avx2" in warning(far))
    assert "DEFAULT" in warning(far)
    end(workers)
    assert wait_for(lambda: far.report().warning is None)


def test_the_scheduler_keeps_nothing_of_calls_that_are_done(cluster: Cluster, far: ClusterEngine) -> None:
    from distributed import Client

    assert wait_for(lambda: far.report().slots == 2), "a worker that gets ready has a call of its own"
    assert far.submit(abs, -1).result(LONG) == 1
    with Client(cluster.address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        assert wait_for(lambda: client.run_on_scheduler(count_tasks) == 0)


SERVER = """
import gc, sys, threading, time
from lstm_viz.training.choose_engine import choose_engine
early = "distributed" in sys.modules
engine = choose_engine({{"LSTM_VIZ_SCHEDULER": "{address}"}}, 2)
print(early, engine.submit(abs, -3).result(60), "torch" in sys.modules, flush=True)
sys.stdin.readline()
calls = [engine.submit(time.sleep, 60) for _ in range(3)]
def wait_for(holds):
    for _ in range(1200):
        if not holds():
            threading.Event().wait(0.05)
    print(holds(), flush=True)
wait_for(lambda: engine.report().running == 2)
wait_for(lambda: not engine.connected)
wait_for(lambda: engine.connected)
gc.collect()
print(*[type(call.exception(0)).__name__ for call in calls])
"""


@pytest.fixture
def server(cluster: Cluster) -> Iterator["subprocess.Popen[str]"]:
    """A server of its own process; it ends, without a shutdown, when it has lost the cluster and found it again."""
    command, pipe = [sys.executable, "-c", SERVER.format(address=cluster.address)], subprocess.PIPE
    made = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
    yield made
    made.kill()
    made.communicate()


def test_without_a_scheduler_the_engine_says_so_and_makes_nobody_wait() -> None:
    began = time.monotonic()
    address = f"tcp://127.0.0.1:{free_port()}"
    engine = ClusterEngine(address)
    call = engine.submit(abs, -1)
    assert time.monotonic() - began < 0.5
    with pytest.raises(ConnectionLost, match=f"The scheduler at {address} cannot be reached"):
        call.result(LONG)
    assert not engine.connected
    assert address in warning(engine)
    assert isinstance(engine.submit(abs, -1).exception(1), ConnectionLost)
    engine.shutdown()
    with pytest.raises(RuntimeError, match="shut down"):
        engine.submit(abs, -1)


def test_a_missing_package_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SettingError, match=r"install requirements-cluster\.txt"):
        ClusterEngine("tcp://127.0.0.1:1")


def test_a_lost_scheduler_is_said_within_two_seconds_and_training_goes_on_with_the_next_one(
    cluster: Cluster, far: ClusterEngine, server: "subprocess.Popen[str]"
) -> None:
    assert server.stdin is not None
    assert server.stdout is not None
    assert server.stdout.readline() == "False 3 False\n", "distributed before its time, a result, torch in a server"
    run = live(far, goal=100_000)
    assert run.wait_until(lambda status: status.step >= 40, LONG)
    server.stdin.write("compute\n")
    server.stdin.flush()
    assert server.stdout.readline() == "True\n"
    waiting = [far.submit(time.sleep, 60) for _ in range(4)]
    assert wait_for(lambda: far.report().running == 2)
    killed = time.monotonic()
    cluster.kill_scheduler()
    for call in waiting:
        with pytest.raises(ConnectionLost, match=f"The connection to {far.address} is lost"):
            call.result(2)
    assert time.monotonic() - killed < 2
    assert not far.connected
    assert run.wait_until(lambda status: status.state == "disconnected", LONG)
    seen = run.status().step

    cluster.start_scheduler()
    assert wait_for(lambda: far.connected)
    assert wait_for(lambda: warning(far) == "The cluster has no worker: start one.")
    run.touch()
    workers = cluster.start_workers("--no-nanny")
    assert run.wait_until(lambda status: status.step > seen, LONG)
    run.pause()
    assert run.wait_until(lambda status: status.state == "paused", LONG)
    assert same_bits(newest(run), undisturbed(0, newest(run).step))

    assert isinstance(far.submit(dies).exception(LONG), WorkerLost)
    assert workers.wait(LONG) != 0
    late = far.submit(abs, -1)
    assert wait_for(lambda: warning(far) == "The cluster has no worker: start one.")
    cluster.start_workers("--no-nanny")
    assert late.result(LONG) == 1
    found = "True\nTrue\nConnectionLost ConnectionLost ConnectionLost\n"
    assert server.communicate(timeout=LONG) == (found, ""), "lost and found without a word in the log"


def test_what_waits_at_shutdown_is_cancelled_and_what_runs_ends_by_itself(cluster: Cluster, far: ClusterEngine) -> None:
    assert wait_for(lambda: far.report().slots >= 1)
    engine = ClusterEngine(cluster.address)
    assert wait_for(lambda: engine.report().slots >= 1)
    first, *_, last = [engine.submit(time.sleep, 1.0) for _ in range(4)]
    assert wait_for(first.running)
    engine.shutdown()
    assert first.result(0) is None
    assert last.cancelled()
