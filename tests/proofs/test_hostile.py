"""Files, links and requests that mean harm: a sentence each, bounded memory, and every other session is served on."""

import asyncio
import random
import re
import string
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import pytest

from lstm_viz.data.room import LARGE
from lstm_viz.model.exchange import MOST_BYTES
from lstm_viz.ui.settings import BOUNDS
from tests.proofs.app import App, serving
from tests.proofs.born_threads import BornThreads
from tests.proofs.client import TOKEN, Client
from tests.proofs.hostile_files import RUNS, TEXT, WORKBOOKS, Hostile
from tests.proofs.http_client import HttpClient

pytestmark = pytest.mark.timeout(600)
Tell = Callable[[str], None]
QUIET_LOOKS, FEWEST_LOOKS, MOST_ATTACKS, LINKS = 20, 5, 20, 100
MOST_MEGABYTES = 640  # ten times a table's bound and the uploader's copy of a saved run
MOST_CPU = 2.0  # × quiet, of another session's rerun
MOST_WAIT = 3.0  # s, of another session's rerun, on two cores that serve, attack and look


@pytest.fixture(scope="module")
def app() -> Iterator[App]:
    with serving() as made:
        yield made


def megabytes(app: App, kind: str) -> int:
    """The server's memory: VmRSS now, VmHWM at its highest."""
    found = re.search(rf"{kind}:\s+(\d+) kB", Path(f"/proc/{app.process}/status").read_text())
    assert found
    return int(found[1]) // 1024


async def rerun_cpu(app: App, session: Client) -> list[float]:
    """Run a session's script anew; return what its thread took of a processor, in ms.

    Nothing is returned where another session's script began in the same moment: nobody can tell whose thread is whose.
    """
    with BornThreads(app.process) as threads:
        await session.rerun()
        taken = await asyncio.to_thread(threads.finish)
    return [1000 * taken[0]] if len(taken) == 1 else []


async def cpu_during(attack: Awaitable[object], app: App, other: Client) -> list[float]:
    """What another session's reruns take of a processor while an attack lasts."""
    task, taken = asyncio.ensure_future(attack), list[float]()
    while not task.done():
        taken += await rerun_cpu(app, other)
    await task
    return taken


def unescaped(words: str) -> str:
    return re.sub(r"\\(.)", r"\1", words)


async def attacked(app: App, files: list[Hostile], tell: Tell) -> None:
    async with Client(app.port) as attacker, Client(app.port) as other:
        looks = [ms for _ in range(QUIET_LOOKS) for ms in await rerun_cpu(app, other)]
        quiet, times = median(looks), list[float]()
        tell(
            f"quiet: another session's rerun takes {quiet:.1f} ms of a processor (median of {len(looks)}), "
            f"{median(other.answer_seconds[1:]):.2f} s on the clock"
        )
        for file in files:
            data, before, begun = file.make(), megabytes(app, "VmHWM"), len(other.answer_seconds)
            taken, refused = list[float](), list[float]()
            while len(taken) < FEWEST_LOOKS and len(refused) < MOST_ATTACKS:
                since = time.monotonic()
                taken += await cpu_during(attacker.upload(file.name, data), app, other)
                refused.append(time.monotonic() - since)
                assert file.words in unescaped(attacker.screen.words), file.name
            waits = other.answer_seconds[begun:]
            cpu = "too few that can be told from the attack's own"
            if len(taken) >= FEWEST_LOOKS:
                times.append(median(taken) / quiet)
                cpu = f"{median(taken):.1f} ms of a processor (median of {len(taken)}), {times[-1]:.2f} × quiet"
            tell(
                f"  {file.name}, {len(data) / 2**20:.1f} MB: refused within {max(refused):.1f} s, "
                f"peak memory +{megabytes(app, 'VmHWM') - before} MB; a rerun meanwhile: {cpu}; "
                f"on the clock {median(waits):.2f} s (median), {max(waits):.2f} s (worst)"
            )
            assert max(waits) < MOST_WAIT, file.name
        tell(f"  over these files a rerun takes {median(times):.2f} × quiet (median), {max(times):.2f} × quiet (worst)")
        assert median(times) <= MOST_CPU
        assert attacker.troubles == other.troubles == []


@pytest.mark.parametrize("files", [TEXT, WORKBOOKS, RUNS], ids=["tables", "workbooks", "saved runs"])
def test_hostile_files_are_refused_in_a_sentence_while_others_are_served(files: list[Hostile], tell: Tell) -> None:
    with serving() as app:
        before = megabytes(app, "VmRSS")
        asyncio.run(attacked(app, files, tell))
        tell(f"  peak memory of the server over all of them: +{megabytes(app, 'VmHWM') - before} MB")
        assert megabytes(app, "VmHWM") - before < MOST_MEGABYTES
        assert "Traceback" not in app.log.read_text()


