"""A file of more than 10 MB on the Forecast page: it is read beside the script, found again, read another way."""

import gzip

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lstm_viz.data.reading.unpack import says_it_has
from lstm_viz.data.room import LARGE, UPLOAD
from lstm_viz.errors import ServerFull
from lstm_viz.ui import server
from lstm_viz.ui.large_files import MOST, LargeFiles
from tests.app.test_forecast import page
from tests.app.test_lab import words
from tests.app.test_reading_card import choose, upload

ROWS, COLUMNS = 60_000, 9
HOURS = pd.date_range("2010-01-01", periods=ROWS, freq="h")
VALUES = np.random.default_rng(5).normal(size=(ROWS, COLUMNS))


@pytest.fixture(scope="module")
def large() -> bytes:
    names = ",".join(["hour", *(f"c{k}" for k in range(COLUMNS))])
    cells = VALUES.astype(str).tolist()
    data = "\n".join([names, *(",".join([str(at), *row]) for at, row in zip(HOURS, cells, strict=True))]).encode()
    assert len(data) > UPLOAD.bytes
    return data


def brought(person: str, data: bytes, name: str = "hours.csv") -> AppTest:
    """A page on which a large file is being read."""
    app = page(person)
    app.file_uploader(key="forecast_file").upload(name, data, "text/csv").run()
    assert not app.exception
    return app


def test_a_file_of_many_short_rows_is_large_too() -> None:
    rows = "\n".join(["y", *(str(k % 97) for k in range(UPLOAD.rows + 5))]).encode()
    assert len(rows) < UPLOAD.bytes
    app = brought("one with many rows", rows, "rows.csv")
    assert "the data before stays" in words(app)
    wait_for("one with many rows")
    assert len(page("one with many rows").session_state["forecasting"].uploaded.reading.table) == UPLOAD.rows + 5


def wait_for(person: str) -> None:
    server.large_files()._jobs[person].call.exception(60)


def run_on(app: AppTest) -> None:
    app.run()
    assert not app.exception


def test_it_is_read_beside_the_script_found_again_after_f5_and_read_another_way(large: bytes) -> None:
    app = brought("one with much", large)
    assert "the data before stays" in words(app)
    assert "“passengers” of air_passengers.csv" in words(app)
    wait_for("one with much")
    again = page("one with much")
    file = again.session_state["forecasting"].uploaded
    assert file.reading.table.index.equals(HOURS)
    assert np.array_equal(file.reading.table.to_numpy(), VALUES)
    assert file.data == large
    assert "the data before stays" not in words(again)
    assert again.button(key="forecast_run").label == "Forecast"

    choose(again, "Gather the rows into", "days")
    assert again.session_state["forecasting"].uploaded is file
    wait_for("one with much")
    run_on(again)
    daily = again.session_state["forecasting"].uploaded.reading.table
    assert np.allclose(daily.to_numpy(), VALUES.reshape(-1, 24, COLUMNS).mean(1))
    assert [each.label for each in again.selectbox].count("The values of days become") == 1


def test_a_packed_file_goes_by_what_it_unpacks_to_and_is_cancelled_by_a_button(large: bytes) -> None:
    packed = gzip.compress(large, 1)
    assert len(packed) < UPLOAD.bytes < says_it_has(packed)
    app = brought("one in doubt", packed, "hours.csv.gz")
    call = server.large_files()._jobs["one in doubt"].call
    app.button(key="large_cancel").click().run()
    assert not app.exception
    assert "the data before stays" not in words(app)
    assert call.exception(60) if not call.cancelled() else True
    run_on(app)
    assert app.session_state["forecasting"].uploaded is None


def test_one_that_cannot_be_read_is_refused_in_words_and_can_be_read_another_way() -> None:
    colours = b"colour\n" + b"of what is red, or was once called so by those who saw it.\n" * 180_000
    app = brought("one without luck", colours, "odd.csv")
    wait_for("one without luck")
    run_on(app)
    assert "odd.csv has no column of numbers" in words(app)
    box = next(each for each in app.selectbox if str(each.key).startswith("read_forecast_refused_delimiter"))
    box.select_index(box.options.index("semicolons")).run()
    assert not app.exception
    assert "the data before stays" in words(app)
    wait_for("one without luck")
    run_on(app)
    assert "odd.csv" in words(app)
    assert app.session_state["forecasting"].uploaded is None


def test_more_than_the_page_takes_is_refused_before_anything_is_read() -> None:
    app = brought("one with too much", b"1,2\n" * (LARGE.bytes // 4 + 2**18), "huge.csv")
    said = words(app)
    assert "huge.csv has 129.0 MB; 128 MB is the most: keep the latest part of it." in said
    assert "one with too much" not in server.large_files()._jobs


def test_the_lab_refuses_it_and_says_who_reads_it(app: AppTest, large: bytes) -> None:
    upload(app, "hours.csv", large)
    assert "10 MB is the most: keep the latest part of it. The Forecast page reads up to 128 MB." in words(app)


def test_a_server_that_reads_as_many_as_it_holds_says_so_and_has_room_when_one_is_cancelled() -> None:
    files = LargeFiles(server.forecast_engine)
    people = [f"person {k}" for k in range(MOST)]
    for k, who in enumerate(people):
        files.begin(who, f"{k}.csv", b"a,b\n" + f"{k},1\n{k},2\n".encode() * 40, {})
    with pytest.raises(ServerFull, match=f"{MOST} large files are being read or used on this server"):
        files.begin("one more", "more.csv", b"a,b\n1,2\n", {})
    files.cancel(people[0])
    files.begin("one more", "more.csv", b"a,b\n1,2\n", {})
    for who in ("one more", *people):
        files.cancel(who)
        assert files.look(who) is None
