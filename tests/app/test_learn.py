"""Learn as Streamlit draws it: lessons, questions asked before their reveals, networks trained on a press."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lstm_viz.lessons import shelf
from lstm_viz.lessons.evidence import Evidence, evidence_of, place
from lstm_viz.lessons.known import PANELS, PRESSES
from lstm_viz.lessons.lesson import Lesson, Question
from lstm_viz.lessons.questions import QUESTIONS
from lstm_viz.lessons.shelf import lessons
from lstm_viz.training.live_run import LiveRun
from lstm_viz.ui import lesson_blocks, lesson_panels, server
from lstm_viz.ui.learning import GLOSSARY, Learning
from tests.app.opened import opened
from tests.app.test_lab import press, words

LONG = 60.0
PAGE = """
from lstm_viz.ui import learning, session
from lstm_viz.ui.pages import learn

session.begin()
learn.page()
"""


def page(person: str, **query: str) -> AppTest:
    return opened(PAGE, person, **query)


def learning(app: AppTest) -> Learning:
    held: Learning = app.session_state["learning"]
    return held


def texts(app: AppTest) -> list[dict[str, Any]]:
    """What the lesson's text components were given."""
    given = [json.loads(each.proto.json) for each in app.get("bidi_component") if each.proto.json]
    return [each for each in given if "lines" in each]


def said(app: AppTest) -> str:
    boxes: list[Any] = [*app.success, *app.info]
    return "\n".join(str(each.value).replace("\\", "").replace("**", "") for each in boxes)


def choose(app: AppTest, choice: str) -> None:
    """Choose an answer by its key, and press Answer."""
    question = next(block for block in _lesson(app).blocks if isinstance(block, Question))
    radio = next(each for each in app.radio if each.label == "Your prediction")
    radio.set_value(choice)
    app.run()
    assert choice in dict(question.choices)
    press(app, "Answer")


def _lesson(app: AppTest) -> Lesson:
    return next(each for each in lessons() if each.name == learning(app).lesson)


def trained(app: AppTest) -> list[LiveRun]:
    """Wait until everything that this session trains is at its goal."""
    ids = [*learning(app).ids.values(), *learning(app).series_ids.values()]
    found = [live for run_id in ids if (live := server.registry().get(run_id)) is not None]
    for live in found:
        goal = live.status().goal if live.playing else 0
        assert any(_looked_at(live, goal) for _ in range(12)), live.status()
    app.run()
    assert not app.exception
    return found


def _looked_at(live: LiveRun, goal: int) -> bool:
    """Wait a while for a run to come to its goal; one that nobody looks at would rest."""
    live.touch()
    return live.wait_until(lambda status: status.state != "waiting" and status.step >= goal, LONG / 12)


def test_what_a_lesson_may_name_is_what_the_page_can_draw() -> None:
    assert set(lesson_panels.DRAWN) == set(PANELS)
    assert set(lesson_blocks.ACTS) == set(PRESSES)
    assert set(lesson_panels.VERDICTS) == set(QUESTIONS["beats"].choices)


def test_a_first_visit_shows_the_first_lesson_on_the_shipped_network_and_trains_nothing() -> None:
    app = page("learner")
    assert learning(app).lesson == "sequence"
    assert texts(app)[0]["title"] == "1 · Sequences and memory"
    assert "a network that was trained beforehand: Recall a symbol" in words(app)
    assert learning(app).ids == {}
    assert "0 of 10 done" in words(app)


def test_nothing_is_revealed_before_it_is_predicted_and_the_answer_is_the_computed_one() -> None:
    app = page("asked", lesson="forget-gate")
    assert said(app).count("That is right") == said(app).count("Not quite") == 0
    before = len(app.get("bidi_component"))
    press(app, "Answer")
    assert "Choose one of the predictions first." in words(app)
    evidence = shipped()
    right = QUESTIONS["keeps"].answer(evidence)
    choose(app, right.right)
    assert "That is right." in said(app)
    assert right.sentence in said(app)
    assert len(app.get("bidi_component")) > before
    assert "1 of 10 done" in words(app)
    wrong = next(choice for choice in QUESTIONS["keeps"].choices if choice != right.right)
    choose(app, wrong)
    assert "Not quite. What happens: " in said(app)
    assert right.sentence in said(app)


def shipped() -> Evidence:
    lesson = server.lesson()
    assert lesson is not None
    run = lesson.run()
    assert run is not None
    return evidence_of(run.newest.weights, lesson.problem)


