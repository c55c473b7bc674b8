"""A real server of the app, and pages of it in Chromium."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.app_server import app_server
from tests.browser.chromium import ARGUMENTS, chromium_path
from tests.browser.lab import press, settled, status, wait_for


@dataclass(frozen=True)
class Lab:
    """The server's address and process, and the browser to look with."""

    address: str
    process: int
    browser: Browser

    @contextlib.contextmanager
    def page(self) -> Iterator[Page]:
        """Open an empty page in a context of its own."""
        context = self.browser.new_context(viewport={"width": 1440, "height": 900})
        try:
            yield context.new_page()
        finally:
            context.close()

    def cpu_seconds(self) -> float:
        """Return what the server's own process has used, all its threads; its workers are processes of their own."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")  # utime + stime


@contextlib.contextmanager
def open_lab_server() -> Iterator[Lab]:
    """Serve the app and start Chromium; end both."""
    with (
        tempfile.TemporaryDirectory() as folder,
        app_server(Path(folder) / "log.txt") as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        try:
            yield Lab(address, _process_at(address), browser)
        finally:
            browser.close()


def reset(page: Page) -> None:
    """Begin anew with an untrained run, and wait until the page shows it and offers Play."""
    settled(page)
    before = status(page)["run"]
    press(page, "Reset")
    wait_for(page, f"s.run !== '{before}' && s.state === 'untrained' && s.step === 0")
    page.get_by_role("button", name="Play", exact=True).wait_for()
    settled(page)


def _process_at(address: str) -> int:
    """Return the id of the process whose command line names the address's port."""
    asked = f"\0--server.port\0{urlsplit(address).port}\0".encode()
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError):
                if asked in (entry / "cmdline").read_bytes():
                    return int(entry.name)
    raise RuntimeError(f"No process serves {address}.")
