"""Memory in the real app: what the panel prints is what Python finds on the same weights."""

import re

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from lstm_viz.figures.memory import half_life_axis
from lstm_viz.model.memory import constant_units, half_lives, retention, saturation
from tests.browser.lab import open_lab, status, wait_for
from tests.browser.recall import Known, box_of, number, open_question, table, trained_on_recall

TOLERANCE = 1e-6
COMPUTE = """async (steps) => {
  const base = new URL("../", document.querySelector('link[href*="/memory/panel.css"]').href);
  const load = (name) => import(new URL(name, base));
  const { unpack } = await load("wire.js");
  const { think } = await load("scene.js");
  const { directPath, halfLives, leftAt, saturable, saturation, stillness } = await load("memory/memory.js");
  const { kindOf } = await load("cells/kind.js");
  const { orderUnits } = await load("memory/order.js");
  const run = document.querySelector(".lv-explorer").parentElement.lvExplorer.status().run;
  const get = async (name) => unpack(await (await fetch(`/runs/${run}/${name}`)).arrayBuffer());
  const [problem, live] = [await get("problem"), await get("live")];
  const { trace, weights } = think(problem, live);
  const { model } = problem.values;
  const H = model.hidden_size;
  const kind = kindOf(model);
  return trace.layers.map(({ signals }, layer) => {
    const path = directPath(kind, signals);
    return {
      lives: path && [...halfLives(path.keep, H)],
      saturation: saturable(kind).map((name) => {
        const { shut, open } = saturation(signals[name], H, kind.shares.length === 0);
        return [shut, open];
      }),
      constant: stillness(signals.h, H).constant,
      left: path && Array.from({ length: H }, (_, unit) => steps.map((t) => [...leftAt(path, H, unit, t)])),
      order: orderUnits("half-life", { signals, weights, model, layer }),
    };
  });
}"""
COUNT_DRAWINGS = """() => {
  window.drawings = 0;
  const drawn = () => { window.drawings += 1; };
  for (const plot of document.querySelectorAll(".lv-memory-plot")) plot.on("plotly_afterplot", drawn);
}"""
AXIS = """() => {
  const { range, tickvals, ticktext } = document.querySelector(".lv-memory-plot")._fullLayout.yaxis;
  return { range, tickvals, ticktext };
}"""


@pytest.fixture(scope="session")
def trained(browser: Browser, server: str) -> str:
    return trained_on_recall(browser, server)


def slider(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=name)


def share(text: str) -> float:
    return float(text.removesuffix("\u00a0%")) / 100


def test_the_browser_s_memory_is_python_s(page: Page, trained: str) -> None:
    known = open_question(page, trained, "Memory")
    assert_parity(page, known)


def assert_parity(page: Page, known: Known) -> None:
    steps = [0, 13, 29]
    found = page.evaluate(COMPUTE, steps)
    for own, layer in zip(found, known.layers, strict=True):
        assert own["constant"] == list(constant_units(layer))
        for pair, shares in zip(own["saturation"], saturation(layer).values(), strict=True):
            np.testing.assert_array_equal(pair, shares)
        if layer.cell == "rnn":
            assert (own["lives"], own["left"], own["order"]) == (None, None, list(range(6)))
            continue
        np.testing.assert_allclose(own["lives"], half_lives(layer), rtol=TOLERANCE)
        assert own["order"] == list(np.argsort(-half_lives(layer), kind="stable"))
        for unit in range(6):
            left = retention(layer, unit)
            for row, t in zip(own["left"][unit], steps, strict=True):
                np.testing.assert_allclose(row, left[t, : t + 1], rtol=0, atol=TOLERANCE)


