"""Why LSTMs exist, read off the Compare page: the gradient of the loss by the first hidden state, cell against cell.

Hochreiter (1991); Bengio, Simard & Frasconi (1994). The chrono start: Tallec & Ollivier (2018).
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from lstm_viz.figures.compare import LOWEST
from tests.browser.conftest import browser, context, page, playwright, server, troubles  # noqa: F401  # fixtures
from tests.browser.test_compare import CURVES, drawn, open_compare
from tests.browser.test_reading_card import choose

Tell = Callable[[str], None]
LEAST = 1e6


def anew(page: Page, change: Callable[[], object]) -> None:  # noqa: F811
    """Change a setting and wait for the gradients of the three new networks."""
    before = urlsplit(page.url).query
    change()
    page.wait_for_function("(old) => !location.search.includes(old)", arg=before)
    drawn(page)


def first(page: Page) -> dict[str, float]:  # noqa: F811
    """‖∂L/∂h_1‖ by cell; at least what the axis shows."""
    curves = page.evaluate(CURVES)
    return {name[:-2]: curve[0] or LOWEST for name, curve in curves.items() if name.endswith(" h")}


def test_on_recall_50_with_a_chrono_start_the_tanh_rnns_gradient_is_a_million_times_smaller(
    page: Page,  # noqa: F811
    server: str,  # noqa: F811
    tell: Tell,
) -> None:
    open_compare(page, server)
    chrono = page.get_by_role("combobox", name="Chrono start")
    anew(page, lambda: choose(chrono, "lags up to 50, the task’s"))
    page.locator("[data-testid=stSidebar]").get_by_text("More", exact=True).click()
    for seed in range(5):
        if seed:
            page.get_by_label("Seed", exact=True).fill(str(seed))
            anew(page, lambda: page.keyboard.press("Enter"))
        expect(page.get_by_text("before the first step of training")).to_be_visible()
        found = first(page)
        tell(
            f"recall 50, chrono 50, seed {seed}: LSTM / tanh RNN = {found['LSTM'] / found['tanh RNN']:.1e} at the start"
        )
        assert found["tanh RNN"] * LEAST <= found["LSTM"]
        assert found["tanh RNN"] * LEAST <= found["GRU"]
