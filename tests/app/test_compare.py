"""Compare as Streamlit draws it: three runs of one problem, their table, their gradients, their files."""

import io
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from streamlit.testing.v1 import AppTest

from lstm_viz.model.fading import fading
from lstm_viz.records import CellName
from lstm_viz.training.live_run import LiveRun
from lstm_viz.ui import server
from lstm_viz.ui.compare_files import gradients_file, losses_file
from lstm_viz.ui.experiment import Experiment
from lstm_viz.ui.settings import Settings
from lstm_viz.ui.trio import DEFAULT, Comparison, Look, common_steps, planned_steps
from lstm_viz.ui.upload import Upload
from tests.app.test_lab import CSV, labels, press, set_slider, words

LONG = 60.0
PAGE = """
from lstm_viz.ui import session
from lstm_viz.ui.pages import compare

session.begin()
compare.page()
"""
SMALL = replace(DEFAULT, parameters=(("lag", 5), ("sequences", 100)), steps=20, units=6)


def page(person: str, settings: Comparison | None = None) -> AppTest:
    app = AppTest.from_string(PAGE, default_timeout=60)
    app.session_state["person"] = person
    app.session_state["comparison"] = settings or Comparison(SMALL)
    app.run()
    assert not app.exception
    trio = runs(app)
    assert all(live.wait_until(lambda status: status.state != "waiting", LONG) for live in trio.values())
    app.run()
    assert not app.exception
    return app


def runs(app: AppTest) -> dict[CellName, LiveRun]:
    ids: Mapping[CellName, str] = app.session_state["comparison"].ids
    found = {cell: server.registry().get(run_id) for cell, run_id in ids.items()}
    return {cell: live for cell, live in found.items() if live is not None}


def finished(app: AppTest) -> dict[CellName, LiveRun]:
    press(app, "Play")
    trio = runs(app)
    assert all(live.wait_until(lambda status: status.state == "finished", LONG) for live in trio.values())
    app.run()
    for live in trio.values():
        waited(live)
    app.run()
    assert not app.exception
    return trio


def waited(live: LiveRun) -> None:
    """Wait for the score that is under way: another small call on a queue that is served in order ends after it."""
    while server.scores().pending(live):
        server.engine().submit(len, ()).result(LONG)


def gradient_lines(app: AppTest) -> str:
    return next(str(each.proto.json) for each in app.get("bidi_component") if "float32 noise" in each.proto.json)


def test_a_first_visit_says_what_to_press_and_shows_gradients_before_the_first_step() -> None:
    app = page("visitor")
    assert "Press Play" in words(app)
    assert "before the first step of training" in words(app)
    assert {live.status().step for live in runs(app).values()} == {0}
    assert server.registry().of("visitor") == []


def test_the_three_are_equal_but_for_the_cell() -> None:
    app = page("fair")
    trio = runs(app)
    assert {live.model.cell for live in trio.values()} == set(trio) == {"lstm", "gru", "rnn"}
    assert len({live.problem.key for live in trio.values()}) == 1
    made: list[Experiment] = [live.about for live in trio.values()]
    assert len({each.train for each in made}) == 1
    assert len({replace(each.model, cell="lstm", hidden_size=1) for each in made}) == 1
    assert len({replace(each.settings, cell="lstm", units=1) for each in made}) == 1
    counts = [each.model.parameter_count for each in made]
    assert max(counts) <= 1.02 * min(counts)
    for live in trio.values():
        assert f"{live.model.hidden_size} units, {live.model.parameter_count:,} parameters" in words(app)


