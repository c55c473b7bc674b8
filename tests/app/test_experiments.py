"""Experiments as Streamlit draws them; one is really run, and the command line gives the same numbers."""

import json
import subprocess
import sys
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lstm_viz.experiments.command import to_json
from lstm_viz.experiments.known import EXPERIMENTS
from lstm_viz.experiments.report import MEASURED
from lstm_viz.ui import server
from tests.app.opened import opened
from tests.app.test_lab import press, words

PERSON = "one who runs"
PAGE = """
from lstm_viz.ui import session
from lstm_viz.ui.pages import experiments

session.begin()
experiments.page()
"""


def page(person: str = PERSON, **asked: str) -> AppTest:
    return opened(PAGE, person, **asked)


def timeless(told: dict[str, Any]) -> dict[str, Any]:
    for row in told["rows"]:
        for name in MEASURED:
            row["medians"].pop(name, None)
        for seed in row["seeds"]:
            del seed["cpu_seconds"]
            seed["numbers"] = {name: value for name, value in seed["numbers"].items() if name not in MEASURED}
    return told


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_one_that_was_not_run_says_what_it_takes(name: str) -> None:
    app = page("a newcomer", experiment=name)
    assert EXPERIMENTS[name].question in [each.value for each in app.subheader]
    assert "Press **Run** to train" in app.info[0].value
    assert not app.dataframe


def test_a_link_to_one_that_there_is_not_says_so_and_shows_the_first() -> None:
    app = page("a newcomer", experiment="<b>lags</b>")
    assert "The link asks for an experiment that there is not" in words(app)
    assert app.subheader[0].value == next(iter(EXPERIMENTS.values())).question


def test_a_run_fills_the_table_comes_back_after_f5_and_is_the_command_lines() -> None:
    app = page(experiment="overfitting")
    app.number_input[0].set_value(1).run()
    press(app, "Run")
    assert [each.label for each in app.button] == ["Cancel"]
    ended = server.experiments().wait_until_done(PERSON, "overfitting", lambda _: None)
    app.run()
    assert not app.exception
    assert len(app.dataframe[0].value) == 4
    assert "The same from the command line" in words(app)
    assert app.code[0].value == "python -m lstm_viz experiment overfitting --seeds 1"
    again = page(experiment="overfitting")
    assert again.dataframe[0].value.equals(app.dataframe[0].value)
    assert again.number_input[0].value == 1
    assert [(each.label, each.disabled) for each in again.button] == [("Run", True)]

    asked = [sys.executable, "-m", "lstm_viz", "experiment", "overfitting", "--seeds=1", "--json"]
    told = subprocess.run(asked, cwd=server.ROOT, capture_output=True, text=True, timeout=120, check=True)
    assert timeless(json.loads(told.stdout)) == timeless(json.loads(to_json(ended.report)))


def test_a_cancelled_run_says_how_far_it_came() -> None:
    app = page("one who stops", experiment="lag")
    press(app, "Run")
    press(app, "Cancel")
    assert "Run goes on from here" in app.get("progress")[0].proto.text
    assert not app.exception
