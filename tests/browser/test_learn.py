"""Learn in a browser: by keyboard alone, terms that explain themselves, and a narrow page."""

import re

from playwright.sync_api import Page, expect

from lstm_viz.lessons.shelf import lessons
from tests.browser.lab import settled, status, wait_for
from tests.browser.learn import open_lesson
from tests.browser.test_compare import SPILLED

MOST_TABS = 80


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what has the focus matches a selector."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def test_a_lesson_is_walked_by_keyboard_alone_from_its_terms_to_its_reveal(
    page: Page, server: str, troubles: list[str]
) -> None:
    open_lesson(page, server, "forget-gate", "The forget gate")
    tab_to(page, ".lv-lesson-term")
    tip = page.get_by_role("tooltip")
    expect(tip).to_have_text(re.compile("^One of the parallel cells of a layer"))
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    tab_to(page, ".st-key-question_keeps input[type=radio]")
    page.keyboard.press("Space")
    settled(page)
    page.keyboard.press("ArrowDown")
    settled(page)
    tab_to(page, ".st-key-question_keeps button")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stAlert").first).to_contain_text("f is 0.9")
    expect(page.get_by_text("1 of 10 done")).to_be_visible()
    assert page.evaluate("document.activeElement.textContent") == "Answer"
    expect(page.locator(".lv-lesson-cell .lv-lesson-lit")).to_contain_text("f")
    tab_to(page, ".lv-lesson-cell input[type=range]")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".lv-lesson-time output")).to_contain_text("t = 1, reads")
    expect(page).to_have_url(re.compile(r"lesson=forget-gate.*[?&]t=1(&|$)"))
    tab_to(page, ".lv-lesson-cell [data-gate=o]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="6 · The output gate")).to_be_focused()
    page.reload()
    expect(page.get_by_role("heading", name="6 · The output gate")).to_be_visible()
    expect(page.get_by_text("1 of 10 done")).to_be_visible()
    settled(page)
    assert all("404" in each for each in troubles), troubles
    troubles.clear()
    page.get_by_role("link", name="Lab").focus()
    page.keyboard.press("Enter")
    wait_for(page, "s.draws > 0")
    assert status(page)["run"] == "demo"


def test_no_lesson_overflows_on_a_telephone_and_its_terms_answer_to_touch_and_pointer(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_lesson(page, server, "sequence", "Sequences and memory")
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    page.locator(".lv-lesson-term").last.click()
    for term in page.locator(".lv-lesson-term").all():
        term.focus()
        tip = page.get_by_role("tooltip")
        expect(tip).to_be_visible()
        box = tip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    page.locator(".lv-lesson h2").click()
    expect(page.get_by_role("tooltip")).to_have_count(0)
    page.locator(".lv-lesson-term").first.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("order that matters")
    for number, lesson in enumerate(lessons(), 1):
        expect(page.get_by_role("heading", name=f"{number} · {lesson.title}")).to_be_visible()
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, lesson.name
        page.wait_for_function(f"() => ({SPILLED})().length === 0")
        page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Glossary")).to_be_visible()
