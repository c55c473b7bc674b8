"""An experiment as a person finds it: run once, found again after F5 on a telephone, nothing wrong for axe."""

import re

from playwright.sync_api import Page, expect

from tests.browser.lab import open_lab, press, settled
from tests.browser.test_axe import grave
from tests.browser.test_compare import SPILLED


def test_one_is_run_and_found_again_and_nothing_sticks_out_or_is_wrong(
    page: Page, server: str, troubles: list[str]
) -> None:
    page.emulate_media(color_scheme="dark")
    open_lab(page, server)
    page.get_by_role("link", name="Experiments").click()
    page.get_by_text("Overfitting", exact=True).click()
    seeds = page.get_by_role("spinbutton", name="Seeds")
    expect(page.get_by_role("heading", name="What does a large network learn")).to_be_visible()
    settled(page)
    expect(page.get_by_text("Press Run to train 20 times")).to_be_visible()
    seeds.fill("1")
    seeds.press("Enter")
    expect(page.get_by_text("Press Run to train 4 times")).to_be_visible()
    assert grave(page) == []
    press(page, "Run")
    expect(page.get_by_text("Verdict.")).to_be_visible(timeout=120_000)
    expect(page).to_have_url(re.compile("experiment=overfitting"))
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    expect(page.get_by_text("Verdict.")).to_be_visible()
    expect(page.locator(".st-key-experiment_chart_overfitting .main-svg").first).to_be_visible()
    settled(page)
    assert all("404" in each for each in troubles)  # Streamlit looks for its server below the page's own path first
    troubles.clear()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.wait_for_function(f"() => ({SPILLED})().length === 0")
    assert grave(page) == []
    page.emulate_media(color_scheme="light")
    settled(page)
    assert grave(page) == []
