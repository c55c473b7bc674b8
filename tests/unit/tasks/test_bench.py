"""Real training of a task that takes a second, in worker processes."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest

from lstm_viz.tasks.bench import Report, run_task
from lstm_viz.tasks.solve import SeedResult
from tests.browser.app_server import ROOT

SHORT = {"length": 10, "forget_bias": 3, "steps": 400}


def timeless(report: Report) -> list[SeedResult]:
    return [replace(each, cpu_seconds=0) for each in report.seeds]


@pytest.fixture(scope="module")
def report() -> Report:
    return run_task("recall", SHORT, seeds=3, workers=2)


def test_recall_10_is_solved_by_every_seed(report: Report) -> None:
    assert report.met
    assert [each.seed for each in report.seeds] == [0, 1, 2]
    assert all(each.score >= 0.99 and 50 <= each.steps < 400 and each.cpu_seconds > 0 for each in report.seeds)


def test_the_numbers_do_not_depend_on_the_number_of_workers(report: Report) -> None:
    assert timeless(run_task("recall", SHORT, seeds=3, workers=1)) == timeless(report)


def test_what_is_given_up_is_not_called_solved() -> None:
    given_up = run_task("recall", {"length": 50, "forget_bias": 0, "steps": 60}, cell="rnn", seeds=1)
    assert not given_up.met
    assert given_up.seeds[0].steps == 60
    assert given_up.seeds[0].score < 0.6


def test_seeds_done_are_told_with_the_time_that_is_left() -> None:
    told: list[tuple[int, float]] = []
    run_task("recall", SHORT, seeds=2, workers=1, tell=lambda done, left: told.append((done, left)))
    assert [done for done, _ in told] == [0, 1, 2]
    assert min(told[0][1], told[1][1]) > 0
    assert told[2][1] == 0


def command(*words: str) -> "subprocess.CompletedProcess[str]":
    started = [sys.executable, "-m", "lstm_viz", "task", *words]
    return subprocess.run(started, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_the_command_line_gives_the_same_numbers_as_json_and_nothing_else_on_stdout(report: Report) -> None:
    ended = command("recall", *(f"--set={name}={value}" for name, value in SHORT.items()), "--seeds=3", "--json")
    assert ended.returncode == 0
    told = json.loads(ended.stdout)
    assert list(told) == ["task", "cell", "settings", "criterion", "source", "met", "seeds"]
    assert [list(each) for each in told["seeds"]] == [["seed", "solved", "steps", "cpu_seconds", "score"]] * 3
    own = report.as_json()
    for seeds in (told["seeds"], own["seeds"]):
        for each in seeds:
            del each["cpu_seconds"]
    assert told == own
    assert ended.stderr.splitlines()[-1] == "Seeds done: 3, about 0 s left."


def test_without_json_the_settings_come_first_with_the_width_that_is_fair_and_the_verdict_last() -> None:
    ended = command(
        *("recall", "--set=length=10", "--set=forget_bias=3"), *("--seeds=1", "--cell=gru", "--equal=parameters")
    )
    lines = ended.stdout.splitlines()
    assert lines[1].startswith("length 10, units 19, forget_bias 3, ")
    assert lines[-1].startswith("The task was solved by 1 of 1 seed with the GRU, in ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["xor"], "There is no task “xor”: choose among recall,"),
        (["recall", "--set", "length"], "“length” is not a setting: write --set NAME=NUMBER,"),
        (["recall", "--set", "length=x"], "The setting length is “x”: it must be a number."),
        (["recall", "--set", "length=9", "--set", "length=8"], "The setting “length” is given twice"),
        (["recall", "--seeds", "0"], "lstm_viz: argument --seeds: “0” is not a number of seeds"),
        (["recall", "--cell", "tree"], "lstm_viz: argument --cell: invalid choice: 'tree'"),
        (["recall", "--equal", "layers"], "lstm_viz: argument --equal: invalid choice: 'layers'"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_2(words: list[str], said: str) -> None:
    ended = command(*words)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(said)
    assert len(ended.stderr.splitlines()) == 1


def family(pid: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    started = [
        int(each) for task in Path(f"/proc/{pid}/task").iterdir() for each in (task / "children").read_text().split()
    ]
    return started + [each for child in started for each in family(child)]


def until_it_has(process: "subprocess.Popen[str]", count: int) -> None:
    """Wait until so many processes are below it: 1, the resource tracker; 2, the fork server; 3, a worker."""
    while len(family(process.pid)) < count:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.02)
            raise AssertionError("it ended before")


def until_it_loads(process: "subprocess.Popen[str]", library: str) -> None:
    """Wait until a compiled module is mapped into the process."""
    while library not in Path(f"/proc/{process.pid}/maps").read_text():
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.005)
            raise AssertionError("it ended before")


MOMENTS: dict[str, Callable[["subprocess.Popen[str]"], object]] = {
    "numpy is being loaded": lambda process: until_it_loads(process, "_multiarray_umath"),
    "its first process is there": lambda process: until_it_has(process, 1),
    "its fork server is there": lambda process: until_it_has(process, 2),
    "a worker has just been forked": lambda process: until_it_has(process, 3),
    "a seed is done": lambda process: any("Seeds done: 1," in line for line in stderr_of(process)),
}


def stderr_of(process: "subprocess.Popen[str]") -> IO[str]:
    assert process.stderr is not None
    return process.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="reads in /proc which processes there are")
@pytest.mark.parametrize("moment", MOMENTS)
def test_ctrl_c_ends_it_at_once_and_quietly_with_the_shells_code_however_early(moment: str) -> None:
    """Ctrl-C goes to all processes of the terminal; seeds that last for minutes are not waited for."""
    long = ["temporal-order", "--set=length=200", "--set=units=64", "--set=steps=100000", "--seeds=2"]
    short = ["recall", "--set=length=10", "--set=forget_bias=3", "--seeds=100"]
    started = [sys.executable, "-m", "lstm_viz", "task", *(short if moment == "a seed is done" else long)]
    with subprocess.Popen(
        started, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        MOMENTS[moment](process)
        os.killpg(process.pid, signal.SIGINT)
        out, said = process.communicate(timeout=30)  # returns when the last process has closed its end
    assert (process.returncode, out) == (130, "")
    assert all(line.startswith("Seeds done: ") for line in said.splitlines()), said


def test_a_report_needs_no_torch_in_the_process_that_asks() -> None:
    asks = "import sys, lstm_viz.tasks.command; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asks], cwd=ROOT, check=False).returncode == 0