def test_a_gru_s_memory_is_read_from_its_update_gate_and_h(page: Page, browser: Browser, server: str) -> None:
    known = open_question(page, trained_on_recall(browser, server, cell="gru"), "Memory")
    assert_parity(page, known)
    trace = known.layers[0]
    lives, shares = half_lives(trace), saturation(trace)
    for unit, (life, *printed, spread) in enumerate(table(page, "Memory of each unit").values()):
        assert number(life) == pytest.approx(lives[unit], rel=5e-3)
        expected = [shares[gate][side][unit] for gate in "zr" for side in (0, 1)]
        np.testing.assert_allclose([share(text) for text in printed], expected, atol=5e-3)
        assert number(spread) == pytest.approx(float(np.ptp(trace.signals["h"][:, unit])), abs=5.1e-5)
    t, unit = status(page)["t"], status(page)["unit"]
    rows = table(page, "The 100 largest parts of h at the cursor")
    np.testing.assert_allclose(
        [number(row[0]) for row in rows.values()], retention(trace, unit)[t, : t + 1], atol=5.1e-7
    )
    expect(page.locator(".lv-memory")).to_contain_text(
        f"At t = {t}, h of unit {unit} is {trace.signals['h'][t, unit]:.4f}".replace("-", "−")
    )
    expect(page.locator(".lv-memory")).to_contain_text("This is the direct path only, through h")


def test_an_rnn_s_memory_says_that_no_gate_keeps_anything(page: Page, browser: Browser, server: str) -> None:
    known = open_question(page, trained_on_recall(browser, server, cell="rnn"), "Memory")
    assert_parity(page, known)
    expect(page.locator(".lv-memory-sentence")).to_contain_text("A tanh RNN has no gate that keeps anything")
    expect(page.locator(".lv-memory").get_by_role("slider")).to_have_count(1)
    assert "half-life" not in page.get_by_label("units in order").inner_text()
    h = known.layers[0].signals["h"]
    for unit, (low, high, spread) in enumerate(table(page, "Memory of each unit").values()):
        assert share(low) == pytest.approx((h[:, unit] < -0.9).mean(), abs=5e-3)
        assert share(high) == pytest.approx((h[:, unit] > 0.9).mean(), abs=5e-3)
        assert number(spread) == pytest.approx(float(np.ptp(h[:, unit])), abs=5.1e-5)


@pytest.mark.parametrize("layer", [0, 1])
def test_what_the_memory_panel_prints_is_what_python_finds(page: Page, trained: str, layer: int) -> None:
    known = open_question(page, trained, "Memory")
    if layer:
        page.locator(".lv-controls").get_by_label("layer").select_option(label="2")
    wait_for(page, f"s.layer === {layer}")
    expect(page.locator(".lv-memory-sentence")).to_contain_text(f"of layer {layer + 1} ")
    trace = known.layers[layer]
    lives, shares = half_lives(trace), saturation(trace)
    rows = table(page, "Memory of each unit")
    assert list(rows) == [str(unit) for unit in range(6)]
    for unit, (life, *printed, spread) in enumerate(rows.values()):
        assert number(life) == pytest.approx(lives[unit], rel=5e-3)
        expected = [shares[gate][side][unit] for gate in "fio" for side in (0, 1)]
        np.testing.assert_allclose([share(text) for text in printed], expected, atol=5e-3)
        assert number(spread) == pytest.approx(float(np.ptp(trace.signals["h"][:, unit])), abs=5.1e-5)
    t, unit = status(page)["t"], status(page)["unit"]
    left = retention(trace, unit)[t, : t + 1]
    rows = table(page, "The 100 largest parts of c at the cursor")
    np.testing.assert_allclose([number(row[0]) for row in rows.values()], left, atol=5.1e-7)
    expect(page.locator(".lv-memory")).to_contain_text(
        f"At t = {t}, c of unit {unit} is {trace.signals['c'][t, unit]:.4f}".replace("-", "−")
    )


def test_the_axis_and_the_marked_lag_are_those_of_the_python_figure(page: Page, trained: str) -> None:
    known = open_question(page, trained, "Memory")
    expect(page.locator(".lv-memory-sentence")).to_contain_text("asked 20 timesteps after the symbol")
    expect(page.locator(".lv-memory-plot").first.get_by_text("lag 20")).to_be_visible()
    expected = half_life_axis(half_lives(known.layers[0]), 20)
    found = page.evaluate(AXIS)
    assert found["range"] == pytest.approx(expected["range"])
    assert found["tickvals"] == pytest.approx(expected["tickvals"])
    assert found["ticktext"] == expected["ticktext"]


