"""The opened gate and the cell's drawing: every number on the page against `lv.capture` on the same weights."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.gate_truth import (
    READ_GATE,
    ROWS,
    TIMESTEP,
    Place,
    assert_cell,
    assert_gate,
    assert_prints,
    choose,
    go,
    number,
    open_run,
)
from tests.browser.lab import open_lab, wait_for

BEADS = "() => document.querySelector('.lv-cell-flow').getAnimations({ subtree: true }).length"


@pytest.mark.parametrize(
    ("settings", "places"),
    [
        ({"units": 12, "seed": 11}, [Place(0, 0, 0), Place(57, 11, 0), Place(301, 4, 0)]),
        ({"layers": 2, "units": 6, "data": "recall"}, [Place(0, 5, 1), Place(9, 2, 0), Place(13, 0, 1)]),
        ({"layers": 3, "units": 20, "seed": 12}, [Place(1, 19, 0), Place(120, 7, 1), Place(299, 3, 2)]),
        ({"cell": "gru", "units": 12, "seed": 11}, [Place(0, 0, 0), Place(57, 11, 0), Place(301, 4, 0)]),
        ({"cell": "gru", "layers": 2, "units": 6, "data": "recall"}, [Place(0, 5, 1), Place(9, 2, 0)]),
        ({"cell": "gru", "layers": 3, "units": 10, "seed": 12}, [Place(1, 9, 0), Place(120, 7, 1), Place(299, 3, 2)]),
        ({"cell": "rnn", "units": 12, "seed": 11}, [Place(0, 0, 0), Place(57, 11, 0), Place(301, 4, 0)]),
        ({"cell": "rnn", "layers": 2, "units": 6, "data": "recall"}, [Place(0, 5, 1), Place(9, 2, 0)]),
        ({"cell": "rnn", "layers": 3, "units": 10, "seed": 12}, [Place(1, 9, 0), Place(120, 7, 1), Place(299, 3, 2)]),
    ],
    ids=[f"{cell} of {layers}" for cell in ROWS for layers in ("1 layer", "2 layers", "3 layers")],
)
def test_every_number_of_gates_and_cell_is_what_capture_says(
    page: Page, server: str, settings: dict[str, Any], places: list[Place]
) -> None:
    truth = open_run(page, server, **settings)
    for place in places:
        go(page, place)
        if truth.model.cell == "lstm":
            assert_cell(page, place, truth)
        for gate in ROWS[truth.model.cell]:
            assert_gate(choose(page, gate), place, gate, truth)


def test_the_others_unfold_into_bars_that_lead_from_one_sum_to_the_next(page: Page, server: str) -> None:
    truth = open_run(page, server, units=12, seed=11)
    place = Place(100, 3, 0)
    go(page, place)
    choose(page, "i")
    page.get_by_role("button", name="5 other units").click()
    found = page.evaluate(READ_GATE)
    assert_gate(found, place, "i", truth)
    at = next(k for k, row in enumerate(found["rows"]) if row["name"] == "5 other units")
    before, others, parts = found["rows"][at - 1], found["rows"][at], found["rows"][at + 1 : at + 6]
    assert [row["part"] for row in found["rows"]] == [at < k <= at + 5 for k in range(len(found["rows"]))]
    of_h = truth.before(place, "i").of_h
    for row in parts:
        (unit,) = map(int, re.findall(r"\d+", row["name"]))
        assert_prints(row["product"], float(of_h[unit]))
    assert sum(number(row["product"]) for row in parts) == pytest.approx(number(others["product"]), abs=3e-3)
    assert parts[-1]["sum"] == others["sum"]
    first = parts[0]["right"] if parts[0]["sign"] == "minus" else parts[0]["left"]
    end = before["left"] if before["sign"] == "minus" else before["right"]
    assert first == pytest.approx(end, abs=3)
    page.get_by_role("button", name="5 other units").click()
    assert not any(row["part"] for row in page.evaluate(READ_GATE)["rows"])


def tab_to(page: Page, condition: str) -> None:
    """Press Tab until the focused element `e` meets a condition."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(f"() => {{ const e = document.activeElement; return {condition}; }}"):
            return
    raise AssertionError(f"Tab never came to where {condition}")


def test_by_keyboard_alone_a_gate_is_opened_a_weight_typed_and_the_edit_undone(page: Page, server: str) -> None:
    truth = open_run(page, server, units=12, seed=11)
    place = Place(200, 5, 0)
    go(page, place)
    page.get_by_role("tab", name="Memory").click()
    page.locator(TIMESTEP).focus()
    tab_to(page, "e.dataset.gate === 'o'")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Open the output gate"
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="Open a gate")).to_be_focused()
    assert_gate(page.evaluate(READ_GATE), place, "o", truth)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    before = page.evaluate(READ_GATE)
    assert_gate(before, place, "g", truth)
    tab_to(page, "e.classList.contains('lv-gate-weight')")
    row = before["rows"][0]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == f"weight of {row['name']}"
    page.keyboard.press("Control+a")
    page.keyboard.type("-1,5")
    page.keyboard.press("Enter")
    after = page.evaluate(READ_GATE)
    typed = truth.edited(("lstm.weight_ih_l0", 2 * 12 + place.unit, -1.5))
    assert after["rows"][0]["weight"] == "−1.500"
    assert_gate(after, place, "g", typed)
    told = re.search(r"(?:goes from (\S+) to|stays) (\S+)\.", after["edits"])
    assert told is not None, after["edits"]
    assert_prints(told[1] or told[2], truth.signal(place, "g"))
    assert_prints(told[2], typed.signal(place, "g"))
    expect(page.get_by_text(re.compile("^What if: 1 weight edited, step "))).to_be_visible()
    assert_cell(page, place, typed)
    page.keyboard.press("Control+a")
    page.keyboard.type("much")
    page.keyboard.press("Enter")
    assert "“much” is no number" in page.evaluate(READ_GATE)["edits"]
    assert page.evaluate(READ_GATE)["total"] == after["total"]
    tab_to(page, "e.textContent === 'Undo edit'")
    page.keyboard.press("Enter")
    undone = page.evaluate(READ_GATE)
    assert (undone["total"], undone["edits"]) == (before["total"], "")
    assert page.evaluate("document.activeElement.value") == "g"


