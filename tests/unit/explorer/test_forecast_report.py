import json
import re
from dataclasses import replace

import pytest

from lstm_viz.data.csv_reader import Reading, read_csv
from lstm_viz.explorer.forecast_report import forecast_report
from lstm_viz.forecasting.continuation import READ
from lstm_viz.forecasting.result import Forecast
from tests.unit.forecasting.made_up import PLAN, RESULT, SERIES, several
from tests.unit.forecasting.series import TABLE

NASTY = "</script><script>alert(1)</script>"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_csv(TABLE.reset_index(names="quarter").to_csv(index=False).encode(), name="quarters.csv")


def without_plotly(page: str) -> str:
    return re.sub(r'id="lv-plotly">[^<]*<', 'id="lv-plotly"><', page)


def figures_in(page: str) -> list[dict[str, object]]:
    return [json.loads(each) for each in re.findall(r'<script type="application/json">(.*?)</script>', page)]


def test_it_holds_verdict_pictures_tables_settings_and_how_the_file_was_read(reading: Reading) -> None:
    page = without_plotly(forecast_report(RESULT, 0, "drift", reading))
    assert SERIES.judgement.headline in page
    assert SERIES.judgement.numbers in page
    assert len(figures_in(page)) == 9
    for words in ("python -m lstm_viz forecast quarters.csv --target y --horizon 4", "Text in utf-8", "quarterly"):
        assert words in page
    assert re.search(f"<td>(• )?{SERIES.measured['lstm'].scores.mae:.4g}</td>", page)
    assert "a dot marks the best of a column" in page


def test_without_a_file_it_says_nothing_of_one_and_gives_no_command_that_would_train_another() -> None:
    page = without_plotly(forecast_report(RESULT, 0, "drift", None))
    assert SERIES.judgement.headline in page
    assert SERIES.judgement.numbers in page
    assert len(figures_in(page)) == 9
    assert "<title>y, forecast</title>" in page
    assert "How the file was read" not in page
    assert "python -m" not in page


def test_of_one_that_has_gone_on_the_newer_file_is_told_of_and_no_command_that_would_train_another(
    reading: Reading,
) -> None:
    gone_on = replace(RESULT, warnings=(f"{READ} 2 newer rows",))
    page = without_plotly(forecast_report(gone_on, 0, "drift", reading))
    assert "How the file was read" in page
    assert "python -m" not in page


def test_settings_and_reading_are_told_to_people(reading: Reading) -> None:
    page = without_plotly(forecast_report(RESULT, 0, "drift", reading))
    told = page[page.index("<h2>Settings") :]
    for written in ("True", "False", "None", "&#x27;", "00:00:00", "<td></td>"):
        assert written not in told
    assert "<th>trained</th><td>afresh at each origin</td>" in told
    assert "also fed" not in told


def test_it_asks_no_server_for_anything(reading: Reading) -> None:
    page = without_plotly(forecast_report(RESULT, 0, "drift", reading))
    assert re.findall(r"(?:src|href)\s*=|https?://|@import|url\(", page) == []
    assert "default-src 'none'" in page


def test_names_from_a_file_stay_text(reading: Reading) -> None:
    panel = replace(PLAN.panel, ids=(NASTY,))
    nasty: Forecast = replace(
        RESULT, plan=replace(PLAN, panel=panel), series=(replace(SERIES, id=NASTY),), warnings=(NASTY,)
    )
    page = without_plotly(forecast_report(nasty, 0, "drift", replace(reading, name=NASTY)))
    assert NASTY not in page
    assert len(figures_in(page)) == 9


def test_of_several_series_every_verdict_is_in_it_and_the_pictures_of_one(reading: Reading) -> None:
    page = without_plotly(forecast_report(several(6), 4, "drift", reading))
    assert page.count("Do not use the LSTM: Drift missed by less.") == 2
    assert len(figures_in(page)) == 9
    assert "<title>series 4 of quarters.csv, forecast</title>" in page
