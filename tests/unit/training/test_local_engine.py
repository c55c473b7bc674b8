import os
import signal
import subprocess
import sys
from concurrent.futures import Future
from pathlib import Path
from select import select
from threading import Event

import pytest

from lstm_viz.errors import WorkerLost
from lstm_viz.training.local_engine import LocalEngine
from tests.unit.training.faults import dies, waits_for_ever

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="fork server, process groups and file descriptors")


def test_calls_come_back_with_their_results_and_errors(engine: LocalEngine) -> None:
    calls = [engine.submit(divmod, 7, k) for k in range(4)]
    assert [call.result() for call in calls[1:]] == [(7, 0), (3, 1), (2, 1)]
    with pytest.raises(ZeroDivisionError):
        calls[0].result()


def test_a_worker_that_dies_takes_only_its_own_call_with_it(engine: LocalEngine) -> None:
    calls = [engine.submit(dies if k == 5 else abs, -k) for k in range(20)]
    ends = [call.exception() for call in calls]
    assert [k for k, end in enumerate(ends) if end is not None] == [5]


def test_what_waits_at_shutdown_is_cancelled_and_nothing_is_taken_after_it() -> None:
    engine = LocalEngine(1)
    began, go_on = Event(), Event()
    first = engine.submit(abs, -1)

    def hold(_: "Future[int]") -> None:
        began.set()
        go_on.wait()

    first.add_done_callback(hold)
    assert began.wait(60)
    waiting = engine.submit(abs, -2)
    engine.shutdown(wait=False)
    go_on.set()
    assert waiting.cancelled()
    with pytest.raises(RuntimeError, match="shut down"):
        engine.submit(abs, -3)
    engine.shutdown()


def test_the_crowd_counts_what_each_slot_has_to_do() -> None:
    engine = LocalEngine(2)
    assert engine.crowd == 0.5
    engine.shutdown()


def started_server() -> "subprocess.Popen[str]":
    """Return a server that has just asked for its first workers, in a process group of its own."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.unit.training.server"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert server.stdout is not None
    assert server.stdout.readline() == "started\n"
    return server


def training_server() -> tuple["subprocess.Popen[str]", list[int], str]:
    """Return a server that trains, file descriptors of its processes, and its word on torch."""
    server = started_server()
    assert server.stdout is not None
    *ids, torch = server.stdout.readline().split()
    assert len(ids) >= 3
    return server, [os.pidfd_open(int(each)) for each in ids], torch


def all_ended(processes: list[int]) -> bool:
    ended = all(select([each], [], [], 20)[0] for each in processes)
    for each in processes:
        os.close(each)
    return ended


@on_linux
def test_no_process_outlives_a_killed_server_which_never_imported_torch() -> None:
    server, processes, torch = training_server()
    server.kill()
    assert all_ended(processes)
    server.communicate()
    assert torch == "False"


@on_linux
def test_ctrl_c_ends_every_process_without_a_word() -> None:
    server, processes, _ = training_server()
    os.killpg(server.pid, signal.SIGINT)
    _, said = server.communicate(timeout=30)
    assert said == ""
    assert server.returncode == 0
    assert all_ended(processes)


@on_linux
def test_ctrl_c_ends_every_process_without_a_word_while_the_workers_are_still_on_their_way() -> None:
    server = started_server()
    os.killpg(server.pid, signal.SIGINT)
    _, said = server.communicate(timeout=30)  # returns when the last process has closed its end
    assert (server.returncode, said) == (0, "")


@on_linux
def test_an_end_breaks_off_what_runs(tmp_path: Path) -> None:
    engine, word = LocalEngine(1), tmp_path / "word"
    os.mkfifo(word)
    running = engine.submit(waits_for_ever, str(word))
    with word.open():  # returns when the worker has opened it too
        engine.end()
        assert isinstance(running.exception(60), WorkerLost)
    engine.shutdown()


@on_linux
def test_one_call_is_broken_off_and_the_next_goes_on(tmp_path: Path) -> None:
    engine, word = LocalEngine(1), tmp_path / "word"
    os.mkfifo(word)
    running, waiting, after = engine.submit(waits_for_ever, str(word)), engine.submit(abs, -1), engine.submit(abs, -2)
    with word.open():
        engine.break_off(waiting)
        engine.break_off(running)
        assert isinstance(running.exception(60), WorkerLost)
    assert waiting.cancelled()
    assert after.result(60) == 2
    engine.break_off(after)
    assert engine.submit(abs, -3).result(60) == 3
    engine.shutdown()


@pytest.mark.skipif(not hasattr(os, "nice"), reason="a process's priority, as Unix counts it")
def test_a_nice_engines_workers_give_way() -> None:
    polite, plain = LocalEngine(1, nice=7), LocalEngine(1)
    assert polite.submit(os.nice, 0).result(60) == plain.submit(os.nice, 0).result(60) + 7
    polite.shutdown()
    plain.shutdown()
