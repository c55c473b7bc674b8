"""What if?, worked by keyboard in the Lab: what the page says and draws against Python's own what-if."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from lstm_viz.data.problem import restore
from lstm_viz.model.intervene import Intervention, intervene
from lstm_viz.records import TEST, Array, Scale
from tests.browser.drawn import DRAWN
from tests.browser.gate_truth import unpacked
from tests.browser.lab import long_run, open_lab, pause, play, status, wait_for

MOST_TABS = 40
DASHES = f"""() => ({DRAWN})('what if')?.y ?? null"""
UNIT_DASHES = """() => [...document.querySelectorAll(".lv-cell-plot path[stroke-dasharray]")]
  .filter((path) => path.getAttribute("d")).map((path) => path.getAttribute("class"))"""


class Known:
    """The network on the page, and what Python says would be."""

    def __init__(self, page: Page, server: str) -> None:
        run = status(page)["run"]
        self.asked, self.given = unpacked(page.request.get(f"{server}/runs/{run}/problem").body())
        live, arrays = unpacked(page.request.get(f"{server}/runs/{run}/live").body())
        wait_for(page, f"s.weightsStep === {live['weights_step']}")
        self.units = self.asked["model"]["hidden_size"]
        self.weights = {name[2:]: array for name, array in arrays.items() if name.startswith("w.")}

    def levels(self, held: Sequence[Intervention] = ()) -> Array:
        y_hat = intervene(self.weights, self.given["inputs"], held).y_hat
        assert y_hat is not None
        return restore(Scale(**self.asked["target_scale"]), y_hat[:, 0], self.given["anchor"])

    def test_error(self, held: Sequence[Intervention] = ()) -> float:
        off = np.abs(self.levels(held) - self.given["actual"])
        return float(off[self.given["part"] == TEST].mean())


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Reach an element as a person does who has no mouse."""
    for _ in range(MOST_TABS):
        if target.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{MOST_TABS} presses of {key} do not reach {target}")


def ask(page: Page, name: str) -> None:
    tab = page.get_by_role("tab", name="What if?")
    tab.focus()
    page.keyboard.press("Enter")
    tab_to(page, preset(page, name))
    page.keyboard.press("Enter")


def choose(panel: Locator, name: str, option: str) -> None:
    panel.get_by_role("combobox", name=name, exact=True).select_option(option)


def fill(panel: Locator, name: str, value: float) -> None:
    panel.get_by_role("spinbutton", name=name, exact=True).fill(str(value))


