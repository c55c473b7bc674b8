"""`python -m lstm_viz experiment` in processes of its own; a whole run is held against the page in tests/app."""

import json
import subprocess
import sys

import pytest

from lstm_viz.experiments.known import EXPERIMENTS
from tests.browser.app_server import ROOT


def command(*words: str) -> "subprocess.CompletedProcess[str]":
    started = [sys.executable, "-m", "lstm_viz", "experiment", *words]
    return subprocess.run(started, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("words", [[], ["--list", "--json"]])
def test_without_a_name_or_asked_to_it_lists_what_there_is(words: list[str]) -> None:
    ended = command(*words)
    assert (ended.returncode, ended.stderr) == (0, "")
    if "--json" in words:
        listed = json.loads(ended.stdout)
        assert [(each["name"], each["question"]) for each in listed] == [
            (each.name, each.question) for each in EXPERIMENTS.values()
        ]
    else:
        assert [line.split()[0] for line in ended.stdout.splitlines()] == list(EXPERIMENTS)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lags"], "There is no experiment “lags”: choose among forget-bias,"),
        (["lag", "--seeds", "0"], "lstm_viz: argument --seeds: “0” is not a number of seeds"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_2(words: list[str], said: str) -> None:
    ended = command(*words)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(said)
    assert len(ended.stderr.splitlines()) == 1


def test_the_process_that_asks_and_the_picture_need_no_torch() -> None:
    asks = "import sys, lstm_viz.experiments.command, lstm_viz.figures.experiments; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asks], cwd=ROOT, check=False).returncode == 0
