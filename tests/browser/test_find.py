"""Find units in the real app: ranking and labels are what Python finds on the same weights."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from lstm_viz.records import Array
from tests.browser.lab import status, wait_for
from tests.browser.recall import box_of, number, open_question, table, trained_on_recall


@pytest.fixture(scope="session")
def trained(browser: Browser, server: str) -> str:
    return trained_on_recall(browser, server)


def cohen(values: Array, span: slice) -> Array:
    """Cohen's d of each column, inside the span against outside."""
    inside, outside = values[span], np.delete(values, span, axis=0)
    n = len(inside), len(outside)
    pooled = (inside.var(axis=0) * n[0] + outside.var(axis=0) * n[1]) / (sum(n) - 2)
    effect: Array = (inside.mean(axis=0) - outside.mean(axis=0)) / np.sqrt(pooled)
    return effect


@pytest.mark.parametrize(("reading", "name"), [("h", "h"), ("c", "c"), ("h", "|h|")])
def test_units_are_ranked_as_python_ranks_them(page: Page, trained: str, reading: str, name: str) -> None:
    known = open_question(page, trained, "Find units")
    page.get_by_label("compare").select_option(label=name)
    set_span(page, 20, 26)
    values = known.layers[0].signals[reading]
    values = np.abs(values) if name == "|h|" else values
    effects = cohen(values, slice(20, 27))
    rows = table(page, "All units")
    moving = [unit for unit in np.argsort(-effects) if np.ptp(values[:, unit]) >= 0.01]
    assert [int(unit) for unit in rows][: len(moving)] == moving
    for unit, (effect, inside, outside, _) in rows.items():
        own = values[:, int(unit)]
        assert number(inside) == pytest.approx(own[20:27].mean(), abs=5.1e-5)
        assert number(outside) == pytest.approx(np.delete(own, slice(20, 27)).mean(), abs=5.1e-5)
        if int(unit) in moving:
            assert number(effect) == pytest.approx(effects[int(unit)], abs=5.1e-3)


def test_a_label_s_score_is_the_correlation_that_python_finds(page: Page, trained: str) -> None:
    known = open_question(page, trained, "Find units")
    h = known.layers[0].signals["h"]
    probes: dict[str, Any] = {"counts since the start": np.arange(30)}
    probes["follows the input x"] = known.arrays["inputs"][:, 4]
    for unit, (*_, labels) in table(page, "All units").items():
        for name, probe in probes.items():
            said = re.search(rf"{name}(, upside down)? ([01]\.\d\d)", labels)
            assert said is not None
            r = float(said[2]) * (-1 if said[1] else 1)
            assert r == pytest.approx(np.corrcoef(h[:, int(unit)], probe)[0, 1], abs=5.1e-3)


@pytest.mark.parametrize("cell", ["gru", "rnn"])
def test_units_of_a_cell_without_c_are_ranked_by_h(page: Page, browser: Browser, server: str, cell: str) -> None:
    known = open_question(page, trained_on_recall(browser, server, cell=cell), "Find units")
    offered = page.get_by_label("compare").locator("option").all_inner_texts()
    assert offered == ["h", "|h|"]
    set_span(page, 20, 26)
    values = known.layers[0].signals["h"]
    for unit, (_, inside, *_) in table(page, "All units").items():
        assert number(inside) == pytest.approx(values[20:27, int(unit)].mean(), abs=5.1e-5)


def set_span(page: Page, first: int, last: int) -> None:
    for name, value in (("to t", last), ("from t", first)):
        field = page.get_by_role("spinbutton", name=name)
        field.fill(str(value))
        field.press("Enter")


def test_a_span_is_brushed_typed_and_brought_to_the_cursor(page: Page, trained: str) -> None:
    open_question(page, trained, "Find units")
    first, last = (page.get_by_role("spinbutton", name=name) for name in ("from t", "to t"))
    box = box_of(page.locator(".lv-find-strip"))
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 10.5 / 30, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 5.5 / 30, y)
    page.mouse.up()
    expect(first).to_have_value("5")
    expect(last).to_have_value("10")
    expect(page.locator(".lv-find")).to_contain_text("At t = 5 to 10")
    set_span(page, 25, 99)
    expect(last).to_have_value("29")
    t = status(page)["t"]
    page.get_by_role("button", name="Around the cursor").press("Enter")
    expect(first).to_have_value(str(min(t - 2, 25)))


def test_a_found_unit_and_an_alike_moment_are_chosen_by_keys(page: Page, trained: str) -> None:
    open_question(page, trained, "Find units")
    set_span(page, 24, 26)
    third = page.locator(".lv-find-unit").nth(2)
    third.press("Enter")
    expect(third).to_have_attribute("aria-pressed", "true")
    wait_for(page, f"s.unit === {third.get_attribute('data-unit')}")
    moment = page.locator(".lv-find-match").first
    said = re.search(r"t = (\d+) to (\d+)", moment.inner_text())
    assert said is not None
    moment.press("Enter")
    wait_for(page, f"s.t === {(int(said[1]) + int(said[2])) // 2}")
