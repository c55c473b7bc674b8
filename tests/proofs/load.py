"""What is measured while many runs train on one server."""

import asyncio
import random
import statistics
import time
from dataclasses import dataclass, field

from tests.proofs.app import App
from tests.proofs.client import Client
from tests.proofs.pacing import until
from tests.proofs.proc import cpu_seconds

PLAY_WITHIN, SETTLED_AFTER, LOOK_PERIOD, END_WITHIN = 4.0, 10.0, 2.0, 600.0
WINDOWS, RERUNS = 8, 10


@dataclass
class Load:
    """What was measured.

    Attributes:
        seconds: from the first Play to the last end; None if not all runs ended.
        cpu: CPU seconds of the server in all. script_runs: how many runs of the script it made for that.
        cost: window by window, its CPU seconds for one more page's rerun beside the runs.
        shares: look by look, the least progress since all play as a share of the most.
        own: CPU seconds of all clients.
    """

    seconds: float | None = None
    cpu: float = 0.0
    script_runs: int = 0
    cost: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    asked_again: int = 0
    own: float = 0.0

    def lines(self) -> list[str]:
        """Return it in words."""
        answers = self.answers
        cost, worst = 1000 * statistics.median(self.cost), 1000 * max(self.cost)
        at_most, least = 1000 * self.cpu / self.script_runs, min(self.shares, default=0)
        return [
            f"server CPU for one more rerun beside them: median {cost:.0f} ms, worst window {worst:.0f} ms",
            f"for every script run, all else counted in: {at_most:.0f} ms ({self.cpu:.0f} s for {self.script_runs})",
            f"answered within {statistics.median(answers):.2f} s (median), {max(answers):.2f} s (worst)",
            f"{len(self.troubles)} failed sessions; {self.asked_again} answers had to be asked for again",
            f"least progress as a share of the most: worst {least:.2f} of {len(self.shares)} looks",
            f"the load itself took {self.own:.0f} s of CPU",
        ]


async def play_all(app: App, clients: list[Client], prober: Client) -> Load:
    """Press Play on all pages within some seconds, and measure until all runs have ended; `prober` only asks."""
    load, everybody = Load(), [*clients, prober]
    cpu, own, began = cpu_seconds(app.process), time.process_time(), time.monotonic()
    runs = sum(client.script_runs for client in everybody)
    moments = random.Random(0)  # noqa: S311  # moments, not secrets
    await asyncio.gather(*(_play_at(client, moments.uniform(0, PLAY_WITHIN)) for client in clients))
    watching = asyncio.create_task(_shares(clients))
    load.cost = await _cost_of_reruns(app, prober)
    if await until(lambda: all(client.feed.state == "finished" for client in clients), END_WITHIN) is not None:
        load.seconds = time.monotonic() - began
        load.shares = await watching
    watching.cancel()
    load.cpu, load.own = cpu_seconds(app.process) - cpu, time.process_time() - own
    load.script_runs = sum(client.script_runs for client in everybody) - runs
    load.answers = [each for client in everybody for each in client.answer_seconds]
    load.troubles = [trouble for client in everybody for trouble in client.troubles]
    load.asked_again = sum(client.asked_again for client in everybody)
    return load


async def _play_at(client: Client, moment: float) -> None:
    await asyncio.sleep(moment)
    await client.press("Play")


async def _shares(clients: list[Client]) -> list[float]:
    """Look at all runs again and again, until the first of them ends."""
    began, first = time.monotonic(), [client.feed.step for client in clients]
    found = []
    while all(client.feed.state != "finished" for client in clients):
        await asyncio.sleep(LOOK_PERIOD)
        gained = [client.feed.step - step for client, step in zip(clients, first, strict=True)]
        if time.monotonic() - began > SETTLED_AFTER:
            found.append(min(gained) / max(1, *gained))
    return found


async def _cost_of_reruns(app: App, prober: Client) -> list[float]:
    """Compare windows in which one more page reruns with windows as long, right after each, in which it does not."""
    found = []
    for _ in range(WINDOWS):
        began, before = time.monotonic(), cpu_seconds(app.process)
        for _ in range(RERUNS):
            await prober.rerun()
        with_reruns, lasted = cpu_seconds(app.process) - before, time.monotonic() - began
        before = cpu_seconds(app.process)
        await asyncio.sleep(lasted)
        found.append((with_reruns - (cpu_seconds(app.process) - before)) / RERUNS)
    return found
