"""The page of these tests tells of what goes wrong in it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.file_server import FileServer, file_server


@pytest.fixture
def files() -> Iterator[FileServer]:
    with file_server() as server:
        yield server


@pytest.mark.parametrize(
    ("script", "trouble"),
    [
        ("console.error('broken')", "error: broken"),
        ("console.warn('odd')", "warning: odd"),
        ("setTimeout(() => { throw new Error('thrown'); })", "exception: thrown"),
        ("fetch('http://example.com/x').catch(() => {})", "request to http://example.com/x"),
        ("new WebSocket('ws://example.com/y')", "request to ws://example.com/y"),
        ("fetch('/missing.js')", "404"),
    ],
)
def test_a_trouble_in_the_page_is_noticed(
    page: Page, troubles: list[str], files: FileServer, script: str, trouble: str
) -> None:
    page.goto(files.address)
    page.evaluate(f"() => {{ {script}; }}")
    for _ in range(100):
        if any(trouble in said for said in troubles):
            break
        page.evaluate("() => new Promise(requestAnimationFrame)")
    page.close()
    assert any(trouble in said for said in troubles)
    troubles.clear()


def test_a_page_without_trouble_tells_of_none(page: Page, troubles: list[str], files: FileServer) -> None:
    page.goto(files.address)
    page.evaluate("() => console.log('all is well')")
    assert troubles == []