def test_a_bar_and_a_dot_choose_their_unit_by_pointer_and_by_keys(page: Page, trained: str) -> None:
    known = open_question(page, trained, "Memory")
    bars, dots = slider(page, "Half-life of each unit"), slider(page, "Saturation of each unit")
    box = box_of(bars.locator(".lv-memory-over"))
    page.mouse.click(box["x"] + box["width"] * 4.5 / 6, box["y"] + box["height"] / 2)
    wait_for(page, "s.unit === 4")
    expect(page.locator(".lv-memory-sentence")).to_contain_text("Unit 4 ")
    bars.press("ArrowRight")
    wait_for(page, "s.unit === 5")
    expect(bars).to_have_attribute("aria-valuetext", re.compile("^unit 5: half-life "))
    dots.press("Home")
    wait_for(page, "s.unit === 0")
    expect(dots).to_have_attribute("aria-valuetext", re.compile("^Unit 0: forget gate shut"))

    shut, opened = saturation(known.layers[0])["o"]
    box = box_of(dots.locator(".lv-memory-over"))
    x, y = (shut[3] + 0.06) / 1.12, 1 - (opened[3] + 0.06) / 1.12
    for _ in range(6):  # dots that lie on or close to each other are gone through one by one
        before = status(page)["unit"]
        page.mouse.click(box["x"] + box["width"] * x, box["y"] + box["height"] * y)
        wait_for(page, f"s.unit !== {before}")
        if status(page)["unit"] == 3:
            break
    assert status(page)["unit"] == 3


def test_bars_stand_in_the_order_that_is_chosen(page: Page, trained: str) -> None:
    known = open_question(page, trained, "Memory")
    longest_first = np.argsort(-half_lives(known.layers[0]), kind="stable")
    page.get_by_label("units in order").select_option(label="by half-life")
    assert [int(unit) for unit in table(page, "Memory of each unit")] == list(longest_first)
    bars = slider(page, "Half-life of each unit")
    for key, place in (("End", 5), ("Home", 0), ("ArrowRight", 1)):
        bars.press(key)
        wait_for(page, f"s.unit === {longest_first[place]}")


def test_the_triangle_moves_the_cursor_by_pointer_and_by_keys(page: Page, trained: str) -> None:
    open_question(page, trained, "Memory")
    triangle = slider(page, "What is left at t")
    box = box_of(triangle.locator(".lv-memory-over"))
    page.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] * 20.5 / 30)
    wait_for(page, "s.t === 20")
    triangle.press("ArrowUp")
    wait_for(page, "s.t === 19")
    expect(page.locator(".lv-memory-parts")).to_contain_text("s = 19, now")


@pytest.mark.parametrize("part", ["60 timesteps up to the cursor", "the whole sequence"])
def test_moving_the_cursor_and_choosing_a_unit_draw_nothing_anew(page: Page, server: str, part: str) -> None:
    open_lab(page, server)
    page.get_by_role("tab", name="Memory").click()
    page.get_by_label("triangle of").select_option(label=part)
    triangle = slider(page, "What is left at t")
    axis = "left at t, counted from the cursor" if part.startswith("60") else "left at timestep t"
    triangle.get_by_text(axis).wait_for()
    page.evaluate(COUNT_DRAWINGS)
    triangle.press("End")
    slider(page, "Half-life of each unit").press("End")
    last = triangle.get_attribute("aria-valuemax")
    wait_for(page, f"s.t === {last} && s.unit === 15")
    expect(page.locator(".lv-memory")).to_contain_text(f"At t = {last}, c of unit 15 is ")
    assert page.evaluate("window.drawings") == 0
    triangle.press("Home")
    expect(page.locator(".lv-memory-parts")).to_contain_text("s = 0, now")