def test_next_and_previous_walk_through_all_lessons_with_every_term_explained() -> None:
    app = page("stepper")
    for name in [*(each.name for each in lessons()[1:]), GLOSSARY]:
        press(app, "Next")
        assert learning(app).lesson == name
        assert not app.error
        for each in texts(app):
            named = {span["target"] for line in each["lines"] for span in line["spans"] if span["kind"] == "term"}
            assert named == set(each["terms"])
    assert learning(app).done == {"uses", "reading"}
    press(app, "Previous")
    assert learning(app).lesson == "reading"


def test_a_network_is_trained_on_a_press_and_the_lessons_then_speak_of_it() -> None:
    app = page("trainer")
    press(app, "Train my network")
    (live,) = trained(app)
    assert live.model.hidden_size == 16
    assert "your own network: Recall a symbol, 1 × 16 units, 200 steps" in words(app)
    choose(app, "worse")
    assert re.search("That is right. On new sequences this network is right in (9[0-9]|100) %", said(app))
    kept = learning(app).ids["lstm"]
    again = page("trainer", learn=kept, lesson="memory", done="sequence,nothing")
    assert learning(again).ids == {"lstm": kept}
    assert learning(again).done == {"sequence"}
    choose(again, "lost")
    assert "with f held at 0 for 10 timesteps between symbol and question" in said(again)
    press(app, "Train my network")
    (other,) = trained(app)
    assert other is not live


def test_a_run_of_any_id_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lstm_viz.training.registry.secrets.token_urlsafe", lambda _: "__any-id_may__be_so___")
    app = page("one of luck")
    press(app, "Train my network")
    trained(app)
    assert learning(app).ids["lstm"] == "__any-id_may__be_so___"
    choose(app, "worse")
    assert "On new sequences this network is right in" in said(app)


def test_an_lstm_and_a_plain_rnn_are_trained_on_the_same_batches() -> None:
    app = page("pairer", lesson="forgetting")
    choose(app, "rnn")
    lives = trained(app)
    assert {live.model.cell for live in lives} == {"lstm", "rnn"}
    assert len({live.problem.key for live in lives}) == 1
    assert len({live.about.train for live in lives}) == 1
    assert "That is right. Over " in said(app)
    press(app, "Train both")
    assert [live.status().step for live in trained(app)] == [200, 200]
    assert "After 200 steps the LSTM names the right letter in " in words(app)
    assert "That is right." in said(app)


def test_an_lstm_on_little_data_is_advised_against_on_its_own_numbers() -> None:
    app = page("forecaster", lesson="limits")
    next(radio for radio in app.radio if radio.label == "The series").set_value("air_passengers")
    app.run()
    choose(app, "worse")
    assert "Train an LSTM to see" in said(app)
    press(app, "Train an LSTM on this series")
    trained(app)
    assert "Do not use an LSTM here" in words(app)
    lstm, last, line = (float(str(value)) for value in app.table[0].value.iloc[:, 0])
    assert lstm > 1.05 * min(last, line)
    assert "That is right." in said(app)


def test_a_press_leads_to_the_lab_with_the_right_data() -> None:
    app = page("leaver", lesson="uses")
    next(button for button in app.button if button.label.startswith("Forecast CO")).click()
    app.run()
    assert app.session_state["settings"].data == "co2"
    assert app.session_state["go_to_lab"]


def test_a_press_leads_the_cell_to_where_the_symbol_is_written() -> None:
    app = page("mover", lesson="cell-state")
    choose(app, "kept")
    press(app, "Go to where it is written")
    (cell,) = [json.loads(each.proto.json) for each in app.get("bidi_component") if '"lit"' in each.proto.json]
    assert (cell["lit"], cell["asked"]) == ("c", 1)
    t, unit, layer = place(shipped(), "written")
    assert cell["place"] == {"t": t, "unit": unit, "layer": layer}


def test_a_broken_lesson_is_told_with_its_line_and_leaves_the_other_pages_alone(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "01-one.md").write_text("---\ntitle: One\nabout: One.\n---\n@formula q\n")
    monkeypatch.setattr(shelf, "ASSETS", tmp_path)
    shelf.lessons.cache_clear()
    broken = page("author")
    assert "01-one.md, line 5: there is no formula “q”" in words(broken)
    app.run()
    assert not app.exception
    assert not app.error


def test_an_address_that_makes_no_sense_shows_the_first_lesson() -> None:
    app = page("lost", lesson="nowhere", done="x", learn="gone,demo")
    assert (learning(app).lesson, learning(app).done) == ("sequence", set())
    assert learning(app).ids == {}
