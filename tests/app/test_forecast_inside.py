"""A network of a forecast in the Lab, as Streamlit draws it: its controls, another network, and lost links."""

from streamlit.testing.v1 import AppTest

from lstm_viz.ui import server
from lstm_viz.ui.saved import open_forecast
from lstm_viz.ui.settings import FORECAST, Settings
from tests.app.test_lab import labels, press, run_of, set_slider, words
from tests.unit.forecasting.looked_inside import STEPS, inside


def look_inside(app: AppTest) -> None:
    """Open it as a page does that has just made the forecast."""
    live = open_forecast(inside().problem, inside().run, server.engine(), server.places())
    app.query_params["run"] = server.registry().add(live, "forecaster", "sales")
    app.run()
    assert not app.exception


def test_a_forecast_s_network_is_shown_with_its_own_settings_and_can_be_trained_on(app: AppTest) -> None:
    look_inside(app)
    assert run_of(app).problem is inside().problem
    assert "your forecast of sales" in words(app)
    assert "6 steps ahead" in words(app)
    assert "You changed" not in words(app)
    data = next(box for box in app.selectbox if box.label == "Data")
    assert data.value == FORECAST
    assert "Window" not in [slider.label for slider in app.slider]
    press(app, "Step")
    assert run_of(app).wait_until(lambda status: status.step == STEPS + 1, 60)


def test_another_setting_makes_a_new_network_for_the_same_and_undo_brings_the_first_back(app: AppTest) -> None:
    look_inside(app)
    first = run_of(app)
    first.step()
    assert first.wait_until(lambda status: status.step == STEPS + 1, 60)
    set_slider(app, "Hidden units", 5)
    made = run_of(app)
    assert made is not first
    assert made.problem is inside().problem
    assert (made.model.hidden_size, made.model.output_size) == (5, 30)
    assert "Undo" in labels(app)
    press(app, "Undo")
    assert run_of(app) is first
    assert app.session_state["settings"].units == 8


def test_the_forecast_stays_among_the_data_when_others_are_chosen(app: AppTest) -> None:
    look_inside(app)
    for chosen in ("lorenz", FORECAST):
        next(box for box in app.selectbox if box.label == "Data").set_value(chosen)
        app.run()
        assert not app.exception
        assert (run_of(app).problem is inside().problem) == (chosen == FORECAST)


def test_a_link_to_a_forecast_that_is_gone_says_so(app: AppTest) -> None:
    app.query_params.update({"data": FORECAST, "units": "9", "run": "nobody"})
    app.run()
    assert not app.exception
    assert "The forecast of this link is not on this server any more: make it again." in words(app)
    assert app.session_state["settings"] == Settings()
