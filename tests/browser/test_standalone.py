"""The explorer as one file: opened from disk by a browser that finds no host, it asks for nothing and works."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from lstm_viz.explorer.standalone import standalone_html
from lstm_viz.figures.specs import explorer_specs
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.ui.saved import open_saved
from lstm_viz.ui.server import DEMO
from tests.browser.chromium import ARGUMENTS, chromium_path
from tests.browser.lab import wait_for

NO_HOSTS = "--host-resolver-rules=MAP * ~NOTFOUND"
TITLE = "A run </script> & <b>more</b>"


@pytest.fixture(scope="module")
def page_on_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    engine = LocalEngine(1)
    live = open_saved(DEMO.read_bytes(), engine)
    run = live.run()
    assert run is not None
    specs = explorer_specs(live.problem, live.model.cell)
    path = tmp_path_factory.mktemp("page") / "explorer.html"
    path.write_text(standalone_html(live.problem, live.model, run, live.status(), specs, TITLE), "utf-8")
    engine.shutdown()
    return path


@pytest.fixture(scope="module")
def lonely(playwright: Playwright) -> Iterator[Browser]:
    """A browser that can look up no name."""
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=[*ARGUMENTS, NO_HOSTS])
    yield browser
    browser.close()


@pytest.fixture
def alone(lonely: Browser, page_on_disk: Path) -> Iterator[Page]:
    """The page in that browser; afterwards the test fails on console messages and requests."""
    context = lonely.new_context(viewport={"width": 1440, "height": 900})
    page, troubles = context.new_page(), list[str]()
    page.on("pageerror", lambda error: troubles.append(f"exception: {error}"))
    page.on("console", lambda said: troubles.append(f"{said.type}: {said.text}"))
    page.on("request", lambda request: troubles.append(f"request: {request.url}"))
    address = page_on_disk.as_uri()
    page.goto(address)
    wait_for(page, "s.draws > 0")
    yield page
    context.close()
    assert troubles == [f"request: {address}"]


def test_it_shows_the_run_and_its_title_is_text(alone: Page) -> None:
    expect(alone.get_by_role("heading", level=1)).to_have_text(TITLE)
    wait_for(alone, "s.state === 'finished' && s.step === 2000")


def test_cursor_diagram_and_time_machine_work(alone: Page) -> None:
    slider = alone.get_by_label("Training step that is shown")
    slider.focus()
    alone.keyboard.press("Home")
    wait_for(alone, "s.chosen === 0")
    expect(alone.get_by_text("step 0 of 2")).to_be_visible()
    expect(alone.get_by_role("button", name="Go on from here")).to_be_hidden()
    alone.get_by_label("Timestep").first.focus()
    alone.keyboard.press("Home")
    wait_for(alone, "s.t === 0")
    alone.keyboard.press("ArrowRight")
    wait_for(alone, "s.t === 1")
