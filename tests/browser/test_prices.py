"""Prices as a person finds them: trained once, stepped through by keys, found again after F5 on a telephone."""

import re

from playwright.sync_api import Page, expect

from tests.browser.lab import open_lab, press, settled
from tests.browser.test_axe import grave
from tests.browser.test_compare import SPILLED


def test_a_stock_is_trained_on_and_its_views_are_stepped_through_by_keys(
    page: Page, server: str, troubles: list[str]
) -> None:
    page.emulate_media(color_scheme="dark")
    open_lab(page, server)
    page.get_by_role("link", name="Prices").click()
    expect(page.get_by_text("trains 9 small LSTMs")).to_be_visible()
    settled(page)
    assert grave(page) == []
    press(page, "Train")
    expect(page.get_by_role("heading", name="1 · The overlay")).to_be_visible(timeout=120_000)
    expect(page.locator(".st-key-prices_chart_MSFT_overlay .main-svg").first).to_be_visible()
    settled(page)
    page.keyboard.press("Shift+ArrowRight")
    heading = page.get_by_role("heading", name="2 · The naive line")
    expect(heading).to_be_focused()
    expect(page).to_have_url(re.compile("view=naive"))
    settled(page)
    page.get_by_role("radiogroup", name="Your prediction").get_by_text("The rule").click()
    expect(page.get_by_role("radio", name="The rule")).to_be_checked()
    settled(page)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("The network is off by")
    expect(page.locator(".st-key-prices_chart_MSFT_naive .main-svg").first).to_be_visible()
    settled(page)
    assert grave(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    expect(heading).to_be_visible()
    settled(page)
    assert all("404" in each for each in troubles)  # Streamlit looks for its server below the page's own path first
    troubles.clear()
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator(".st-key-prices_chart_MSFT_overlay .main-svg").first).to_be_visible()
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.wait_for_function(f"() => ({SPILLED})().length === 0")
    page.emulate_media(color_scheme="light")
    settled(page)
    assert grave(page) == []
