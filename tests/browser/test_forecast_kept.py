"""A forecast is kept, opened on a fresh page, gone on from a newer file, looked into: the library says the same."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

import lstm_viz as lv
from lstm_viz.forecasting.apply import forecast_on
from lstm_viz.forecasting.digits import decimals
from tests.browser.drawn import DRAWN
from tests.browser.lab import press, settled, wait_for
from tests.browser.test_axe import grave

ROWS, AHEAD = 36, 3


def file_of(rows: int, folder: Path) -> Path:
    """Quarters that go below 0, so that no logarithms are tried, as a German file."""
    t = np.arange(rows)
    values = 0.1 * t + 3 * np.sin(np.pi * t / 2) + 0.2 * np.cos(t * t) - 2
    days = pd.date_range("2010-01-01", periods=rows, freq="QS")
    lines = [
        f"{day:%d.%m.%Y};{value:.3f}".replace(".", ",").replace(",", ".", 2)
        for day, value in zip(days, values, strict=True)
    ]
    path = folder / f"quarters_{rows}.csv"
    path.write_text("\n".join(["Quartal;Saldo", *lines, ""]))
    return path


def upload(page: Page, label: str, file: Path) -> None:
    page.get_by_test_id("stFileUploader").filter(has_text=label).locator("input").set_input_files(file)


def test_a_kept_forecast_is_opened_gone_on_and_looked_into(
    page: Page, server: str, troubles: list[str], tmp_path: Path
) -> None:
    page.goto(f"{server}/forecast")
    upload(page, "Upload a CSV", file_of(ROWS, tmp_path))
    expect(page.get_by_text("How quarters_36.csv was read")).to_be_visible()
    for name, value in (("Origins", "1"), ("Horizon, rows ahead", str(AHEAD))):
        settled(page)
        box = page.get_by_role("spinbutton", name=name)
        box.fill(value)
        box.press("Enter")
        expect(page).to_have_url(re.compile(f"f.{name.split(',')[0].lower()}={value}"))
    press(page, "Forecast")
    expect(page.get_by_role("heading", name="Go on from a newer file")).to_be_visible(timeout=120_000)
    settled(page)
    with page.expect_download() as download:
        press(page, "Keep the run")
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)

    page.goto(f"{server}/forecast")
    upload(page, "Upload a CSV", kept)
    expect(page.get_by_text("A kept forecast, made of 36 rows to Q4 2018 of “Saldo”")).to_be_visible()
    forecast = lv.open_forecast(kept)
    expect(page.get_by_role("heading", name=forecast.series[0].judgement.headline)).to_be_visible()
    settled(page)
    assert grave(page) == []
    upload(page, "Newer rows for this forecast", file_of(ROWS - 6, tmp_path))
    expect(page.get_by_text("before the kept forecast's last row at 2018-10-01")).to_be_visible()
    settled(page)
    newer = file_of(ROWS + 2, tmp_path)
    upload(page, "Newer rows for this forecast", newer)
    expect(page.get_by_text("A forecast that has gone on in quarters_38.csv")).to_be_visible()
    expect(page.get_by_text("read 2 newer rows, to 2019-04-01")).to_be_visible()
    settled(page)
    with page.expect_download() as download:
        press(page, "Forecast (CSV)")
    table = pd.read_csv(download.value.path(), sep=";", decimal=",", encoding="utf-8-sig")
    assert list(table["Quartal"]) == ["01.07.2019", "01.10.2019", "01.01.2020"]
    library = lv.continue_forecast(forecast, lv.read_csv(newer)).series[0]
    assert table["LSTM"].to_numpy() == pytest.approx(library.mean.round(decimals(library)))
    for column, place in (("95 % from", 0), ("80 % from", 1), ("80 % to", 3), ("95 % to", 4)):
        assert table[column].to_numpy() == pytest.approx(library.quantiles[:, place].round(decimals(library)))
    assert grave(page) == []

    press(page, "Back to the forecast before")
    expect(page.get_by_text("A kept forecast, made of 36 rows")).to_be_visible()
    settled(page)
    inside = page.get_by_role("button", name="Look inside", exact=True)
    inside.focus()
    inside.press("Enter")
    member = forecast.members[0][0]
    wait_for(page, f"s.step === {member.steps} && s.weightsStep === {member.steps} && s.draws > 0")
    expect(page.get_by_text("your forecast of Saldo")).to_be_visible()
    panel = forecast.plan.panel
    alone = forecast_on((member,), panel.known(ROWS, forecast.season, AHEAD, member.parts))[0, 0]
    drawn = [value for value in page.evaluate(DRAWN, "free run")["y"] if value is not None]
    np.testing.assert_allclose(drawn, alone[:, 2], rtol=1e-4, atol=1e-4)
    page.locator(".lv-sequence").focus()
    page.keyboard.press("End")
    printed = re.compile(r"median forecast 1 step ahead is (−?[\d.]+) .*for 2019")
    expect(page.locator(".lv-explorer")).to_contain_text(printed)
    found = printed.search(page.locator(".lv-explorer").inner_text())
    assert found is not None
    assert float(found[1].replace("−", "-")) == pytest.approx(alone[0, 2], rel=1e-3)
    assert all("404" in each for each in troubles)  # Streamlit looks for its server below the page's own path first
    troubles.clear()
