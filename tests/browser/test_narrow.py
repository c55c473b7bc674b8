"""Nothing overflows: on a telephone, and on a large screen whose text is shown at 200 %."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import open_lab, settled
from tests.browser.test_keyboard import QUESTIONS

WIDTHS = {"a telephone": (390, 844), "1440 pixels at 200 %": (720, 450)}
# What sticks out of the explorer, unless it lies in something that scrolls by itself or is cut off on purpose.
OUTSIDE = """() => {
  const root = document.querySelector(".lv-explorer");
  const { left, right } = root.getBoundingClientRect();
  const scrolls = (each) => {
    for (let up = each; up && up !== root; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  return [...root.querySelectorAll("*")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest("svg svg") && !scrolls(each))
    .filter((each) => {
      const box = each.getBoundingClientRect();
      return box.width > 0 && (box.right > right + 1 || box.left < left - 1);
    })
    .map((each) => `${each.tagName} ${each.getAttribute("class") ?? ""} ${each.textContent.trim().slice(0, 30)}`);
}"""


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_sticks_out_whichever_question_is_open(page: Page, server: str, width: str) -> None:
    wide, high = WIDTHS[width]
    page.set_viewport_size({"width": wide, "height": high})
    open_lab(page, server)
    settled(page)
    for question in QUESTIONS:
        page.get_by_role("tab", name=question).click()
        expect(page.get_by_role("tab", name=question)).to_have_attribute("aria-selected", "true")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("document.documentElement.scrollWidth") <= wide, question
        assert page.evaluate(OUTSIDE) == [], question