def test_play_trains_all_three_to_their_goal_and_the_table_says_what_they_reached() -> None:
    app = page("player")
    trio = finished(app)
    table = app.table[0].value
    assert list(table.columns) == ["LSTM", "GRU", "tanh RNN", "guessing"]
    assert set(table.loc["steps"][:3]) == {"20 of 20"}
    assert list(table.loc["parameters"][:3]) == [f"{live.model.parameter_count:,}" for live in trio.values()]
    assert all(float(str(seconds)) > 0 for seconds in table.loc["CPU seconds"][:3])
    assert list(table.loc["right answers, test"])[3].replace("\\", "") == "25.0 %"
    assert all("%" in str(share) for share in table.loc["right answers, test"])
    assert "Play" in labels(app)
    assert sorted(card.step for card in server.registry().of("player")) == [20, 20, 20]


def test_pause_pauses_all_three_and_reset_begins_again() -> None:
    app = page("pauser", Comparison(replace(SMALL, steps=20_000)))
    press(app, "Play")
    trio = runs(app)
    assert all(live.wait_until(lambda status: status.step > 0, LONG) for live in trio.values())
    app.run()
    press(app, "Pause")
    assert all(live.wait_until(lambda status: status.state == "paused", LONG) for live in trio.values())
    press(app, "Reset")
    assert all(run is not old for run, old in zip(runs(app).values(), trio.values(), strict=True))
    assert len(server.registry().of("pauser")) == 3


def test_a_changed_setting_makes_three_new_runs_and_equal_width_is_equal() -> None:
    app = page("changer")
    app.radio[0].set_value("width").run()
    assert not app.exception
    assert {live.model.hidden_size for live in runs(app).values()} == {6}
    set_slider(app, "Hidden units of the LSTM", 9)
    assert {live.model.hidden_size for live in runs(app).values()} == {9}


def choose(app: AppTest, label: str, value: object) -> None:
    next(box for box in app.selectbox if box.label == label).set_value(value).run()
    assert not app.exception


def test_a_chrono_start_is_of_all_three_and_takes_the_place_of_the_bias() -> None:
    app = page("starter")
    assert "Bias of the keeping gate at start" in [slider.label for slider in app.slider]
    choose(app, "Chrono start", 5)
    assert {live.model.chrono for live in runs(app).values()} == {5}
    assert "Set by the chrono start: the biases of the LSTM’s forget gate" in words(app)
    assert "Bias of the keeping gate at start" not in [slider.label for slider in app.slider]


def test_other_data_of_the_lab_can_be_chosen_and_errors_are_in_its_unit() -> None:
    app = page("chooser")
    choose(app, "Data", "sine")
    trio = runs(app)
    assert all(live.wait_until(lambda status: status.state == "untrained", LONG) for live in trio.values())
    app.run()
    for live in trio.values():
        waited(live)
    app.run()
    table = app.table[0].value
    assert list(table.columns)[3] == "last value"
    found = server.scores().look(trio["gru"])
    assert found is not None
    errors = found[1].errors["test"]
    assert errors is not None
    assert hasattr(errors, "mae")
    assert str(table.loc["mean error, test", "GRU"]).replace("\\", "").startswith(f"{errors.mae:.3g}")


def upload(app: AppTest, name: str, data: bytes) -> None:
    app.file_uploader[0].upload(name, data, "text/csv")
    app.run()
    assert not app.exception


def test_an_uploaded_file_is_compared_on_with_column_window_batch_and_normalisation() -> None:
    app = page("uploader")
    app.session_state["settings"] = Settings(data="ar1")
    upload(app, "sales.csv", CSV)
    choose(app, "Predict", "price")
    set_slider(app, "Window", 12)
    set_slider(app, "Batch", 8)
    choose(app, "The series is fed", "difference")
    trio = runs(app)
    assert len({live.problem.key for live in trio.values()}) == 1
    problem, train = trio["rnn"].problem, trio["rnn"].about.train
    assert (problem.target_name, problem.window, train.batch_size) == ("price", 12, 8)
    assert problem.target_scale is not None
    assert problem.target_scale.normalisation == "difference"
    assert trio["gru"].about.source is app.session_state["upload"].source
    assert app.session_state["settings"] == Settings(data="ar1")
    set_slider(app, "Window", 100)
    said = "A window of 100 timesteps is longer than the training part of sales.csv, which has 82"
    assert [said in str(error.value).replace("\\", "") for error in app.error] == [True]
    set_slider(app, "Window", 20)
    assert runs(app)["lstm"].problem.window == 20


