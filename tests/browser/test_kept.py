"""A run outlives its server: killed and started again, the page goes on with it, and this browser's list has it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.app_server import end, free_port, started
from tests.browser.lab import long_run, open_lab, pause, play, press, settled, status, wait_for


class Restartable:
    """A server that can be killed and started again on its port, over the same kept runs."""

    def __init__(self, folder: Path) -> None:
        self._log, self._port = folder / "server.log", free_port()
        self.address = f"http://127.0.0.1:{self._port}"
        self.process = started(self._log, self._port)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def start(self) -> None:
        self.process = started(self._log, self._port)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Restartable]:
    made = Restartable(tmp_path)
    yield made
    end(made.process)


def run_in_address(page: Page) -> str:
    found = re.search(r"[?&]run=([\w-]{22})", page.url)
    assert found, page.url
    return found[1]


def test_a_killed_server_that_is_started_again_goes_on_with_the_run(
    server: Restartable, page: Page, troubles: list[str]
) -> None:
    open_lab(page, long_run(server.address, units=4))
    play(page)
    wait_for(page, "s.step > 3000")  # some seconds: what is older than one is on disk
    run_id = run_in_address(page)
    server.kill()
    server.start()
    page.goto(page.url)
    wait_for(page, "s.draws > 0")
    assert run_in_address(page) == run_id, page.get_by_role("alert").all_inner_texts()
    before = status(page)["step"]
    assert before > 0
    wait_for(page, f"s.step > {before + 100}")
    pause(page)
    page.get_by_role("link", name="My runs").click()
    expect(page.get_by_text(re.compile(r"steps, paused"))).to_have_count(1)
    troubles.clear()  # the browser says that the server was away


def test_each_browser_has_its_own_list_and_renames_and_opens_a_run_from_it(
    server: Restartable, page: Page, browser: Browser
) -> None:
    open_lab(page, server.address + "/?steps=20&units=3")
    press(page, "Play")
    wait_for(page, "s.state === 'finished'")
    run_id = run_in_address(page)
    page.get_by_role("link", name="My runs").click()
    expect(page.get_by_text("20 steps, finished")).to_have_count(1)
    stranger = browser.new_context()
    other = stranger.new_page()
    other.goto(server.address + "/runs")
    expect(other.get_by_text("Nothing is kept yet")).to_be_visible()
    stranger.close()
    press(page, "Rename")
    name = page.get_by_label("New name")
    name.fill("My first one")
    name.press("Enter")
    expect(page.get_by_text("My first one")).to_be_visible()
    expect(name).to_have_count(0)
    press(page, "Open")
    wait_for(page, "s.state === 'finished' && s.step === 20")
    settled(page)
    assert run_in_address(page) == run_id