def preset(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{name}"))


def shown(value: float) -> str:
    """Three figures, as the page writes an error."""
    digits = f"{value:#.3g}"
    return digits.rstrip(".")


def dashes(page: Page, expected: Array, original: Array) -> None:
    """The dashed line is Python's counterfactual wherever it departs from the prediction."""
    page.wait_for_function(f"() => ({DASHES})() !== null")
    found: list[Any] = page.evaluate(DASHES)
    away = np.abs(expected - original) > 0.004 * np.ptp(original)
    assert away.any()
    for t in np.flatnonzero(away):
        assert found[t] == pytest.approx(expected[t], rel=1e-9), t


def test_a_preset_pressed_by_keyboard_tells_and_draws_what_python_works_out(page: Page, server: str) -> None:
    open_lab(page, server)
    known, here = Known(page, server), status(page)
    ask(page, "Forget over the span")
    expect(page.locator(".lv-whatif-held li")).to_have_count(1)
    t = here["t"]
    held = [Intervention(0, None, "f", t - 5, t + 4)]
    now = page.locator(".lv-whatif-now")
    expect(now).to_have_text(f"What if: forget gate f of all units of layer 1 at 0, t = {t - 5} to {t + 4}.")
    said = page.locator(".lv-whatif-result")
    one, two = known.test_error(), known.test_error(held)
    expect(said).to_contain_text(re.compile(rf"test {shown(one)} (→ {shown(two)} )?\("))
    moved = known.levels(held) - known.levels()
    expect(said).to_contain_text(f"The prediction moves most at t = {np.abs(moved).argmax()}: by ")
    dashes(page, known.levels(held), known.levels())
    assert page.evaluate(UNIT_DASHES) == ["lv-cell-line lv-cell-cell", "lv-cell-line lv-cell-hidden"]
    page.locator(".lv-whatif").get_by_text("Table", exact=True).click()
    row = page.locator(".lv-whatif").get_by_role("row", name=re.compile(f"^test {shown(one)} {shown(two)}"))
    expect(row).to_be_visible()
    tab_to(page, page.get_by_role("button", name=re.compile("^Let go:")), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(now).to_be_focused()
    expect(now).to_contain_text("Nothing is held")
    expect(page.locator(".lv-whatif-held li")).to_have_count(0)
    page.wait_for_function(f"() => ({DASHES})() === null")
    assert page.evaluate(UNIT_DASHES) == []


def test_a_wish_of_ones_own_is_added_and_a_span_that_cannot_be_is_refused(page: Page, server: str) -> None:
    open_lab(page, server)
    known = Known(page, server)
    page.get_by_role("tab", name="What if?").click()
    panel = page.locator(".lv-whatif")
    choose(panel, "units", "chosen ones")
    chosen, trouble = panel.get_by_label("Chosen units"), panel.locator(".lv-whatif-trouble")
    chosen.fill("99, x")
    expect(trouble).to_have_text(
        re.compile("^“99, x” names something that is no unit of this layer: write numbers from 0 ")
    )
    chosen.fill("0, 3-4")
    expect(trouble).to_be_empty()
    fill(panel, "from t =", 40)
    fill(panel, "to", 30)
    hold = panel.get_by_role("button", name="Hold it")
    hold.click()
    expect(trouble).to_have_text("The span ends before it starts: from t = 40 to 30.")
    expect(panel.get_by_role("spinbutton", name="to", exact=True)).to_be_focused()
    expect(panel.locator(".lv-whatif-held li")).to_have_count(0)
    fill(panel, "to", 60)
    choose(panel, "or hold the", "cell state c")
    choose(panel, "at", "a value")
    fill(panel, "of", -1.5)
    hold.click()
    choose(panel, "or hold the", "output gate o")
    choose(panel, "at", "what it was before the span")
    hold.click()
    expect(panel.locator(".lv-whatif-held li")).to_have_count(2)
    held = [
        Intervention(0, (0, 3, 4), "c", 40, 60, value=-1.5),
        Intervention(0, (0, 3, 4), "o", 40, 60, "freeze"),
    ]
    dashes(page, known.levels(held), known.levels())
    matters = panel.get_by_role("region", name="The units, the one that is missed most first")
    expect(matters.get_by_role("row")).to_have_count(known.units + 2)
    matters.get_by_role("button").first.click()
    wait_for(page, f"s.unit === {int(matters.get_by_role('button').first.inner_text().split()[1])}")


def test_what_is_held_stays_held_for_new_weights_whichever_question_is_open(page: Page, server: str) -> None:
    open_lab(page, long_run(server, seed=31, units=8, data="air_passengers"))
    play(page)
    wait_for(page, "s.step > 30")
    pause(page)
    before = Known(page, server)
    ask(page, "Never forget")
    last = len(before.given["part"]) - 1
    held = [Intervention(0, None, "f", 0, last, value=1.0)]
    dashes(page, before.levels(held), before.levels())
    page.get_by_role("tab", name="Memory").click()
    play(page)
    wait_for(page, f"s.step > {status(page)['step'] + 30}")
    pause(page)
    after = Known(page, server)
    wait_for(page, f"s.draws > {status(page)['draws'] - 1}")
    assert not np.allclose(after.levels(), before.levels())
    dashes(page, after.levels(held), after.levels())
