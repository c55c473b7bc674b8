"""A kept forecast on the Forecast page: opened again, and gone on from a newer file, as Streamlit draws it."""

import io
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.forecasting.bundle import open_forecast, save_forecast
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.continuation import concluded, continued_plan, read_on
from lstm_viz.forecasting.files import forecast_csv
from lstm_viz.forecasting.result import Forecast
from lstm_viz.ui import server
from lstm_viz.ui.saved import open_forecast as opened_network
from lstm_viz.ui.saved import save
from tests.app.test_forecast import PERSON, heading, page
from tests.app.test_lab import press, words
from tests.app.test_reading_card import box
from tests.unit.forecasting.looked_inside import inside
from tests.unit.forecasting.made import made, table

ROWS = 40
CONFIG = ForecastConfig(("y",), 4, season=4, origins=2)


@cache
def kept() -> bytes:
    return save_forecast(made(CONFIG, table(ROWS)[["y"]].dropna()))


def rows_to(count: int) -> bytes:
    return table(count)[["y"]].dropna().reset_index(names="quarter").to_csv(index=False).encode()


def bring(app: AppTest, name: str, data: bytes) -> None:
    app.file_uploader(key="forecast_file").upload(name, data, "application/octet-stream").run()
    assert not app.exception


def with_kept() -> AppTest:
    app = page()
    bring(app, "visits.safetensors", kept())
    return app


def give_newer(app: AppTest, data: bytes, name: str = "newer.csv") -> None:
    uploader = next(each for each in app.file_uploader if each.label == "Newer rows for this forecast")
    uploader.upload(name, data, "text/csv").run()
    assert not app.exception


def see_through(app: AppTest) -> None:
    """Wait for what is under way, and look again, as the page does twice a second."""
    if "errand" in app.session_state:
        app.session_state["errand"].call.exception(120)
        app.run()
        assert not app.exception


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[None]:
    """Every worker of forecasts waits for a file that nobody writes."""
    os.mkfifo(tmp_path / "nothing")
    engine = server.forecast_engine()
    calls = [engine.submit(Path.read_bytes, tmp_path / "nothing") for _ in range(engine.slots)]
    yield
    for call in calls:
        engine.break_off(call)


def shown(app: AppTest) -> Forecast:
    standing = server.forecasts().look(PERSON, app.session_state["address"]["f.run"])
    assert standing is not None
    assert standing.result is not None
    return standing.result


def by_link(app: AppTest) -> AppTest:
    return page(**{name.replace(".", "_", 1): word for name, word in app.session_state["address"].items()})


def test_a_kept_forecast_is_opened_as_it_was_and_found_again_by_its_link() -> None:
    app, forecast = with_kept(), open_forecast(kept())
    assert heading(app) == forecast.series[0].judgement.headline
    assert shown(app).as_json() == forecast.as_json()
    assert "A kept forecast, made of 40 rows to Q4 2009 of “y”: opened from visits.safetensors" in words(app)
    assert "Horizon 4 rows, a season of 4 rows, 2 origins, seed 0" in words(app)
    assert app.code[0].value == "python -m lstm_viz forecast NEWER.csv --run KEPT.safetensors"
    again = by_link(app)
    assert heading(again) == forecast.series[0].judgement.headline
    assert again.selectbox(key="forecast_data").value == "kept"


def test_a_link_to_a_kept_forecast_that_is_gone_says_to_open_its_file_again() -> None:
    assert "open its file again" in words(page(f_data="kept", f_run="nothing"))


def test_other_data_are_chosen_and_the_kept_forecast_chosen_again() -> None:
    app = with_kept()
    app.selectbox(key="forecast_data").set_value("lynx").run()
    assert [each.label for each in app.button] == ["Forecast"]
    app.selectbox(key="forecast_data").set_value("kept").run()
    assert heading(app) == open_forecast(kept()).series[0].judgement.headline


