"""The Lab as a person finds it: words and buttons; the explorer's own account of itself for what cannot be read."""

from typing import Any

from playwright.sync_api import Page, expect

STATUS = """() => {
  const root = document.querySelector(".lv-explorer");
  return root?.parentElement?.lvExplorer?.status() ?? null;
}"""
LOOK_AGAIN = """async () => {
  const run = new URLSearchParams(location.search).get("run");
  for (let look = 0; look < 3; look++) await (await fetch(`/runs/${run}/live`)).arrayBuffer();
}"""


def status(page: Page) -> dict[str, Any]:
    """What the explorer shows: state, step, t, unit, layer, draws."""
    found: dict[str, Any] | None = page.evaluate(STATUS)
    assert found is not None, "the explorer is not there"
    return found


def wait_for(page: Page, condition: str, seconds: float = 60) -> None:
    """Wait until a condition over `s`, the explorer's status, holds."""
    page.wait_for_function(f"() => {{ const s = ({STATUS})(); return s && ({condition}); }}", timeout=seconds * 1000)


def open_lab(page: Page, address: str) -> None:
    page.goto(address)
    wait_for(page, "s.draws > 0")


def settled(page: Page) -> None:
    """Wait until Streamlit has run the script to its end."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def play(page: Page) -> None:
    press(page, "Play")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()


def pause(page: Page) -> None:
    press(page, "Pause")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    wait_for(page, "s.state === 'paused'")


def play_and_pause(page: Page, times: int) -> int:
    """Play and pause in turn; see each time that nothing goes on. Return the step in the end."""
    held = 0
    for _ in range(times):
        play(page)
        wait_for(page, "s.state === 'playing'")
        pause(page)
        held = int(status(page)["step"])
        settled(page)
        page.evaluate(LOOK_AGAIN)
        assert (status(page)["state"], status(page)["step"]) == ("paused", held)
    return held


def long_run(address: str, **settings: Any) -> str:
    """The address of a Lab whose run does not end within a test."""
    words = {"steps": 1_000_000} | settings
    return address + "/?" + "&".join(f"{name}={value}" for name, value in words.items())