def test_a_file_that_cannot_be_read_is_said_in_a_sentence_and_the_comparison_stays() -> None:
    app = page("misreader")
    before = runs(app)
    upload(app, "empty.csv", b"")
    assert len(app.warning) == 1
    assert "empty.csv" in words(app)
    assert runs(app) == before


def test_a_reload_finds_the_file_of_the_runs_again_and_the_labs_newer_one_is_offered() -> None:
    app = page("reloader")
    upload(app, "sales.csv", CSV)
    again = AppTest.from_string(PAGE, default_timeout=60)
    again.query_params["compare"] = ",".join(app.session_state["comparison"].ids.values())
    again.run()
    assert not again.exception
    assert again.session_state["comparison"].file is runs(app)["lstm"].about.source
    again.session_state["upload"] = Upload.read("other.csv", CSV)
    again.run()
    press(again, next(label for label in labels(again) if label.startswith("Compare on the Lab’s file, other")))
    assert runs(again)["lstm"].about.source.name == "other.csv"


def test_the_gradient_is_shown_at_any_step_that_all_three_keep_at_any_length_and_scale() -> None:
    app = page("looker")
    trio = finished(app)
    assert set(planned_steps(20, tuple(live.model.parameter_count for live in trio.values()))) <= set(
        common_steps(trio)
    )
    before = gradient_lines(app)
    set_slider(app, "Step of training", 3)
    assert "after 3 steps of training" in words(app)
    assert gradient_lines(app) != before
    set_slider(app, "Length of the sequence", 4)
    assert "the last of 4 timesteps" in words(app)
    set_slider(app, "Recurrent weights times", 2.0)
    assert "multiplied by 2: a what-if" in words(app)
    app.run()
    assert "after 3 steps of training" in words(app)


def test_the_files_hold_every_loss_and_the_gradients_of_the_picture() -> None:
    app = page("taker")
    trio = finished(app)
    assert [button.proto.label for button in app.get("download_button")] == ["Losses (CSV)", "Gradients (CSV)"]
    table = pd.read_csv(io.BytesIO(losses_file(trio)))
    gru = table[(table["cell"] == "GRU") & (table["part"] == "training")]
    run = trio["gru"].run()
    assert run is not None
    assert np.allclose(gru["loss"], run.losses.astype(float), rtol=1e-6)
    gradients = pd.read_csv(io.BytesIO(gradients_file(trio, Look(step=3, length=4, scale=2.0))))
    assert list(gradients.columns)[:5] == ["t", "LSTM h", "GRU h", "tanh RNN h", "LSTM c"]
    assert set(gradients["step"]) == {3}
    expected = fading(run.snapshots[3], trio["gru"].problem, 4, 2.0).h[-1]
    assert np.allclose(gradients["GRU h"], expected, rtol=1e-12)


def test_the_runs_are_opened_in_the_lab_with_their_settings() -> None:
    app = page("opener")
    press(app, "Open the GRU")
    assert app.session_state["run"] == app.session_state["comparison"].ids["gru"]
    assert app.session_state["settings"].cell == "gru"
    assert app.session_state["go_to_lab"]


def test_a_reload_finds_the_three_runs_again_and_lost_ones_are_said_to_be_lost() -> None:
    app = page("returner")
    ids = app.session_state["comparison"].ids
    again = AppTest.from_string(PAGE, default_timeout=60)
    again.query_params["compare"] = ",".join(ids.values())
    again.run()
    assert not again.exception
    assert again.session_state["comparison"].ids == ids
    assert again.session_state["comparison"].settings.units == runs(app)["lstm"].model.hidden_size
    lost = AppTest.from_string(PAGE, default_timeout=60)
    lost.query_params["compare"] = "a,b,c"
    lost.run()
    assert "not on this server any more" in words(lost)
