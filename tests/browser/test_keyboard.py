"""All of the explorer by keyboard alone: Tab reaches what a pointer can press, and what has the focus shows it."""

from playwright.sync_api import Page, expect

from tests.browser.lab import open_lab, settled, status, wait_for

QUESTIONS = ("Open a gate", "Memory", "Why this output?", "What if?", "Find units", "Take away")
MOST_TABS = 400

# What can be operated: of a group of radio buttons, and of a list of tabs, one is a stop and arrows lead to the others.
STOPS = """() => {
  const root = document.querySelector(".lv-explorer");
  const can = "button, input, select, summary, a[href], [role=button], [role=slider], [role=tab], [tabindex='0']";
  const seen = (each) =>
    each.checkVisibility({ visibilityProperty: true }) && !each.disabled && each.getClientRects().length;
  const alone = (each) => {
    if (each.matches("[type=radio]")) {
      const group = [...root.querySelectorAll(`[name="${each.name}"]`)];
      return each === (group.find((one) => one.checked) ?? group[0]);
    }
    return !each.matches("[role=tab]") || each.getAttribute("aria-selected") === "true";
  };
  const stops = [...root.querySelectorAll(can)].filter((each) => seen(each) && alone(each));
  root.querySelectorAll("[data-stop]").forEach((each) => delete each.dataset.stop);
  stops.forEach((each, k) => { each.dataset.stop = String(k); });
  return stops.map((each) => each.getAttribute("aria-label") || each.textContent.trim().slice(0, 40) || each.className);
}"""
FOCUSED = """() => {
  const each = document.activeElement;
  const inside = Boolean(each?.closest(".lv-explorer"));
  const styles = [each, each?.nextElementSibling].filter(Boolean).map((one) => getComputedStyle(one));
  const shows = styles.some((own) => own.outlineStyle !== "none" && parseFloat(own.outlineWidth) > 0);
  return { stop: inside ? (each.dataset.stop ?? null) : null, inside, shows };
}"""


def walk(page: Page) -> dict[int, bool]:
    """Press Tab through the explorer; return whether the focus showed at each stop that was reached."""
    page.evaluate("document.querySelector('.lv-explorer').scrollIntoView()")
    page.evaluate("""() => {
      const before = document.createElement("button");
      before.dataset.before = "";
      document.querySelector(".lv-explorer").before(before);
      before.focus();
    }""")
    reached: dict[int, bool] = {}
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if not found["inside"]:
            break
        if found["stop"] is not None:
            reached[int(found["stop"])] = found["shows"]
    page.evaluate("document.querySelector('[data-before]').remove()")
    return reached


def test_tab_reaches_everything_that_can_be_pressed_and_the_focus_is_seen(page: Page, server: str) -> None:
    open_lab(page, server)
    settled(page)
    wait_for(page, "s.awaited === 0")
    for question in QUESTIONS:
        open_by_keyboard(page, question)
        names: list[str] = page.evaluate(STOPS)
        reached = walk(page)
        assert len(names) > 15
        assert [name for stop, name in enumerate(names) if stop not in reached] == [], question
        assert [name for stop, name in enumerate(names) if not reached[stop]] == [], question


def open_by_keyboard(page: Page, question: str) -> None:
    page.get_by_role("tab", selected=True).focus()
    page.keyboard.press("Home")
    for _ in range(QUESTIONS.index(question)):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name=question)).to_have_attribute("aria-selected", "true")


def test_arrows_pages_home_and_end_move_the_cursor(page: Page, server: str) -> None:
    open_lab(page, server)
    settled(page)
    page.locator(".lv-sequence").focus()
    last = int(page.locator(".lv-explorer .lv-slider[aria-label=Timestep]").get_attribute("max") or 0)
    page.keyboard.press("Home")
    wait_for(page, "s.t === 0")
    for key, step in (("ArrowRight", 1), ("PageUp", 10), ("PageDown", -10), ("ArrowLeft", -1)):
        before = status(page)["t"]
        page.keyboard.press(key)
        wait_for(page, f"s.t === {before + step}")
    page.keyboard.press("End")
    wait_for(page, f"s.t === {last}")
