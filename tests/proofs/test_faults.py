"""Processes that are killed, connections that break, uploads that stop: no run is lost, and nothing stays behind."""

import asyncio
import os
import random
import signal
from collections.abc import Callable

import pytest

from tests.proofs.app import App, serving
from tests.proofs.client import Client
from tests.proofs.faults import REPEATS, Fault, Tell, proven
from tests.proofs.pacing import until
from tests.proofs.proc import fork_servers, workers

pytestmark = pytest.mark.timeout(600)
STOPPED_SECONDS = 3.0
FILE = b"day,y\n" + b"".join(b"%d,%d\n" % (row, row % 7) for row in range(20_000))


def kill_one(app: App, among: Callable[[int], list[int]]) -> Fault:
    """Return the fault that a process is killed; it waits until there is one."""

    async def fault(_: list[Client], moments: random.Random) -> None:
        assert await until(lambda: among(app.process) != [], 30) is not None
        os.kill(moments.choice(among(app.process)), signal.SIGKILL)

    return fault


def test_no_run_is_lost_when_a_worker_is_killed(tell: Tell) -> None:
    with serving() as app:
        proven("A worker killed", app, kill_one(app, workers), tell)


def test_no_run_is_lost_when_the_fork_server_is_killed(tell: Tell) -> None:
    with serving() as app:
        proven("The fork server killed", app, kill_one(app, fork_servers), tell)


def test_no_run_is_lost_when_the_connection_is_cut(tell: Tell) -> None:
    async def fault(clients: list[Client], moments: random.Random) -> None:
        for client in clients:
            await client.cut()
        await asyncio.sleep(moments.uniform(0, 2))
        for client in clients:
            await client.reconnect()

    with serving() as app:
        proven("The connection cut", app, fault, tell)


def test_no_run_is_lost_when_the_server_stands_still_for_three_seconds(tell: Tell) -> None:
    with serving() as app:

        async def fault(_: list[Client], __: random.Random) -> None:
            os.kill(app.process, signal.SIGSTOP)
            await asyncio.sleep(STOPPED_SECONDS)
            os.kill(app.process, signal.SIGCONT)

        proven("The server stopped for 3 s", app, fault, tell)
    tell("  nothing is said while it stands still: the explorer waits for its answer")


def test_no_run_is_lost_when_an_upload_breaks_off_and_the_same_file_can_be_uploaded_then(tell: Tell) -> None:
    async def fault(clients: list[Client], moments: random.Random) -> None:
        for client in clients:
            await client.upload("cut.csv", FILE, cut_after=moments.randrange(len(FILE)))
            await client.rerun()

    async def whole_file(app: App) -> None:
        async with Client(app.port) as client:
            await client.upload("cut.csv", FILE, cut_after=len(FILE) // 2)
            await client.upload("cut.csv", FILE)
            assert "data=file" in client.query
            assert client.troubles == []

    with serving() as app:
        asyncio.run(whole_file(app))
        proven("An upload cut short", app, fault, tell)
        assert list(app.temporary.glob("tmp*")) == []
        tell(f"  of {2 * REPEATS} broken uploads no file is left")
