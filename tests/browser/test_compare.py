"""Compare as a person finds it: three networks train side by side, their pictures grow in place."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import open_lab, press, settled

LINES = """(key) => {
  const plot = document.querySelector(`.st-key-${key} .js-plotly-plot`);
  return plot?.calcdata?.map((points) => [points[0].trace.name, points.length]) ?? null;
}"""
# How often each picture changed, how many frames saw one missing, and whether it is still the same element.
WATCH = """async (seconds) => {
  const keys = ["compare_losses", "compare_predictions", "compare_gradient"];
  const plots = () => keys.map((key) => document.querySelector(`.st-key-${key} .js-plotly-plot`));
  const first = plots();
  let updates = 0, blank = 0, frames = 0;
  first[0].on("plotly_afterplot", () => { updates += 1; });
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    await new Promise((done) => requestAnimationFrame(done));
    frames += 1;
    if (plots().some((plot) => !plot?.querySelector(".main-svg"))) blank += 1;
  }
  return { updates, blank, frames, same: plots().every((plot, n) => plot === first[n]) };
}"""
# What can be seen beyond the right edge; a slider's own input is clipped to the one pixel of its parent.
SPILLED = """() => {
  const clipped = (each) => {
    const { clipPath, overflowX } = getComputedStyle(each.parentElement);
    return clipPath === "inset(50%)" && overflowX === "hidden";
  };
  return [...document.querySelectorAll("[data-testid=stMain] *")]
    .filter((each) => each.checkVisibility() && !clipped(each))
    .filter((each) => !each.closest(".js-plotly-plot, [data-testid=stDataFrame]"))
    .filter((each) => {
      const box = each.getBoundingClientRect();
      return box.width > 1 && box.height > 1 && box.right > innerWidth + 1;
    })
    .map((each) => `${each.tagName} ${each.dataset.testid ?? ""} ${each.textContent.trim().slice(0, 30)}`);
}"""


def open_compare(page: Page, address: str) -> None:
    open_lab(page, address)
    if page.viewport_size and page.viewport_size["width"] < 768:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", name="Gradient through time")).to_be_visible()
    page.wait_for_function(f"() => ({LINES})('compare_gradient')?.length === 5", timeout=60_000)
    settled(page)


def grown(page: Page, least: int) -> None:
    """Wait until the training losses of all three have more points than this."""
    page.wait_for_function(
        f"""(least) => {{
          const lines = ({LINES})("compare_losses") ?? [];
          const training = lines.filter((_, n) => n % 2 === 0);
          return training.length === 3 && training.every(([, points]) => points > least);
        }}""",
        arg=least,
        timeout=60_000,
    )


def test_play_trains_all_three_and_their_pictures_grow_in_place(page: Page, server: str) -> None:
    open_compare(page, server)
    lines = page.evaluate(LINES, "compare_gradient")
    assert [name for name, _ in lines] == ["LSTM h", "LSTM c", "GRU h", "tanh RNN h", "float32 noise"]
    expect(page.get_by_text(re.compile("By t = 1 the tanh RNN’s gradient has shrunk 10"))).to_be_visible()
    press(page, "Play")
    grown(page, 2)
    seen: dict[str, Any] = page.evaluate(WATCH, 6)
    assert seen["blank"] == 0, seen
    assert seen["same"], seen
    assert seen["updates"] >= 6, seen
    grown(page, 20)
    press(page, "Pause")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    expect(page.get_by_text("Paused")).to_be_visible()


def test_a_slider_shows_the_gradient_before_the_first_step_again(page: Page, server: str) -> None:
    open_compare(page, server)
    before = page.evaluate("document.querySelector('.st-key-compare_gradient [role=img]').getAttribute('aria-label')")
    press(page, "Play")
    grown(page, 5)
    press(page, "Pause")
    expect(page.get_by_text("Paused")).to_be_visible()
    page.get_by_role("slider", name="Step of training").focus()
    page.keyboard.press("Home")
    expect(page.get_by_text("before the first step of training")).to_be_visible()
    expect(page.locator(".st-key-compare_gradient [role=img]")).to_have_attribute("aria-label", before)
    page.get_by_role("link", name="How it works").click()
    expect(page.get_by_text("Why it remembers.")).to_be_visible()
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_text("before the first step of training")).to_be_visible()


def test_a_network_is_opened_in_the_lab(page: Page, server: str) -> None:
    open_compare(page, server)
    press(page, "Open the GRU")
    expect(page.locator(".lv-explorer")).to_be_visible()
    expect(page).to_have_url(re.compile("cell=gru"))


@pytest.mark.parametrize("width", [390, 720])
def test_nothing_overflows_on_a_telephone_or_with_large_text(page: Page, server: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    open_compare(page, server)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.wait_for_function(f"() => ({SPILLED})().length === 0")
