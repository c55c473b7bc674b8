"""What one more session costs the server while others train."""

import contextlib

from playwright.sync_api import Page

from benchmarks.lab_page import Lab, reset
from benchmarks.rows import Row, at_most
from tests.browser.lab import long_run, open_lab, pause, play, settled, wait_for

OTHERS, RERUNS, IDLE_SECONDS = 4, 20, 2


def rows(lab: Lab) -> list[Row]:
    with contextlib.ExitStack() as stack:
        others = [stack.enter_context(lab.page()) for _ in range(OTHERS)]
        mine = stack.enter_context(lab.page())
        open_lab(mine, lab.address)
        settled(mine)
        for seed, page in enumerate(others):
            page.goto(long_run(lab.address, seed=seed + 20), wait_until="commit")
        for page in others:
            wait_for(page, "s.draws > 0")
            reset(page)
        for page in others:
            play(page)
        for page in others:
            wait_for(page, "s.state === 'playing' && s.step > 0")
        _rerun(mine, "ArrowUp")
        began = lab.cpu_seconds()
        mine.wait_for_timeout(IDLE_SECONDS * 1000)
        alone = (lab.cpu_seconds() - began) / IDLE_SECONDS
        began = lab.cpu_seconds()
        for key in ["ArrowDown", "ArrowUp"] * (RERUNS // 2):
            _rerun(mine, key)
        each = (lab.cpu_seconds() - began) / RERUNS
        for page in others:
            pause(page)
    how = (
        f"utime + stime of the server's process over {RERUNS} reruns of another session (a key in the box “Steps”) "
        f"while {OTHERS} pages' runs train; nothing is subtracted: without the reruns {1000 * alone:.0f} ms a second"
    )
    return [at_most(60, "idle_rerun_ms", 1000 * each, "ms", how)]


def _rerun(page: Page, key: str) -> None:
    """Press a key in “Steps”, and wait until the address, which a rerun writes, has followed."""
    before = page.url
    page.get_by_label("Steps", exact=True).press(key)
    page.wait_for_function("before => location.href !== before", arg=before)
    settled(page)
