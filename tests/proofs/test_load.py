"""Thirty runs at a time on one server, and a hundred pages held open."""

import asyncio
import statistics

import pytest

from tests.proofs.alone import same_bits, weights_alone
from tests.proofs.app import App, serving
from tests.proofs.client import pages
from tests.proofs.faults import Tell
from tests.proofs.feed import Feed
from tests.proofs.load import Load, play_all
from tests.proofs.proc import pss_megabytes, session_members

RUNS, STEPS = 30, 900
MOST_RERUN_SECONDS, LEAST_SHARE = 0.060, 0.5
PAGES, MOST_MEGABYTES = 100, 5.0


async def play_to_the_end(app: App) -> tuple[Load, list[Feed]]:
    """Play all runs to their end, beside a page that only asks; return what was measured, and what the pages know."""
    async with pages(app.port, *(f"seed={seed}&steps={STEPS}" for seed in range(RUNS)), "") as everybody:
        *clients, prober = everybody
        return await play_all(app, clients, prober), [client.feed for client in clients]


@pytest.mark.timeout(1200)
def test_thirty_runs_share_a_server_evenly_and_end_with_the_bits_of_the_same_run_alone(tell: Tell) -> None:
    with serving() as app:
        load, feeds = asyncio.run(play_to_the_end(app))
        left_over = app.stop()
    right = [
        feed.weights_step == STEPS and same_bits(feed.weights, weights_alone(seed, STEPS))
        for seed, feed in enumerate(feeds)
    ]
    tell(
        f"{RUNS} runs of {STEPS} steps took {load.seconds or 0:.0f} s; {sum(right)} have the bits of the same run alone"
    )
    for line in load.lines():
        tell(f"  {line}")
    assert load.seconds is not None
    assert all(right)
    assert load.troubles == []
    assert left_over == []
    assert statistics.median(load.cost) <= MOST_RERUN_SECONDS
    assert min(load.shares, default=0) >= LEAST_SHARE


async def hold_pages(app: App, tell: Tell) -> float:
    """Open many pages and hold them; return the server's megabytes for each."""
    async with pages(app.port, "", "", ""):
        pass  # what is loaded with the first pages is no page's own
    before = _megabytes(app)
    async with pages(app.port, *[""] * PAGES) as clients:
        first = (_megabytes(app) - before) / PAGES
        await asyncio.gather(*(client.rerun() for client in clients))
        each = (_megabytes(app) - before) / PAGES
    answers = [client.answer_seconds[-1] for client in clients]
    tell(f"{PAGES} pages held open: {first:.2f} MB each after their first run, {each:.2f} MB after one more")
    tell(f"  asked at once, half answered within {statistics.median(answers):.1f} s, all within {max(answers):.1f} s")
    assert [trouble for client in clients for trouble in client.troubles] == []
    assert [client.script_runs for client in clients if client.script_runs < 2] == []
    return max(first, each)


def _megabytes(app: App) -> float:
    return sum(map(pss_megabytes, session_members(app.process)))


@pytest.mark.timeout(300)
def test_a_hundred_pages_held_open_take_little_memory_and_all_are_answered(tell: Tell) -> None:
    with serving() as app:
        assert asyncio.run(hold_pages(app, tell)) <= MOST_MEGABYTES
        assert app.stop() == []
