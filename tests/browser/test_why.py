"""“Why this output?” in the Lab, by keyboard alone."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from lstm_viz.model.gradients import gradient_map, gradient_times_input, occlusion
from lstm_viz.records import Array
from tests.browser.lab import long_run, open_lab, pause, play, status, wait_for

RECALL = "/?data=recall&p.lag=6&p.lead_in=4&layers=2&units=5"
LARGE = "/?units=64&p.length=301&seed=5"
# The weights as the server sends them, and what the network is fed.
SENT = """async () => {
  const files = performance.getEntriesByType("resource").map((entry) => entry.name);
  const { unpack } = await import(files.find((name) => name.endsWith("/wire.js")));
  const { run } = document.querySelector(".lv-explorer").parentElement.lvExplorer.status();
  const get = async (name) => unpack(await (await fetch(`/runs/${run}/${name}`)).arrayBuffer());
  const [problem, live] = [await get("problem"), await get("live")];
  const own = Object.entries(live.arrays).filter(([name]) => name.startsWith("w."));
  return {
    weights: Object.fromEntries(own.map(([name, array]) => [name.slice(2), [Array.from(array), live.shapes[name]]])),
    inputs: [Array.from(problem.arrays.inputs), problem.shapes.inputs],
    spread: problem.values.target_scale?.spread ?? 1,
  };
}"""


def open_why(page: Page, address: str) -> Locator:
    """Open the Lab and, by arrow keys, the tab; return its panel once it says what it shows."""
    open_lab(page, address)
    tabs = page.get_by_role("tablist", name="Questions")
    tabs.get_by_role("tab", selected=True).focus()
    why = tabs.get_by_role("tab", name="Why this output?")
    for _ in range(tabs.get_by_role("tab").count()):
        if why.get_attribute("aria-selected") == "true":
            break
        page.keyboard.press("ArrowRight")
    panel = page.locator(".lv-why")
    says(panel, f"At t = {status(page)['t']} the network answers")
    return panel


def says(panel: Locator, words: str) -> None:
    expect(panel.locator(".lv-why-said")).to_contain_text(words)


def sent(page: Page) -> tuple[dict[str, Array], Array, float]:
    """The weights, the inputs (T, F), and the spread of the target's scale."""
    found: dict[str, Any] = page.evaluate(SENT)
    weights = {name: np.array(values, np.float32).reshape(shape) for name, (values, shape) in found["weights"].items()}
    values, shape = found["inputs"]
    return weights, np.array(values, np.float32).reshape(shape), found["spread"]


def table_of(page: Page, panel: Locator, name: str) -> list[list[str]]:
    """Open a table by keyboard; return its rows."""
    region = panel.get_by_role("region", name=name, include_hidden=True)
    region.locator("xpath=..").locator("summary").focus()
    page.keyboard.press("Enter")
    expect(region.locator("tbody tr").first).to_be_visible()
    rows: list[list[str]] = region.locator("tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    return rows


def number(text: str) -> float:
    return float(text.replace("−", "-").split()[0])


def test_the_table_holds_what_python_works_out(page: Page, server: str) -> None:
    panel = open_why(page, server)
    t = status(page)["t"]
    weights, inputs, spread = sent(page)
    adds = [gradient_times_input(weights, inputs, t).sum(axis=1), occlusion(weights, inputs, t)]
    rows = table_of(page, panel, "What each input adds to the answer")
    assert len(rows) == t + 1
    for back, (_, *shown) in enumerate(rows[:40]):
        for text, values in zip(shown, adds, strict=True):
            assert number(text) == pytest.approx(values[t - back] * spread, rel=0.06 if "e" in text else 0.006)


def test_the_map_is_read_off_by_arrow_keys_and_enter_moves_the_cursor(page: Page, server: str) -> None:
    panel = open_why(page, server)
    t = status(page)["t"]
    weights, inputs, _ = sent(page)
    found = gradient_map(weights, inputs)
    chart = panel.get_by_role("application")
    readout = panel.get_by_text(f"output at t = {t} by the input at s = {t}")
    expect(readout).to_be_visible()
    chart.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    text = panel.get_by_text(f"output at t = {t - 1} by the input at s = {t - 1}:").text_content()
    assert text is not None
    assert number(text.rpartition(": ")[2]) == pytest.approx(found[t - 1, t - 1], rel=0.006)
    page.keyboard.press("Enter")
    wait_for(page, f"s.t === {t - 1}")
    says(panel, f"At t = {t - 1} the network answers")


def test_the_panel_follows_the_cursor_when_it_rests(page: Page, server: str) -> None:
    panel = open_why(page, server)
    t = status(page)["t"]
    page.get_by_label("Timestep", exact=True).first.focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    says(panel, f"At t = {t + 12} the network answers")
    bars = panel.get_by_role("slider", name="Input that is read off")
    expect(bars).to_have_attribute("aria-valuemax", str(t + 12))
    bars.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(bars).to_have_attribute("aria-valuenow", str(t + 11))
    expect(panel.locator(".lv-why-late")).to_have_count(0)


def test_classes_are_asked_for_the_predicted_one_and_layers_each_have_their_lines(page: Page, server: str) -> None:
    panel = open_why(page, server + RECALL)
    said = panel.locator(".lv-why-said").text_content()
    assert said is not None
    answer = said.partition("answers ")[2][0]
    assert f"the logit of {answer}" in said
    rows = table_of(page, panel, "Length of the derivative by the states, by timestep")
    assert all(len(row) == 5 for row in rows)
    assert number(rows[0][3]) > 0


def test_one_column_of_several_is_chosen_by_keyboard(page: Page, server: str) -> None:
    panel = open_why(page, server + RECALL)
    weights, inputs, _ = sent(page)
    expect(panel.get_by_text("by all columns of that input together")).to_be_visible()
    panel.get_by_role("combobox", name="input").press("ArrowDown")
    found = gradient_map(weights, inputs, None, 0)
    largest = np.unravel_index(np.abs(found).argmax(), found.shape)
    sentence = panel.get_by_text("the derivative by A of that input")
    expect(sentence).to_contain_text(f"the output at t = {largest[0]} by the input at s = {largest[1]}.")


def test_a_map_that_takes_long_is_worked_out_when_it_is_asked_for(page: Page, server: str) -> None:
    panel = open_why(page, server + LARGE)
    expect(panel.get_by_role("application")).to_be_hidden()
    panel.get_by_role("button", name="Work out the map").press("Enter")
    expect(panel.get_by_text("Each row is an output")).to_be_visible()
    expect(panel.locator(".lv-why-bitmap")).to_be_visible()


def test_the_panel_keeps_up_with_a_network_in_training(page: Page, server: str) -> None:
    panel = open_why(page, long_run(server, seed=31))
    before = panel.locator(".lv-why-said").text_content()
    assert before is not None
    play(page)
    expect(panel.locator(".lv-why-said")).not_to_have_text(before)
    pause(page)
    weights, inputs, spread = sent(page)
    t = status(page)["t"]
    adds = gradient_times_input(weights, inputs, t).sum(axis=1) * spread
    bars = panel.get_by_role("slider", name="Input that is read off")
    bars.press("End")
    expect(bars).to_have_attribute("aria-valuetext", re.compile(re.escape(f": {shown(adds[t])} by gradient")))


def shown(value: float) -> str:
    """A contribution as the panel writes it: three figures and a sign."""
    return f"{value:+#.3g}".replace("-", "−")


def test_nothing_overflows_at_390_pixels(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    panel = open_why(page, server)
    expect(panel.locator(".lv-why-bitmap")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert panel.evaluate("(root) => root.scrollWidth <= root.clientWidth")
