"""A fault again and again while runs play: who hears of it, who goes on, and with which bits."""

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from tests.proofs.alone import same_bits, weights_alone
from tests.proofs.app import App
from tests.proofs.client import Client, pages
from tests.proofs.feed import Feed
from tests.proofs.pacing import until

REPEATS, RUNS = 20, 2
WORDS_WITHIN, GOES_ON_WITHIN = 2.0, 30.0
LONG = 1_000_000

Tell = Callable[[str], None]
Fault = Callable[[list[Client], random.Random], Awaitable[None]]
"""What goes wrong; it returns when it is over, or has been done."""


@dataclass
class Findings:
    """What became of the runs. `silent`: how often a page neither moved nor said why in time."""

    heard: list[float] = field(default_factory=list)
    moved: list[float] = field(default_factory=list)
    silent: int = 0
    lost: list[str] = field(default_factory=list)
    wrong: int = 0
    left_over: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def told(self, name: str, tell: Tell) -> None:
        """Tell them, and hold them against what is promised."""
        heard, moved = sorted(self.heard), sorted(self.moved)
        tell(
            f"{name}, {REPEATS} times: {len(self.lost)} runs lost, {self.wrong} with wrong bits, "
            f"{len(self.left_over)} processes left over"
        )
        if heard:
            tell(
                f"  moved or said why within {heard[len(heard) // 2]:.1f} s (median), {heard[-1]:.1f} s (worst), "
                f"silent {self.silent} times; moved again within {moved[len(moved) // 2]:.1f} s, {moved[-1]:.1f} s"
            )
        assert self.lost == []
        assert self.wrong == 0
        assert self.left_over == []
        assert self.troubles == []
        assert self.silent == 0

    async def watch(self, clients: list[Client], steps: list[int]) -> None:
        """Wait until every page has said something or moved beyond these steps, and then until every run moves."""
        began = time.monotonic()

        def moves(client: Client, step: int) -> bool:
            return client.feed.step > step and not client.feed.failures

        heard = await until(
            lambda: all(each.feed.words or moves(each, step) for each, step in zip(clients, steps, strict=True)),
            WORDS_WITHIN,
        )
        self.silent += heard is None
        self.heard.append(WORDS_WITHIN if heard is None else heard)
        for client, step in zip(clients, steps, strict=True):
            if await until(partial(moves, client, step), GOES_ON_WITHIN) is None:
                self.lost.append(f"{client.feed.state} at step {client.feed.step}: {client.feed.words}")
        self.moved.append(time.monotonic() - began)

    async def compare(self, clients: list[Client]) -> None:
        """Pause the runs and hold their weights against those of the same runs alone."""
        for seed, client in enumerate(clients):
            await client.press("Pause")
            feed = client.feed
            if await until(partial(_rests, feed), 30) is None:
                self.lost.append(f"{feed.state} at step {feed.step}: {feed.words}")
            elif not same_bits(feed.weights, await asyncio.to_thread(weights_alone, seed, feed.step)):
                self.wrong += 1
            self.troubles += client.troubles


def _rests(feed: Feed) -> bool:
    return feed.state == "paused" and feed.weights_step == feed.step


def _has_begun(feed: Feed) -> bool:
    return feed.step > 0


@contextlib.asynccontextmanager
async def playing(app: App) -> AsyncIterator[list[Client]]:
    """Open pages, each with a run that plays."""
    async with pages(app.port, *(f"seed={seed}&steps={LONG}" for seed in range(RUNS))) as clients:
        for client in clients:
            await client.press("Play")
        for client in clients:
            assert await until(partial(_has_begun, client.feed), 60) is not None
        yield clients


def proven(name: str, app: App, fault: Fault, tell: Tell) -> None:
    """Let a fault happen again and again, end the server, and hold what became of the runs against what is promised."""
    findings = Findings()
    try:
        asyncio.run(again_and_again(app, fault, findings))
        findings.left_over = app.stop()
    finally:
        findings.told(name, tell)


async def again_and_again(app: App, fault: Fault, findings: Findings) -> None:
    """Let a fault happen at random moments while runs play, and look at each run after each."""
    moments = random.Random(0)  # noqa: S311  # moments, not secrets
    async with playing(app) as clients:
        for _ in range(REPEATS):
            await asyncio.sleep(moments.uniform(0.1, 0.8))
            await fault(clients, moments)
            steps = [await client.feed.step_now() for client in clients]
            await findings.watch(clients, steps)
        await findings.compare(clients)
