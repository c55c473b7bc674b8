"""A table of 100 MB on the Forecast page: what reading it costs, and how others are served meanwhile."""

import asyncio
import re
import time
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest
from streamlit.util import calc_hash

from benchmarks.reading_speed import ROWS, cpu_ratio, large_table
from lstm_viz.data.reading.stages import BEGINS
from tests.proofs.app import App, serving
from tests.proofs.client import Client
from tests.proofs.proc import workers
from tests.proofs.test_hostile import Tell, megabytes, rerun_cpu, unescaped

pytestmark = pytest.mark.timeout(600)
LOOKS, FEWEST_LOOKS, MOST_SECONDS = 20, 5, 240
MOST_CPU = 2.0  # × quiet, of another session's rerun
MOST_WAIT = 3.0  # s, of another session's rerun, on two cores that serve, read and look
MOST_SERVER, MOST_WORKER = 600, 1200  # megabytes, above what each had before
FAR = re.compile(r"big\.csv: [a-z ]+, (\d+)%")


def progress(client: Client) -> list[str]:
    return [each.text for each in client.screen.elements("progress")]


def peak(process: int) -> int:
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    assert found
    return int(found[1]) // 1024


async def brought(app: App, tell: Tell) -> None:
    data = large_table()
    async with Client(app.port) as owner, Client(app.port) as other:
        owner._page = calc_hash("forecast")
        await owner.rerun()
        quiet = median([ms for _ in range(LOOKS) for ms in await rerun_cpu(app, other)])
        waits = median(other.answer_seconds[1:])
        tell(f"quiet: another session's rerun takes {quiet:.1f} ms of a processor, {waits:.2f} s on the clock")
        server, before = megabytes(app, "VmHWM"), {each: peak(each) for each in workers(app.process)}

        since = time.monotonic()
        await owner.upload("big.csv", data)
        tell(
            f"{len(data) / 2**20:.0f} MB are uploaded, and the page shows how far they are, "
            f"within {time.monotonic() - since:.1f} s"
        )
        begun, taken, seen, peaks = len(other.answer_seconds), list[float](), list[str](), dict[int, int]()
        while (now := progress(owner)) and time.monotonic() - since < MOST_SECONDS:
            seen += [each for each in now if each not in seen[-1:]]
            peaks |= {each: peak(each) for each in workers(app.process)}
            taken += await rerun_cpu(app, other)
        tell(
            f"  read within {time.monotonic() - since:.0f} s of their coming; {len(seen)} words of progress, "
            f"such as “{seen[len(seen) // 2]}”"
        )
        meanwhile = other.answer_seconds[begun:]
        tell(
            f"  a rerun meanwhile: {median(taken):.1f} ms of a processor (median of {len(taken)}), "
            f"{median(taken) / quiet:.2f} × quiet, worst {max(taken):.1f} ms; "
            f"on the clock {median(meanwhile):.2f} s (median), {max(meanwhile):.2f} s (worst)"
        )
        grown = max(most - before.get(each, 0) for each, most in peaks.items())
        tell(f"  peak memory of the server +{megabytes(app, 'VmHWM') - server} MB, of a worker +{grown} MB")

        await owner.rerun()
        assert f"{ROWS:,} rows" in owner.screen.words
        shares = [int(found[1]) for each in seen if (found := FAR.search(unescaped(each)))]
        assert len(set(shares)) >= len(BEGINS)
        assert all(low <= high for low, high in pairwise(shares))
        assert len(taken) >= FEWEST_LOOKS
        assert median(taken) <= MOST_CPU * quiet
        assert max(meanwhile) < MOST_WAIT
        assert megabytes(app, "VmHWM") - server < MOST_SERVER
        assert grown < MOST_WORKER
        assert owner.troubles == other.troubles == []


def test_others_are_served_while_100_mb_are_read_and_the_page_shows_how_far_they_are(tell: Tell) -> None:
    with serving() as app:
        asyncio.run(brought(app, tell))
        assert "Traceback" not in app.log.read_text()
        assert list(app.temporary.glob("lstm_viz_*")) == []


def test_100_mb_are_read_within_ten_times_the_cpu_of_pandas_given_the_dialect(tell: Tell) -> None:
    ratio = cpu_ratio(large_table(), rounds=3)
    tell(f"100 MB of {ROWS:,} rows are read in {ratio:.1f} × the CPU of pandas given the dialect")
    assert ratio <= 10