def test_from_a_newer_file_it_goes_on_as_the_library_does_and_back_again() -> None:
    app = with_kept()
    give_newer(app, rows_to(ROWS + 2))
    see_through(app)
    reading, forecast = read_csv(rows_to(ROWS + 2), name="newer.csv"), open_forecast(kept())
    plan = continued_plan(forecast, reading)
    library = concluded(forecast, plan, read_on(plan, forecast.members))
    assert shown(app).as_json() == library.as_json()
    assert "A forecast that has gone on in newer.csv, made of 42 rows to Q2 2010" in words(app)
    assert "read 2 newer rows, to 2010-04-01; nothing was trained" in words(app)
    assert "**How newer\\.csv was read**" in [each.value for each in app.markdown]
    assert app.code[0].value == "python -m lstm_viz forecast newer.csv --run KEPT.safetensors"
    assert "Look inside" not in [each.label for each in app.button]
    told = pd.read_csv(io.BytesIO(forecast_csv(shown(app), reading)))
    assert list(told["quarter"]) == ["2010-07-01", "2010-10-01", "2011-01-01", "2011-04-01"]
    assert "newer.csv" in words(by_link(app))
    press(app, "Back to the forecast before")
    assert shown(app).as_json() == forecast.as_json()
    give_newer(app, rows_to(ROWS + 2))
    assert shown(app).as_json() == library.as_json()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (rows_to(30), "The newer file ends at 2007-04-01, before the kept forecast's last row at 2009-10-01"),
        (rows_to(50).replace(b"quarter,y", b"quarter,z"), "The newer file has no column “y”"),
        (b"\x00\x01\x02", "newer.csv"),
    ],
)
def test_a_newer_file_that_does_not_fit_is_refused_and_the_forecast_stays(data: bytes, said: str) -> None:
    app = with_kept()
    give_newer(app, data)
    assert said in words(app)
    assert "The forecast on screen stays as it is." in words(app)
    assert heading(app) == open_forecast(kept()).series[0].judgement.headline
    assert "Read newer\\.csv another way" in [each.label for each in app.expander]


def test_a_newer_file_read_another_way_is_gone_on_in_anew() -> None:
    app = with_kept()
    give_newer(app, rows_to(ROWS + 2), "right.csv")
    see_through(app)
    first = shown(app)
    encoding = next(box for box in app.selectbox if box.label == "Encoding")
    encoding.select_index(encoding.options.index("cp1252")).run()
    see_through(app)
    assert shown(app) is not first
    assert shown(app).as_json() == first.as_json()
    column = next(box for box in app.selectbox if box.label == "Time column")
    column.select_index(column.options.index("none")).run()
    assert not app.exception
    assert "The newer file has no moments" in words(app)
    assert "It is read as before." in words(app)
    assert "gone on in right.csv" in words(app)


@pytest.mark.usefixtures("busy")
def test_going_on_waits_for_others_is_cancelled_and_nothing_is_lost() -> None:
    app = with_kept()
    give_newer(app, rows_to(ROWS + 1))
    assert "It waits until what others forecast is out of the way." in words(app)
    press(app, "Cancel")
    assert heading(app) == open_forecast(kept()).series[0].judgement.headline
    assert "opened from visits.safetensors" in words(app)


def test_a_network_that_is_not_the_one_trained_is_refused_in_a_sentence() -> None:
    app = with_kept()
    box(app, "Network, by normalisation and seed").set_value(1).run()
    press(app, "Look inside")
    see_through(app)
    assert "cannot be trained again to the same weights here" in words(app)
    assert heading(app) == open_forecast(kept()).series[0].judgement.headline


def test_what_belongs_in_the_lab_is_sent_there_and_the_other_way_round(app: AppTest) -> None:
    forecasts = with_kept()
    run = save(opened_network(inside().problem, inside().run, server.engine()))
    bring(forecasts, "run.safetensors", run)
    assert "run.safetensors is a run of the Lab, no kept forecast: open it in the Lab." in words(forecasts)
    bring(forecasts, "noise.safetensors", b"nothing")
    assert "This is not a forecast kept by LSTM Visualizer" in words(forecasts)
    assert heading(forecasts) == open_forecast(kept()).series[0].judgement.headline
    app.run()
    app.file_uploader[0].upload("visits.safetensors", kept(), "application/octet-stream").run()
    assert not app.exception
    assert "visits.safetensors is a kept forecast, no run of the Lab: open it on the Forecast page." in words(app)
