"""Sessions that come and go for a long time: memory stays level, and nothing is left behind."""

import asyncio
import os
import random
import statistics
import time
from dataclasses import dataclass, field

import pytest

from tests.proofs.app import App, serving
from tests.proofs.client import Client
from tests.proofs.faults import Tell
from tests.proofs.proc import pss_megabytes, session_members

MINUTES = float(os.environ.get("LSTM_VIZ_SOAK_MINUTES", "20"))
AT_A_TIME, SAMPLE_SECONDS = 6, 1.0
MOST_GROWTH = 0.05
DATA = ["Random walk", "Air passengers", "Recall a symbol"]


@dataclass
class Soak:
    """What has been seen so far."""

    visits: int = 0
    asked_again: int = 0
    megabytes: list[float] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


async def visit(app: App, chance: random.Random, soak: Soak) -> None:
    """Open the page, choose or upload data, train a little, and leave, in one of the ways in which people leave."""
    async with Client(app.port, f"seed={chance.randrange(10_000)}") as client:
        if chance.random() < 0.5:
            rows = chance.randrange(200, 3000)
            data = "day,y\n" + "\n".join(f"{row},{chance.gauss(row % 7, 0.1):.3f}" for row in range(rows))
            await client.upload(f"file{chance.randrange(100)}.csv", data.encode())
        else:
            await client.choose("Data", chance.choice(DATA))
        await client.set_number("Hidden units", chance.randrange(4, 48))
        await client.press("Play")
        await asyncio.sleep(chance.uniform(0.5, 4))
        if chance.random() < 0.5 and client.screen.has_button("Pause"):
            await client.press("Pause")
        soak.visits += 1
        soak.troubles += client.troubles
        soak.asked_again += client.asked_again


async def come_and_go(app: App, soak: Soak) -> None:
    """Let visitors come one after another, some at a time, and read the memory of all processes meanwhile."""
    ends = time.monotonic() + 60 * MINUTES

    async def one_after_another(number: int) -> None:
        chance = random.Random(number)  # noqa: S311  # visitors, not secrets
        while time.monotonic() < ends:
            await visit(app, chance, soak)

    async def read() -> None:
        while time.monotonic() < ends:
            soak.megabytes.append(sum(map(pss_megabytes, session_members(app.process))))
            await asyncio.sleep(SAMPLE_SECONDS)

    await asyncio.gather(read(), *(one_after_another(number) for number in range(AT_A_TIME)))


@pytest.mark.timeout(60 * MINUTES + 300)
def test_memory_stays_level_while_people_come_and_go_and_nothing_is_left_behind(tell: Tell) -> None:
    soak = Soak()
    with serving() as app:
        asyncio.run(come_and_go(app, soak))
        left_over = app.stop()
        files = sorted(str(each.relative_to(app.folder)) for each in app.temporary.rglob("*") if each.is_file())
        strays = [each.name for each in app.runs.rglob("*") if each.suffix != ".run" and each.stem != "server"]
    third = len(soak.megabytes) // 3
    first, middle, last = (statistics.mean(soak.megabytes[k * third : (k + 1) * third]) for k in range(3))
    tell(f"{soak.visits} visits in {MINUTES:g} minutes, {AT_A_TIME} at a time: {len(soak.troubles)} troubles")
    tell(f"  {soak.asked_again} answers were not told to their end by Streamlit, and asked for again")
    tell(f"  memory of all processes: mean {first:.0f} MB in the first third, {middle:.0f}, {last:.0f} in the last")
    tell(f"  left behind: {len(left_over)} processes, temporary files {files}, strays among the runs {strays}")
    assert soak.troubles == []
    assert abs(last - middle) <= MOST_GROWTH * middle
    assert (left_over, files, strays) == ([], [], [])
