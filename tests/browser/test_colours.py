"""The colours of the strips in the real app: what the chosen scale says is what is painted."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import status
from tests.browser.recall import open_question

PIXELS = """([signal, unit, steps]) => {
  const canvas = document.querySelectorAll(".lv-strip canvas")[signal];
  const { data } = canvas.getContext("2d").getImageData(0, unit, canvas.width, 1);
  return steps.map((t) => [...data.slice(4 * t, 4 * t + 3)]);
}"""
COLOURS = """(names) => {
  const style = getComputedStyle(document.querySelector(".lv-explorer"));
  const rgb = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return names.map((name) => rgb(style.getPropertyValue(`--lv-${name}`).trim()));
}"""


@pytest.mark.parametrize("unit", [0, 5])
def test_colours_scaled_per_unit_run_from_its_own_least_to_its_own_greatest_value(
    page: Page, server: str, unit: int
) -> None:
    known = open_question(page, server, "Memory")
    said = page.get_by_text("Full colour")
    expect(said).to_contain_text("Full colour: f, i, o at 1, none at 0; g")
    page.locator(".lv-controls").get_by_label("colours").select_option(label="scaled per unit")
    page.get_by_role("slider", name="Half-life of each unit").press("Home")
    for _ in range(unit):
        page.get_by_role("slider", name="Half-life of each unit").press("ArrowRight")
    f, h = (known.layers[0].signals[name][:, unit] for name in "fh")
    expect(said).to_contain_text(f"Full colour for unit {unit}: f at {f.max():.3g}, none at {f.min():.3g};")
    expect(said).to_contain_text(f"h at ±{abs(h).max():.3g}, none at 0.")
    assert status(page)["unit"] == unit
    least, greatest = page.evaluate(PIXELS, [0, unit, [int(f.argmin()), int(f.argmax())]])
    assert [least, greatest] == page.evaluate(COLOURS, ["paper", "forget"])
