"""Presets: settings that belong together, chosen with one press."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from lstm_viz.model.network import build_network
from lstm_viz.ui.experiment import build
from lstm_viz.ui.presets import KERAS_EXAMPLE, with_preset
from lstm_viz.ui.settings import BOUNDS, RECALL, Settings, from_query, to_query

PAGE = Path(__file__).with_name("preset_page.py")


def drawn(**settings: object) -> AppTest:
    app = AppTest.from_file(PAGE)
    app.query_params.update(to_query(Settings(**settings)))  # type: ignore[arg-type]  # any of its fields
    app.run()
    assert not app.exception
    return app


def chosen(app: AppTest) -> Settings:
    settings: Settings = app.session_state["settings"]
    return settings


def test_the_keras_example_is_two_layers_of_fifty_and_one_value_at_the_last_timestep() -> None:
    made = build(with_preset(Settings(data="air_passengers", window=24), KERAS_EXAMPLE), None)
    network = build_network(made.model, seed=0)
    assert (network.recurrent.num_layers, network.recurrent.hidden_size, network.recurrent.dropout) == (2, 50, 0)
    assert (network.cell, network.head.out_features) == ("lstm", 1)
    assert (made.problem.loss, made.problem.loss_at_last) == ("mse", True)


def test_a_presets_settings_are_within_their_bounds_and_survive_the_address() -> None:
    settings = with_preset(Settings(), KERAS_EXAMPLE)
    assert all(bound.low <= getattr(settings, name) <= bound.high for name, bound in BOUNDS.items())
    assert from_query(to_query(settings)) == (settings, [])


def test_a_press_changes_the_network_and_leaves_the_data() -> None:
    app = drawn(data="air_passengers", window=24, cell="gru", dropout=0.5, layers=3)
    before = chosen(app)
    assert before.cell == "gru"
    app.button[0].click().run()
    assert chosen(app) == with_preset(before, KERAS_EXAMPLE)
    assert chosen(app).data == "air_passengers"
    assert app.button[0].disabled


def test_a_task_without_numbers_gives_way_to_a_series() -> None:
    app = drawn(data=RECALL, parameters=(("lag", 30),))
    assert not app.button[0].disabled
    app.button[0].click().run()
    assert chosen(app) == with_preset(Settings(), KERAS_EXAMPLE)


def test_a_preset_that_is_not_in_force_any_more_can_be_pressed_again() -> None:
    app = drawn(**{**KERAS_EXAMPLE.changes, "units": 49})
    assert not app.button[0].disabled
    app.button[0].click().run()
    assert chosen(app).units == 50
