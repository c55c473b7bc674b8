"""Pause holds, fifty times in a row, in a real browser."""

from playwright.sync_api import Page

from tests.browser.conftest import browser, context, page, playwright, server, troubles  # noqa: F401  # fixtures
from tests.browser.lab import long_run, open_lab, play_and_pause


def test_pause_holds_fifty_times(page: Page, server: str) -> None:  # noqa: F811  # fixtures go by their names
    open_lab(page, long_run(server, seed=1))
    assert play_and_pause(page, times=50) > 0
