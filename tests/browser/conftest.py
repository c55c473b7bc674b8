"""One Chromium for all browser tests, and pages that fail on whatever goes wrong in them."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright, Route, expect, sync_playwright

from tests.browser.app_server import app_server
from tests.browser.chromium import ARGUMENTS, chromium_path
from tests.browser.file_server import FileServer, file_server

LOOPBACK = ("127.0.0.1", "localhost")
expect.set_options(timeout=30_000)  # two cores serve, train, draw and test at the same time


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chromium = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One app for all tests that need no server of their own."""
    with app_server(tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def files() -> Iterator[FileServer]:
    """The explorer's files, for tests of its modules without the app."""
    with file_server() as server:
        yield server


@pytest.fixture
def troubles() -> list[str]:
    """What went wrong in the page so far; a test that means to cause trouble checks it and clears it."""
    return []


@pytest.fixture
def page(browser: Browser, troubles: list[str]) -> Iterator[Page]:
    """A page in a context of its own; afterwards the test fails on console errors, exceptions or foreign requests."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})

    def let_through(route: Route) -> None:
        if urlsplit(route.request.url).hostname in LOOPBACK:
            route.continue_()
        else:
            troubles.append(f"request to {route.request.url}")
            route.abort()

    context.route(lambda url: urlsplit(url).scheme in ("http", "https"), let_through)
    page = context.new_page()
    page.on("pageerror", lambda error: troubles.append(f"exception: {error}"))
    page.on("websocket", lambda socket: _check_socket(socket.url, troubles))
    page.on(
        "console",
        lambda said: troubles.append(f"{said.type}: {said.text}") if said.type in ("error", "warning") else None,
    )
    yield page
    context.close()
    assert troubles == []


def _check_socket(url: str, troubles: list[str]) -> None:
    if urlsplit(url).hostname not in LOOPBACK:
        troubles.append(f"socket to {url}")
