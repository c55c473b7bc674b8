"""The Lab as Streamlit draws it: controls, sentences, and the run behind them."""

from typing import Any

from streamlit.testing.v1 import AppTest

from lstm_viz.training.live_run import LiveRun
from lstm_viz.ui import server
from lstm_viz.ui.routes import find_run
from lstm_viz.ui.settings import Settings

LONG = 60.0
CSV = (
    "month;sales;price\n" + "".join(f"{2000 + n // 12}-{n % 12 + 1:02};{n % 7},5;{n % 5}\n" for n in range(120))
).encode()


def run_of(app: AppTest) -> LiveRun:
    live = find_run(app.session_state["run"] or "demo")
    assert live is not None
    return live


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def words(app: AppTest) -> str:
    shown: list[Any] = [*app.warning, *app.error, *app.markdown, *app.caption]
    return "\n".join(str(each.value).replace("\\", "") for each in shown)


def set_slider(app: AppTest, label: str, value: Any) -> None:
    sliders: list[Any] = [*app.slider, *app.select_slider]
    next(slider for slider in sliders if slider.label == label).set_value(value)
    app.run()
    assert not app.exception


def test_a_first_visit_shows_the_shipped_run_and_starts_no_training(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert run_of(app) is server.demo()
    assert "1,233 parameters, about" in words(app)
    assert app.session_state["settings"] == Settings()


def test_play_trains_a_run_of_ones_own(app: AppTest) -> None:
    app.run()
    press(app, "Play")
    live = run_of(app)
    assert live is not server.demo()
    assert live.wait_until(lambda status: status.step > 0, LONG)
    app.run()
    assert "Pause" in labels(app)
    assert "1,233 parameters" in words(app)
    assert "to train" not in words(app)
    assert "The whole run." in words(app)
    press(app, "Pause")
    assert live.wait_until(lambda status: status.state == "paused", LONG)
    assert "Play" in labels(app)


def test_a_changed_control_shows_an_untrained_network_at_once(app: AppTest) -> None:
    app.run()
    set_slider(app, "Hidden units", 5)
    live = run_of(app)
    assert live.model.hidden_size == 5
    assert live.wait_until(lambda status: status.state == "untrained", LONG)


def test_a_chrono_start_takes_the_place_of_the_bias_where_there_is_a_gate_to_start(app: AppTest) -> None:
    app.query_params["chrono"] = "50"
    app.run()
    assert not app.exception
    assert run_of(app).model.chrono == 50
    assert "Set by the chrono start: the biases of the forget gate are between 0 and 3.9" in words(app)
    assert "Forget bias at start" not in [slider.label for slider in app.slider]
    next(box for box in app.selectbox if box.label == "Cell").set_value("rnn").run()
    assert not app.exception
    assert "chrono" not in words(app)
    assert not {"Chrono start", "Forget bias at start"} & {each.label for each in [*app.selectbox, *app.slider]}


def test_a_control_changed_in_mid_training_loses_nothing_and_asks(app: AppTest) -> None:
    app.run()
    app.number_input[0].set_value(20_000)
    press(app, "Play")
    live = run_of(app)
    set_slider(app, "Hidden units", 5)
    assert run_of(app) is live
    assert "You changed the hidden units. The run on screen still has the old settings." in words(app)
    press(app, "Take the change back")
    assert app.session_state["settings"].units == 16
    set_slider(app, "Hidden units", 6)
    press(app, "Start a new run")
    assert run_of(app).model.hidden_size == 6
    assert run_of(app).playing
    press(app, "Undo")
    assert run_of(app) is live
    assert app.session_state["settings"].units == 16


def test_a_learning_rate_changed_in_mid_training_is_handed_on(app: AppTest) -> None:
    app.run()
    press(app, "Play")
    live = run_of(app)
    set_slider(app, "Learning rate", 0.001)
    assert run_of(app) is live
    assert live.status().learning_rate == 0.001


def test_one_step_is_taken(app: AppTest) -> None:
    app.run()
    press(app, "Step")
    assert run_of(app).wait_until(lambda status: status.step == 1, LONG)


def test_reset_starts_anew_and_undo_brings_the_run_back(app: AppTest) -> None:
    app.run()
    press(app, "Step")
    live = run_of(app)
    assert live.wait_until(lambda status: status.step == 1, LONG)
    press(app, "Reset")
    assert run_of(app).status().step == 0
    press(app, "Undo")
    assert run_of(app) is live


def test_an_uploaded_file_is_read_shown_and_ready_to_train(app: AppTest) -> None:
    app.run()
    app.file_uploader[0].upload("sales.csv", CSV, "text/csv")
    app.run()
    assert not app.exception
    assert app.session_state["settings"].data == "file"
    reading = app.session_state["upload"].reading
    assert (reading.delimiter, reading.decimal, reading.time) == (";", ",", "month")
    assert run_of(app).problem.target_name == "sales"
    select = next(box for box in app.selectbox if box.label == "Predict")
    select.select("price").run()
    assert not app.exception
    assert run_of(app).problem.target_name == "price"


def test_a_changed_guess_reads_the_file_again(app: AppTest) -> None:
    app.run()
    app.file_uploader[0].upload("sales.csv", CSV, "text/csv")
    app.run()
    box = next(box for box in app.selectbox if box.label == "Time column")
    box.select_index(box.options.index("none")).run()
    assert not app.exception
    assert app.session_state["upload"].reading.time is None


def test_a_saved_run_is_opened_again(app: AppTest) -> None:
    app.run()
    press(app, "Step")
    live = run_of(app)
    assert live.wait_until(lambda status: status.step == 1, LONG)
    from lstm_viz.ui.saved import save

    app.file_uploader[0].upload("lstm_run.safetensors", save(live), "application/octet-stream")
    app.run()
    assert not app.exception
    again = run_of(app)
    assert again is not live
    assert again.status().step == 1
    app.file_uploader[0].upload("broken.safetensors", b"nothing", "application/octet-stream")
    app.run()
    assert run_of(app) is again
    assert "not a run saved by LSTM Visualizer" in words(app)


def test_every_source_can_be_chosen(app: AppTest) -> None:
    app.run()
    box = next(each for each in app.selectbox if each.label == "Data")
    for title in list(box.options):
        next(each for each in app.selectbox if each.label == "Data").select_index(box.options.index(title))
        app.run()
        assert not app.exception, title
        assert not app.warning, title


def test_nonsense_in_the_address_is_answered_in_sentences(app: AppTest) -> None:
    app.query_params.update({"units": "9000", "data": "moon", "run": "nobody", "layers": "two"})
    app.run()
    assert not app.exception
    assert "“9000”; it must be 1 to 128: 16 is used." in words(app)
    assert "“moon”, which does not exist" in words(app)
    assert "not on this server any more" in words(app)
    press(app, "Dismiss")
    assert len(app.warning) == 3


def test_a_link_to_a_file_that_is_not_here_says_so(app: AppTest) -> None:
    app.query_params["data"] = "file"
    app.run()
    assert not app.exception
    assert "upload it again" in words(app)


def test_a_window_that_does_not_fit_is_said_while_it_is_so_and_the_picture_stays(app: AppTest) -> None:
    app.query_params["data"] = "air_passengers"
    app.run()
    live = run_of(app)
    set_slider(app, "Window", 300)
    assert "choose a window of at most 49" in words(app)
    assert run_of(app) is live
    set_slider(app, "Window", 30)
    assert not app.error
    assert run_of(app).problem.window == 30


def test_a_change_after_training_shows_an_untrained_network_and_undo_brings_the_run_back(app: AppTest) -> None:
    app.run()
    press(app, "Step")
    live = run_of(app)
    assert live.wait_until(lambda status: status.step == 1, LONG)
    set_slider(app, "Hidden units", 5)
    set_slider(app, "Hidden units", 6)
    assert run_of(app).model.hidden_size == 6
    press(app, "Undo")
    assert run_of(app) is live
    assert app.session_state["settings"].units == 16


def test_a_second_file_takes_the_place_of_the_first(app: AppTest) -> None:
    app.run()
    app.file_uploader[0].upload("one.csv", CSV, "text/csv")
    app.run()
    app.file_uploader[0].upload("two.csv", CSV.replace(b"sales", b"costs"), "text/csv")
    app.run()
    assert not app.exception
    assert run_of(app).problem.target_name == "costs"


def test_taking_a_change_back_keeps_the_learning_rate_that_the_run_has_now(app: AppTest) -> None:
    app.run()
    app.number_input[0].set_value(1_000_000)
    press(app, "Play")
    set_slider(app, "Learning rate", 0.001)
    set_slider(app, "Hidden units", 5)
    press(app, "Take the change back")
    assert (app.session_state["settings"].units, app.session_state["settings"].learning_rate) == (16, 0.001)
    assert run_of(app).status().learning_rate == 0.001
    press(app, "Pause")


def test_what_is_said_of_a_run_leaves_with_it(app: AppTest) -> None:
    app.run()
    press(app, "Play")
    run_of(app).pause()
    app.session_state["run_note"] = (app.session_state["run"], "This run goes on from step 3.")
    app.run()
    assert "This run goes on from step 3." in words(app)
    set_slider(app, "Hidden units", 5)
    assert "goes on from" not in words(app)


def test_the_run_that_the_lessons_share_is_never_trained_on(app: AppTest) -> None:
    app.query_params["run"] = "lesson"
    app.run()
    lesson = server.lesson()
    assert lesson is not None
    assert run_of(app) is lesson
    press(app, "Play")
    assert run_of(app) is not lesson
    assert not lesson.playing
