"""One Chromium for all browser tests, and pages that fail on whatever goes wrong in them."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.browser.app_server import app_server
from tests.browser.chromium import ARGUMENTS, chromium_path
from tests.browser.file_server import FileServer, file_server

SIZE: ViewportSize = {"width": 1440, "height": 900}
LOOPBACK = ("127.0.0.1", "localhost")
FORGET = "() => { if (location.protocol === 'http:') { localStorage.clear(); sessionStorage.clear(); } }"
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


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One context for all pages: its cache holds the app's files, so a page opens in two thirds of the time."""
    context = browser.new_context(viewport=SIZE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, troubles: list[str]) -> Iterator[Page]:
    """A page that knows of no other; afterwards the test fails on console errors, exceptions or foreign requests.

    It is the page of the test before, emptied: its process has the app's code compiled and opens it in a third of the
    time.
    """
    context.clear_cookies()
    page = context.pages[0] if context.pages else context.new_page()
    heard = _listeners(troubles)
    for event, hear in heard.items():
        page.on(event, hear)  # type: ignore[call-overload]  # overloads know events as literals, one at a time
    yield page
    for each in context.pages:
        each.evaluate(FORGET)
        each.unroute_all(behavior="wait")
        each.goto("about:blank")
        if each != page:
            each.close()
    if not page.is_closed():
        for event, hear in heard.items():
            page.remove_listener(event, hear)
        page.set_viewport_size(SIZE)
        page.emulate_media(color_scheme="null", reduced_motion="null")
    assert troubles == []


def _listeners(troubles: list[str]) -> dict[str, Callable[..., None]]:
    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            troubles.append(f"{message.type}: {message.text}")

    return {
        "pageerror": lambda error: troubles.append(f"exception: {error}"),
        "request": lambda request: _check_address(request.url, troubles),
        "websocket": lambda socket: _check_address(socket.url, troubles),
        "console": said,
    }


def _check_address(url: str, troubles: list[str]) -> None:
    asked = urlsplit(url)
    if asked.scheme in ("http", "https", "ws", "wss") and asked.hostname not in LOOPBACK:
        troubles.append(f"request to {url}")
