"""The Forecast page as Streamlit draws it; one forecast is really made, and the library gives the same numbers."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.forecasting.files import forecast_csv
from lstm_viz.training.live_run import LiveRun
from lstm_viz.ui import forecast_data, forecasting, server
from tests.app.test_lab import press, run_of, words
from tests.app.test_reading_card import box
from tests.unit.forecasting.series import TABLE

PERSON = "one who forecasts"
PAGE = """
import streamlit as st

from lstm_viz.ui import forecasting, session
from lstm_viz.ui.pages import forecast

session.begin()
forecast.page()
st.session_state["address"] = forecasting.query()
"""
SHOWN = """
from lstm_viz.ui import forecast_result, forecasting, session
from lstm_viz.ui.forecast_data import sample
from dataclasses import replace

from tests.unit.forecasting.made import made
from tests.unit.forecasting.made_up import several

session.begin()
forecasting.forecasting()
forecast_result.show(replace(several(200), members=made().members), "lynx.csv", sample("lynx"))
"""
CSV = TABLE.reset_index(names="quarter").to_csv(index=False).encode()


def page(person: str = PERSON, **asked: str) -> AppTest:
    app = AppTest.from_string(PAGE, default_timeout=60)
    app.session_state["person"] = person
    for name, value in asked.items():
        app.query_params[name.replace("_", ".", 1)] = value
    app.run()
    assert not app.exception
    return app


def with_file(data: bytes = CSV, name: str = "quarters.csv", person: str = PERSON) -> AppTest:
    app = page(person)
    app.file_uploader(key="forecast_file").upload(name, data, "text/csv").run()
    assert not app.exception
    return app


def heading(app: AppTest) -> str:
    """The verdict, or what else stands large above the rest."""
    return str(app.header[-1].value).replace("\\", "")


def looked_inside(app: AppTest) -> LiveRun:
    """Open the chosen network in the Lab, and return its run."""
    press(app, "Look inside")
    if "errand" in app.session_state:
        app.session_state["errand"].call.exception(120)
        app.run()
        assert not app.exception
    assert app.session_state["go_to_lab"]
    return run_of(app)


def key_of(app: AppTest) -> str:
    """The id of the forecast that the settings ask for."""
    held = app.session_state["forecasting"]
    return forecasting.key_of(forecasting.Asked(held.settings, forecast_data.chosen(held.settings, held.uploaded)))


def set_number(app: AppTest, name: str, value: int) -> None:
    app.number_input(key=f"forecast_{name}").set_value(value).run()
    assert not app.exception


def test_a_first_visit_says_what_will_be_done_and_how_long_it_takes() -> None:
    app = page()
    assert "First comes January 1961; then February 1961; then March 1961; and so on" in words(app)
    assert "A season of 12 rows was found" in words(app)
    assert "6 fits, about" in words(app)
    assert [each.label for each in app.button] == ["Forecast"]
    assert app.session_state["address"] == {}


def test_a_link_with_nonsense_is_answered_in_sentences_and_nothing_breaks() -> None:
    app = page(f_data="<b>x</b>", f_horizon="-3", f_run="nothing")
    said = words(app)
    assert "data “<b>x</b>”, which does not exist" in said
    assert "asks for horizon “-3”; it must be 1 to 500" in said
    assert "The forecast of this link is not on this server any more" in said


def test_a_link_to_a_file_that_is_gone_says_to_upload_it_again() -> None:
    assert "upload it again" in words(page(f_data="file"))


def test_settings_stand_in_the_address_and_come_back_from_it() -> None:
    app = page()
    set_number(app, "horizon", 6)
    set_number(app, "season", 1)
    app.toggle(key="forecast_non_negative").set_value(True).run()
    asked = app.session_state["address"]
    assert asked == {"f.horizon": "6", "f.season": "1", "f.non_negative": "1"}
    again = page(**{name.replace(".", "_", 1): word for name, word in asked.items()})
    assert again.number_input(key="forecast_horizon").value == 6
    assert again.toggle(key="forecast_non_negative").value
    assert "No season, as you set it" in words(again)
    press(again, "Find the season")
    assert again.number_input(key="forecast_season").value == 12


def test_a_setting_that_is_found_anyway_is_the_same_forecast_however_it_is_asked_for() -> None:
    app = page("one who goes there and back")
    found = key_of(app)
    set_number(app, "horizon", 13)
    assert key_of(app) != found
    for name in ("horizon", "season"):
        set_number(app, name, 12)
    assert key_of(app) == found
    assert app.session_state["address"] == {}
    set_number(app, "horizon", 11)
    set_number(app, "season", 1)
    assert app.session_state["address"] == {"f.horizon": "11", "f.season": "1"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            b"day,y\n" + b"".join(b"2020-01-%02d,%d\n" % (n, n % 3) for n in range(1, 20)),
            "rows are too few to forecast",
        ),
        (b"day,y\n" + b"".join(b"2020-01-%02d,4\n" % n for n in range(1, 30)), "nothing to forecast"),
    ],
)
def test_a_file_that_cannot_be_forecast_is_refused_in_a_sentence_and_the_page_stays(data: bytes, said: str) -> None:
    app = with_file(data)
    assert said in app.error[0].value
    assert app.number_input(key="forecast_horizon")
    app.selectbox(key="forecast_data").set_value("lynx").run()
    assert not app.error
    assert [each.label for each in app.button] == ["Forecast"]


def test_a_file_that_cannot_be_read_leaves_what_was_there() -> None:
    app = with_file(b"\x00\x01\x02", "noise.csv")
    assert "noise" in words(app)
    assert app.selectbox(key="forecast_data").value == "air_passengers"


def test_a_file_is_found_again_after_f5_by_who_brought_it_before_anything_is_forecast() -> None:
    app = with_file(person="one who reloads")
    address = {name.replace(".", "_", 1): word for name, word in app.session_state["address"].items()}
    again = page("one who reloads", **address)
    assert again.session_state["forecasting"].uploaded is app.session_state["forecasting"].uploaded
    other = page("somebody else", **address)
    assert "The file of this link is not on this server any more" in words(other)


def test_a_forecast_is_made_found_again_after_f5_and_given_to_another_at_once() -> None:
    app = with_file()
    set_number(app, "horizon", 4)
    set_number(app, "origins", 1)
    press(app, "Forecast")
    assert [each.label for each in app.button] == ["Cancel"]
    address = app.session_state["address"]
    ended = server.forecasts().wait_until_done(PERSON, address["f.run"])
    assert ended.result is not None
    app.run()
    assert not app.exception
    verdict = ended.result.series[0].judgement.headline
    assert heading(app) == verdict
    assert ended.result.series[0].judgement.numbers in words(app)
    assert [each.label for each in app.button] == ["Look inside"]
    table = app.table[0].value
    assert next(iter(table["method"])) == "LSTM"
    assert all((table[score].str.contains("•")).sum() >= 1 for score in ("MASE", "RMSE", "MAE", "sMAPE"))
    assert "lstm_viz forecast quarters.csv --target y --horizon 4 --season 4 --origins 1" in app.code[0].value
    again = page(**{name.replace(".", "_", 1): word for name, word in address.items()})
    assert heading(again) == verdict
    assert again.selectbox(key="forecast_data").value == "file"

    other = with_file(person="another with the same file")
    set_number(other, "horizon", 4)
    set_number(other, "origins", 1)
    assert heading(other) == verdict

    first = looked_inside(app)
    member, run = ended.result.members[0][0], first.run()
    assert run is not None
    assert all((run.newest.weights[name] == each).all() for name, each in member.weights.items())
    press(app, "Look inside")
    assert app.session_state["go_to_lab"]
    assert run_of(app) is first
    box(app, "Network, by normalisation and seed").set_value(1).run()
    assert looked_inside(app) is not first

    reading = read_csv(CSV, name="quarters.csv")
    told = forecast_csv(ended.result, reading).decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in told] == ["quarter", "2015-01-01", "2015-04-01", "2015-07-01", "2015-10-01"]


def test_a_cancelled_one_says_how_far_it_came_and_goes_on() -> None:
    app = with_file(person="one who stops")
    set_number(app, "origins", 2)
    press(app, "Forecast")
    press(app, "Cancel")
    assert "Forecast goes on from here" in app.get("progress")[0].proto.text
    assert [each.label for each in app.button] == ["Forecast"]

    newcomer = with_file(person="one who never asked")
    set_number(newcomer, "origins", 2)
    assert not newcomer.get("progress")
    assert "f.run" not in newcomer.session_state["address"]
    address = app.session_state["address"]
    guest = page("one with the link", **{name.replace(".", "_", 1): word for name, word in address.items()})
    assert "Forecast goes on from here" in guest.get("progress")[0].proto.text


def test_whoever_changes_a_setting_while_it_runs_reads_that_it_waits_and_finds_the_way_back() -> None:
    app = with_file(person="one who wavers")
    set_number(app, "origins", 2)
    press(app, "Forecast")
    set_number(app, "horizon", 5)
    assert "Your forecast of quarters.csv, 4 rows ahead, waits" in words(app)
    press(app, "Go back to it")
    assert app.number_input(key="forecast_horizon").value == 4
    assert [each.label for each in app.button] == ["Cancel"]
    assert "waits with" not in words(app)
    press(app, "Cancel")


def test_of_many_series_the_verdicts_are_counted_and_one_is_drawn() -> None:
    app = AppTest.from_string(SHOWN, default_timeout=60)
    app.session_state["person"] = PERSON
    app.run()
    assert not app.exception
    counts = app.table[0].value
    assert isinstance(counts, pd.DataFrame)
    assert counts["series"].sum() == 200
    assert len(app.get("bidi_component")) < 12
    app.selectbox(key="forecast_shown").set_value("series 7").run()
    assert heading(app) == "Use the LSTM: it is better."
    assert "On average the LSTM missed a quarter’s “series 7” by" in words(app)
    explained = next(each for each in app.expander if each.label == "What these words mean").markdown[0].value
    for word in ("MASE", "RMSE", "MAE", "sMAPE", "ETS", "ARIMA", "Theta", "drift", "origin", "fit", "residual", "band"):
        assert f"**{word}**: " in explained
    assert not app.exception


def test_further_columns_are_offered_and_stand_in_the_address() -> None:
    table = TABLE.assign(price=range(len(TABLE)), holiday=[n % 5 for n in range(len(TABLE))])
    app = with_file(table.reset_index(names="quarter").to_csv(index=False).encode())
    assert app.multiselect(key="forecast_targets").value == ["y"]
    app.multiselect(key="forecast_past").set_value(["price"]).run()
    assert not app.error
    assert app.session_state["address"]["f.past"] == "price"
    assert app.multiselect(key="forecast_future").options == ["holiday"]
    app.multiselect(key="forecast_future").set_value(["holiday"]).run()
    assert "“holiday”" in app.error[0].value  # its next rows are not in the file
    app.multiselect(key="forecast_future").set_value([]).run()
    app.toggle(key="forecast_every").set_value(True).run()
    assert "3 series of quarters.csv" in words(app)
    assert not app.error


def test_a_file_that_is_read_another_way_is_forecast_another_way() -> None:
    rows = b"".join(b"%d/1/%d,%d\n" % (1 + n % 12, 2018 + n // 12, 20 + n % 7) for n in range(60))
    app = with_file(b"day,y\n" + rows, "days.csv")
    assert "First comes January 2023" in words(app)
    order = next(each for each in app.selectbox if str(each.key).startswith("read_forecast_date_order"))
    order.set_value(0).run()  # day, month, year
    assert not app.exception
    assert "First comes row 61; then row 62" in words(app)
    assert "To have dates, gather the rows into weeks, months" in words(app)
    assert "f.run" not in app.session_state["address"]
