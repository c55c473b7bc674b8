"""My runs as Streamlit draws it: listed, opened, renamed, deleted and put back, compared."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.registry import RunRegistry
from lstm_viz.ui import server
from lstm_viz.ui.experiment import build, title_of
from lstm_viz.ui.pages.runs import ago
from lstm_viz.ui.settings import Settings
from tests.app.test_lab import labels, press, words

LONG = 60.0
HOSTILE = "<b>=cmd()</b> $x$ :red[y] [a](http://b)"


PAGE = """
from lstm_viz.ui import session
from lstm_viz.ui.pages import runs

session.begin()
runs.page()
"""


def page_of(person: str) -> AppTest:
    app = AppTest.from_string(PAGE, default_timeout=60)
    app.session_state["person"] = person
    app.run()
    assert not app.exception
    return app


def trained(person: str, **settings: Any) -> str:
    """Train a run of this person's to its end; return its id."""
    made = build(Settings(steps=20, **settings), None)
    live = LiveRun(
        server.engine(), made.problem, made.model, made.train, goal=20, about=made, clock=lambda: 0.0
    )  # somebody always looks
    run_id = server.registry().add(live, person, title_of(made))
    live.play()
    assert live.wait_until(lambda status: status.state == "finished", LONG)
    server.registry().keep(run_id)
    return run_id


def names(registry: RunRegistry, person: str) -> list[str]:
    return [card.name for card in registry.of(person)]


def tick(app: AppTest, *run_ids: str) -> None:
    for run_id in run_ids:
        app.checkbox(key=f"tick_{run_id}").check()
    app.run()
    assert not app.exception


def test_a_browser_that_has_trained_nothing_is_told_what_to_do() -> None:
    said = words(page_of("nobody yet"))
    assert "press **Play** in the Lab" in said
    assert "press **Keep the run** below it on the Forecast page" in said


def test_runs_are_listed_for_their_own_browser_only() -> None:
    trained("lister", units=4)
    assert "20 steps, finished" in words(page_of("lister"))
    assert "20 steps" not in words(page_of("somebody else"))


def test_a_run_is_opened_with_its_settings() -> None:
    run_id = trained("opener", units=5)
    app = page_of("opener")
    app.button(key=f"open_{run_id}").click().run()
    assert app.session_state["run"] == run_id
    assert app.session_state["settings"].units == 5


def test_a_name_is_text_whatever_is_in_it() -> None:
    run_id = trained("renamer")
    app = page_of("renamer")
    app.text_input(key=f"name_{run_id}").set_value(HOSTILE).run()
    assert names(server.registry(), "renamer") == [HOSTILE]
    assert app.checkbox(key=f"tick_{run_id}").label.replace("\\", "").replace("\u2060", "") == HOSTILE
    assert "\\<b\\>" in app.checkbox(key=f"tick_{run_id}").label


def test_a_deleted_run_is_gone_until_it_is_put_back() -> None:
    run_id = trained("deleter")
    app = page_of("deleter")
    app.button(key=f"delete_{run_id}").click().run()
    assert names(server.registry(), "deleter") == []
    assert "Deleted:" in words(app)
    press(app, "Undo")
    assert len(names(server.registry(), "deleter")) == 1
    assert "Undo" not in labels(app)


def test_two_runs_are_compared_in_what_differs_and_what_they_reached() -> None:
    one, other = trained("comparer", units=4), trained("comparer", units=6, learning_rate=0.01)
    app = page_of("comparer")
    tick(app, one)
    assert not app.subheader
    tick(app, other)
    table = app.table[0].value
    assert set(table.loc["units"]) == {"4", "6"}
    assert set(table.loc["learning rate"]) == {"0.005", "0.01"}
    assert "window" not in table.index
    reached = {server.registry().of("comparer")[k].validation for k in (0, 1)}
    assert set(table.loc["validation loss"]) == {f"{value:.3g}" for value in reached}
    assert len(app.get("plotly_chart")) == 1
    assert [button.proto.label for button in app.get("download_button")] == ["Download the table (CSV)"]
    assert "cannot be compared" not in words(app)


def test_losses_of_different_data_are_said_not_to_be_comparable() -> None:
    one, other = trained("mixer", units=4), trained("mixer", units=4, data="air_passengers")
    app = page_of("mixer")
    tick(app, one, other)
    assert "cannot be compared" in words(app)


def test_a_third_run_cannot_be_ticked() -> None:
    ids = [trained("ticker", seed=seed, units=2) for seed in range(3)]
    app = page_of("ticker")
    tick(app, *ids[:2])
    assert [app.checkbox(key=f"tick_{run_id}").disabled for run_id in ids] == [False, False, True]


def test_the_server_says_how_it_fares() -> None:
    app = page_of("looker")
    assert app.table[0].value.loc["slots", "now"] == server.engine().report().slots
    assert "It computes on this computer." in words(app)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(5, "just now"), (60, "1 minute ago"), (7300, "2 hours ago"), (86_400, "1 day ago"), (-3, "just now")],
)
def test_how_long_ago_is_said_in_words(seconds: float, said: str) -> None:
    assert ago(seconds) == said