def test_all_units_stand_in_the_cell_and_one_is_chosen_by_arrow_key_or_click(page: Page, server: str) -> None:
    truth = open_run(page, server, units=12, seed=11)
    place = Place(150, 5, 0)
    go(page, place)
    page.get_by_role("button", name="all units").press("Enter")
    strips = page.get_by_role("slider", name="Unit", exact=True)
    strips.focus()
    strips.press("ArrowRight")
    wait_for(page, "s.unit === 6")
    expect(strips).to_have_attribute("aria-valuetext", "unit 6")
    strips.press("End")
    wait_for(page, "s.unit === 11")
    place = Place(150, 11, 0)
    expect(page.locator(".lv-gate-sentence")).to_have_text(re.compile("of unit 11 "))
    assert_cell(page, place, truth)
    heights = page.evaluate("""() => [...document.querySelectorAll(".lv-cell-strip")].map((strip) => {
      const paths = [...strip.querySelectorAll(".lv-cell-plus, .lv-cell-minus")].map((path) => path.getAttribute("d"));
      const bars = [...paths.join("").matchAll(/M([\\d.]+) .*?v(-?[\\d.]+)h/g)];
      const talls = bars.map(([, x, tall]) => [Number(x), -Number(tall)]);
      return { strip: strip.dataset.strip, bars: talls.sort((a, b) => a[0] - b[0]) };
    })""")
    signals = truth.layers[0].signals
    for drawn in heights:
        name, *before = drawn["strip"].split()
        values = signals[name][place.t - len(before)]
        tall = np.array([bar[1] for bar in drawn["bars"]])
        assert np.corrcoef(tall, values)[0, 1] > 0.9999
        assert (np.sign(tall) == np.sign(np.where(np.abs(tall) > 0, values, 0))).all()
    box = page.locator("[data-strip=i] .lv-cell-strip-area").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 2.5 / 12, box["y"] + box["height"] / 2)
    wait_for(page, "s.unit === 2")
    page.locator(".lv-cell-table summary").click()
    rows = page.locator(".lv-cell-table tbody tr")
    expect(rows).to_have_count(12)
    expect(page.locator(".lv-cell-table tr[aria-current=true] th")).to_have_text("2")
    for unit, row in enumerate(rows.all()):
        for name, text in zip("figoch", row.locator("td").all_text_contents(), strict=True):
            assert_prints(text, float(signals[name][place.t, unit]))


def test_pointing_at_a_bar_lights_its_term_and_a_term_its_bars(page: Page, server: str) -> None:
    open_run(page, server, units=12, seed=11)
    lit = "() => [...document.querySelectorAll('.lv-gate .lv-lit')].map((each) => each.dataset.part)"
    page.locator(".lv-gate-rows [data-part=h1] .lv-gate-name").hover()
    assert sorted(set(page.evaluate(lit))) == ["h", "h1"]
    page.locator(".lv-gate-equation [data-part=h]").first.hover()
    assert set(page.evaluate(lit)) == {"h", *(f"h{k}" for k in range(7)), "h+"}
    page.mouse.move(0, 0)
    page.locator(".lv-gate-rows [data-part=b0] input").focus()
    assert sorted(set(page.evaluate(lit))) == ["b", "b0"]
    tab_to(page, "e.closest('.lv-gate-equation')")
    assert page.evaluate("document.activeElement.dataset.part") == "x"
    page.keyboard.press("ArrowRight")
    assert set(page.evaluate(lit)) == {"h", *(f"h{k}" for k in range(7)), "h+"}
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(lit) == ["z", "z"]


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_step_in_time_sends_beads_along_the_wires_unless_motion_is_unwanted(
    page: Page, server: str, motion: Any
) -> None:
    page.emulate_media(reduced_motion=motion)
    open_lab(page, server)
    begun = page.evaluate(f"""() => new Promise((done) => {{
      const line = document.querySelector(".lv-sequence .lv-cursor");
      const [slider, before] = [document.querySelector("{TIMESTEP}"), line.dataset.t];
      const look = () => (line.dataset.t === before ? requestAnimationFrame(look) : done(({BEADS})()));
      slider.value = String(Number(slider.value) + 1);
      slider.dispatchEvent(new Event("input"));
      look();
    }})""")
    assert begun == (11 if motion == "no-preference" else 0)
    page.wait_for_function(f"() => ({BEADS})() === 0")