def test_an_upload_of_300_mb_is_refused_by_the_server_before_it_is_kept(tell: Tell) -> None:
    body = bytes(300 * 2**20)

    async def attack(app: App) -> int:
        async with Client(app.port) as client:
            urls = await client._file_urls("huge.csv")
            token = {"X-Xsrftoken": client.http.cookies[TOKEN]}
            reader, writer = await asyncio.open_connection("127.0.0.1", app.port)
            head = client.http.head("PUT", urls.upload_url, len(body), token | {"Content-Type": "multipart/form-data"})
            writer.write(head)
            status = int((await reader.readline()).split()[1])
            writer.transport.abort()
            await client.rerun()
            assert client.troubles == []
            return status

    with serving() as app:
        before = megabytes(app, "VmHWM")
        assert asyncio.run(attack(app)) == 413
        tell(f"300 MB announced: 413, peak memory +{megabytes(app, 'VmHWM') - before} MB")
        assert megabytes(app, "VmHWM") - before < 50


def test_a_stream_without_an_end_is_refused_when_it_passes_the_bound(tell: Tell) -> None:
    async def attack(app: App) -> int:
        async with Client(app.port) as client:
            urls = await client._file_urls("huge.csv")
            headers = {
                "X-Xsrftoken": client.http.cookies[TOKEN],
                "Content-Type": "multipart/form-data; boundary=b",
                "Transfer-Encoding": "chunked",
            }
            head = client.http.head("PUT", urls.upload_url, 0, headers).replace(b"Content-Length: 0\r\n", b"")
            reader, writer = await asyncio.open_connection("127.0.0.1", app.port)
            part = b'--b\r\nContent-Disposition: form-data; name="file"; filename="huge.csv"\r\n\r\n'
            writer.write(head + b"%x\r\n%s\r\n" % (len(part), part))
            answer = asyncio.ensure_future(reader.readline())
            for _ in range(300):
                if answer.done():
                    break
                writer.write(b"100000\r\n" + bytes(2**20) + b"\r\n")
                try:
                    await writer.drain()
                except ConnectionError:
                    break
            status = int((await answer).split()[1])
            writer.transport.abort()
            return status

    with serving() as app:
        before = megabytes(app, "VmHWM")
        assert asyncio.run(attack(app)) == 413
        tell(f"a stream without an end: 413, peak memory +{megabytes(app, 'VmHWM') - before} MB")
        assert megabytes(app, "VmHWM") - before < 3 * LARGE.bytes / 2**20


def test_what_a_lost_tab_has_uploaded_is_given_back(tell: Tell) -> None:
    """The session of a lost tab is kept for half a minute, and is given up when another tab leaves after that."""
    file = bytes(MOST_BYTES - 2**20)

    async def come_and_go(app: App, *files: bytes) -> None:
        async with Client(app.port) as client:
            for data in files:
                await client.upload("large.safetensors", data)

    async def given_back(app: App) -> tuple[int, int, int]:
        await come_and_go(app)
        before = megabytes(app, "VmRSS")
        for _ in range(3):
            await come_and_go(app, file)
        held = megabytes(app, "VmRSS")
        deadline = time.monotonic() + 60
        while megabytes(app, "VmRSS") > before + 60 and time.monotonic() < deadline:
            await come_and_go(app)
        return before, held, megabytes(app, "VmRSS")

    with serving() as app:
        before, held, after = asyncio.run(given_back(app))
        tell(f"three uploads of 63 MB: {before} MB before, {held} MB while they are kept, {after} MB after")
        assert held > before + 150
        assert after < before + 60


@pytest.mark.parametrize(
    "path",
    [
        "/explorer/x/..%2f..%2f..%2fetc%2fpasswd",
        "/explorer/x/%2e%2e",
        "/explorer/x/.",
        "/explorer/x/main.js%00.png",
        "/explorer/../../../../etc/passwd",
        "/runs/..%2f..%2fetc/live",
        "/runs/%00/live",
    ],
)
def test_a_path_that_leads_outside_is_refused(app: App, path: str) -> None:
    async def status() -> int:
        http = HttpClient(app.port)
        try:
            return (await http.get(path)).status
        finally:
            await http.close()

    assert asyncio.run(status()) in (400, 404)
    assert "Traceback" not in app.log.read_text()


def test_a_hundred_random_links_open_a_page_each_without_an_error(app: App, tell: Tell) -> None:
    chance = random.Random(0)  # noqa: S311  # no secret
    names = ["data", "run", "target", "inputs", "t", "unit", "layer", "p.length", "%00", *BOUNDS]
    letters = string.printable + "äß١٣<>\u202e"

    async def opened() -> int:
        sentences = 0
        for _ in range(LINKS):
            query = urlencode({name: "".join(chance.choices(letters, k=500)) for name in chance.sample(names, 8)})
            async with Client(app.port, query) as client:
                assert client.troubles == []
                sentences += client.screen.words.count("The link asks for")
        return sentences

    begun = time.monotonic()
    sentences = asyncio.run(opened())
    tell(f"{LINKS} random links: {sentences} sentences, {(time.monotonic() - begun) / LINKS:.2f} s each")
    assert LINKS < sentences <= 6 * LINKS
    assert "Traceback" not in app.log.read_text()
