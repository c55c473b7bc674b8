"""Compare as a person finds it: three networks train side by side, their pictures grow in place."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from lstm_viz.figures.compare import LOWEST, TITLES
from lstm_viz.model.fading import asked_last, shortened
from lstm_viz.model.network import build_network, weights_of
from lstm_viz.records import Array
from lstm_viz.ui.experiment import build
from lstm_viz.ui.routes import version
from lstm_viz.ui.trio import DEFAULT
from tests.browser.lab import open_lab, press, settled
from tests.unit.model.test_fading import autograd

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
# The gradient's curves as Plotly holds them, by name; null where a length is too small for the axis.
CURVES = """() => {
  const plot = document.querySelector(".st-key-compare_gradient .js-plotly-plot");
  return plot && Object.fromEntries(plot._fullData.map((trace) => [trace.name, Array.from(trace.y)]));
}"""
WEIGHTS = """async ({ version, run, step }) => {
  const { unpack } = await import(`/explorer/${version}/wire.js`);
  const { arrays } = unpack(await (await fetch(`/runs/${run}/weights?steps=${step}`)).arrayBuffer());
  const named = Object.entries(arrays).map(([name, values]) => [name.slice(`${step}.`.length), [...values]]);
  return Object.fromEntries(named);
}"""
# What can be seen beyond the right edge; a slider's own input is clipped to the one pixel of its parent.
SPILLED = """() => {
  const clipped = (each) => {
    const { clipPath, overflowX } = getComputedStyle(each.parentElement);
    return clipPath === "inset(50%)" && overflowX === "hidden";
  };
  return [...document.querySelectorAll("[data-testid=stMain] *")]
    .filter((each) => each.checkVisibility() && !clipped(each))
    .filter((each) => !each.closest(".js-plotly-plot, [data-testid=stDataFrame], .katex-mathml"))
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
    drawn(page)
    settled(page)


def drawn(page: Page) -> None:
    page.wait_for_function(f"() => ({LINES})('compare_gradient')?.length === 5", timeout=60_000)


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


def assert_curves_are_autograds(page: Page, step: int) -> None:
    """The curves in the page are float64 autograd's, of the weights that the three runs keep of this step."""
    expected: dict[str, Array] = {}
    ids = parse_qs(urlsplit(page.url).query)["compare"][0].split(",")
    for run, (cell, title) in zip(ids, TITLES.items(), strict=True):
        made = build(replace(DEFAULT, cell=cell), None)
        flat = page.evaluate(WEIGHTS, {"version": version(), "run": run, "step": step})
        model = replace(made.model, hidden_size=len(flat["head.weight"]) // made.model.output_size)
        shapes = {name: array.shape for name, array in weights_of(build_network(model, 0)).items()}
        weights = {name: np.array(flat[name], np.float32).reshape(shape) for name, shape in shapes.items()}
        h, c = autograd(model, weights, shortened(made.problem, asked_last(made.problem) + 1))
        expected |= {f"{title} {signal}": rows[-1] for signal, rows in (("h", h), ("c", c)) if len(rows)}
    page.wait_for_function(
        f"(first) => Math.abs(({CURVES})()?.['LSTM h'][0] / first - 1) < 1e-6", arg=expected["LSTM h"][0]
    )
    seen = page.evaluate(CURVES)
    assert seen.keys() - expected.keys() == {"float32 noise"}
    for name, curve in expected.items():
        on_axis = np.where(curve >= LOWEST, curve, np.nan)
        assert np.array(seen[name], np.float64) == pytest.approx(on_axis, rel=1e-6, abs=0, nan_ok=True), (name, step)


def test_the_curves_are_autograds_before_during_and_after_training_and_a_slider_brings_them_back(
    page: Page, server: str
) -> None:
    open_compare(page, server)
    page.get_by_label("Steps", exact=True).fill("60")
    page.keyboard.press("Enter")
    page.wait_for_function("(old) => !location.search.includes(old)", arg=urlsplit(page.url).query)
    drawn(page)
    assert_curves_are_autograds(page, 0)
    before = page.evaluate("document.querySelector('.st-key-compare_gradient [role=img]').getAttribute('aria-label')")
    press(page, "Play")
    expect(page.get_by_text("Finished")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("after 60 steps of training")).to_be_visible()
    assert_curves_are_autograds(page, 60)
    page.get_by_role("slider", name="Step of training").focus()
    page.keyboard.press("Home")
    expect(page.get_by_text("before the first step of training")).to_be_visible()
    expect(page.locator(".st-key-compare_gradient [role=img]")).to_have_attribute("aria-label", before)
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_text("after 10 steps of training")).to_be_visible()
    assert_curves_are_autograds(page, 10)
    page.get_by_role("link", name="Learn").click()
    expect(page.get_by_role("heading", name="Sequences and memory")).to_be_visible()
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_text("after 10 steps of training")).to_be_visible()


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
