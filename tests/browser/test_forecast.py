"""The whole way of one who brings a file: upload, forecast, download; and the same from the library."""

import io
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

import lstm_viz as lv
from lstm_viz.forecasting.digits import decimals
from tests.browser.lab import open_lab, press, settled
from tests.browser.test_axe import grave
from tests.browser.test_compare import SPILLED

ROWS = 40


def german_export() -> bytes:
    """What Excel writes in Germany: a title above, a sum below, decimal commas, umlauts in cp1252."""
    t = np.arange(ROWS)
    values = 20 + 0.3 * t + 4 * np.sin(2 * np.pi * t / 12) + np.random.default_rng(1).normal(0, 0.3, ROWS)
    days = pd.date_range("2020-01-01", periods=ROWS, freq="MS")
    rows = [
        f"{day:%d.%m.%Y};{value:.2f}".replace(".", ",").replace(",", ".", 2)
        for day, value in zip(days, values, strict=True)
    ]
    total = f"Summe;{values.sum():.2f}".replace(".", ",")
    return "\r\n".join(["Umsätze der Filiale Köln;", "", "Monat;Umsatz (T€)", *rows, total, ""]).encode("cp1252")


@pytest.fixture
def export(tmp_path: Path) -> Path:
    file = tmp_path / "umsaetze.csv"
    file.write_bytes(german_export())
    return file


def test_a_german_export_is_uploaded_forecast_downloaded_and_is_the_librarys(
    page: Page, server: str, troubles: list[str], export: Path
) -> None:
    open_lab(page, server)
    page.get_by_role("link", name="Forecast").click()
    expect(page.get_by_text("First comes January 1961")).to_be_visible()
    page.locator("input[type=file]").set_input_files(export)
    expect(page.get_by_text("First comes May 2023")).to_be_visible()
    for name, value in (("Horizon, rows ahead", "3"), ("Origins", "1"), ("Season, rows", "12")):
        settled(page)
        box = page.get_by_role("spinbutton", name=name)
        box.fill(value)
        box.press("Enter")
        expect(page).to_have_url(re.compile(f"f.{name.split(',')[0].lower()}={value}"))
    expect(page.get_by_text("2 fits, about")).to_be_visible()
    expect(page.locator(".st-key-forecast_planned .main-svg").first).to_be_visible()
    settled(page)
    assert grave(page) == []
    press(page, "Forecast")
    expect(page.get_by_role("heading", name="Beside simple methods")).to_be_visible(timeout=120_000)

    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.reload()
    expect(page.locator(".st-key-forecast_chart_ahead .main-svg").first).to_be_visible()
    expect(page.locator(".st-key-forecast_chart_residuals .main-svg").first).to_be_visible()
    settled(page)
    assert all("404" in each for each in troubles)  # Streamlit looks for its server below the page's own path first
    troubles.clear()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.wait_for_function(f"() => ({SPILLED})().length === 0")
    assert grave(page) == []
    page.emulate_media(color_scheme="light")
    settled(page)
    assert grave(page) == []

    with page.expect_download() as download:
        press(page, "Forecast (CSV)")
    told = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    assert download.value.suggested_filename == "umsaetze_forecast.csv"
    table = pd.read_csv(io.StringIO(told), sep=";", decimal=",")
    assert list(table["Monat"]) == ["01.05.2023", "01.06.2023", "01.07.2023"]
    with page.expect_download() as download:
        press(page, "Report (HTML)")
    report = export.with_suffix(".html")
    download.value.save_as(report)

    result = lv.forecast(lv.read_csv(export), horizon=3, origins=1, season=12, workers=1)
    series = result.series[0]
    assert table["LSTM"].to_numpy() == pytest.approx(series.mean.round(decimals(series)))
    for column, place in (("95 % from", 0), ("80 % from", 1), ("80 % to", 3), ("95 % to", 4)):
        assert table[column].to_numpy() == pytest.approx(series.quantiles[:, place].round(decimals(series)))

    page.goto(report.as_uri())
    expect(page.get_by_text(series.judgement.headline)).to_be_visible()
    expect(page.locator(".main-svg").first).to_be_visible()
    expect(page.get_by_text("Summe")).to_be_visible()
    assert grave(page) == []
