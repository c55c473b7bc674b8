"""The page Prices as Streamlit draws it; networks are really trained, and the command line gives the same numbers."""

import json
import subprocess
import sys
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lstm_viz.experiments.prices.command import to_json
from lstm_viz.experiments.prices.conclusion import conclusion
from lstm_viz.experiments.prices.findings import findings_of
from lstm_viz.experiments.prices.numbers import numbers_of
from lstm_viz.experiments.prices.views import VIEWS
from lstm_viz.experiments.report import Report
from lstm_viz.ui import server
from tests.app.opened import opened
from tests.app.test_lab import press, words

PERSON = "one who trains on prices"
STOCK = "IBM"
PAGE = """
from lstm_viz.ui import prices_state, session
from lstm_viz.ui.pages import prices

session.begin()
prices.page()
"""


def page(person: str = PERSON, **asked: str) -> AppTest:
    return opened(PAGE, person, **asked)


def title(app: AppTest) -> str:
    given = [json.loads(each.proto.json) for each in app.get("bidi_component") if each.proto.json]
    return str(next(each["title"] for each in given if "lines" in each))


def pictures(app: AppTest) -> list[dict[str, Any]]:
    given = [json.loads(each.proto.json) for each in app.get("bidi_component") if each.proto.json]
    return [json.loads(each["figure"]) for each in given if "figure" in each]


def told(app: AppTest) -> str:
    boxes: list[Any] = [*app.success, *app.info]
    return "".join(str(each.value) for each in boxes).replace("\\", "")


def guess(app: AppTest, choice: str) -> None:
    next(radio for radio in app.radio if radio.label == "Your prediction").set_value(choice).run()
    press(app, "Answer")
    assert not app.exception


@pytest.fixture(scope="module")
def report() -> Report:
    """One seed of each network, trained by the server for the person of these tests."""
    runner = server.prices()
    runner.start(PERSON, STOCK, 1)
    ended = runner.wait_until_done(PERSON, STOCK, lambda _: None)
    assert (ended.state, ended.message) == ("finished", None)
    return ended.report


def test_before_the_press_it_says_what_will_come_and_what_it_takes() -> None:
    app = page("a newcomer", stock="AAPL")
    assert app.subheader[0].value == "Can an LSTM predict the price of Apple?"
    assert "trains 9 small LSTMs" in app.info[0].value
    assert all(each.title in words(app) for each in VIEWS.values())
    press(app, "Train")
    assert [each.label for each in app.button] == ["Cancel"]
    press(app, "Cancel")
    assert "Train goes on from here" in app.get("progress")[0].proto.text
    assert not app.exception


def test_a_link_to_what_there_is_not_says_so_and_shows_the_first() -> None:
    app = page("a newcomer", stock="<b>", view="profit")
    assert "The link asks for a stock or a view that there is not" in words(app)
    assert app.radio[0].value == "MSFT"


def test_each_view_asks_first_and_then_tells_what_its_numbers_say(report: Report) -> None:
    app = page(stock=STOCK)
    found = findings_of(report)
    assert found is not None
    for place, (name, each) in enumerate(VIEWS.items(), 1):
        assert title(app) == f"{place} · {each.title}"
        assert (told(app), bool(pictures(app))) == ("", each.shows_first)
        right = each.tell(numbers_of(found))
        wrong = next(choice for choice in each.choices if choice != right.right)
        choice = wrong if place == 1 else right.right
        guess(app, choice)
        assert right.said in told(app)
        assert ("Not quite" in told(app)) == (place == 1)
        assert len(pictures(app)) == 1
        assert app.session_state["prices"].view == name
        if place < len(VIEWS):
            press(app, "Next")
    assert [each.disabled for each in app.button if each.label in ("Back", "Next")] == [False, True]
    press(app, "Back")
    assert "Your prediction" in [radio.label for radio in app.radio]
    assert VIEWS["returns"].tell(numbers_of(found)).said in told(app)


def test_an_answer_without_a_choice_asks_for_one(report: Report) -> None:
    app = page(stock=report.experiment.name, view="naive")
    press(app, "Answer")
    assert "Choose one of the predictions first." in words(app)
    assert told(app) == ""


def test_who_does_not_guess_is_shown_the_answer_and_the_last_view_concludes(report: Report) -> None:
    found = findings_of(report)
    assert found is not None
    app = page(stock=STOCK, view="volatility")
    assert "Guess, or press Show." in words(app)
    press(app, "Show")
    each = VIEWS["volatility"]
    right = each.tell(numbers_of(found)).right
    assert told(app).startswith(f"**{each.choices[right]}.**")
    assert len(pictures(app)) == 1
    assert conclusion(numbers_of(found)) in words(app)
    assert "Show" not in [button.label for button in app.button]


def test_another_stock_begins_at_its_first_view(report: Report) -> None:
    app = page(stock=report.experiment.name, view="returns")
    app.radio[0].set_value("MSFT").run()
    held = app.session_state["prices"]
    assert (held.stock, held.view) == ("MSFT", "overlay")
    assert "trains 9 small LSTMs" in told(app)


def test_the_command_line_gives_the_numbers_of_the_page(report: Report) -> None:
    asked = [sys.executable, "-m", "lstm_viz", "prices", f"--stock={STOCK}", "--seeds=1", "--json"]
    ended = subprocess.run(asked, cwd=server.ROOT, capture_output=True, text=True, timeout=120, check=True)
    assert json.loads(ended.stdout) == json.loads(to_json(report))
    assert len(ended.stdout.splitlines()) == 1


def test_a_stock_that_there_is_not_is_one_sentence_and_exit_code_2() -> None:
    asked = [sys.executable, "-m", "lstm_viz", "prices", "--stock=GOOG"]
    ended = subprocess.run(asked, cwd=server.ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "There is no stock “GOOG”: choose among MSFT, AAPL, IBM.\n"
