"""The server is killed and started again; its disk is full: runs go on."""

import asyncio
import random
from functools import partial

import pytest

from lstm_viz.training.run_file import read_run
from tests.proofs.app import App, serving
from tests.proofs.client import Client
from tests.proofs.faults import REPEATS, RUNS, WORDS_WITHIN, Fault, Tell, proven
from tests.proofs.feed import Feed
from tests.proofs.pacing import until
from tests.proofs.small_disk import fill, small_disk

pytestmark = pytest.mark.timeout(900)
MOST_SECONDS_LOST = 3.0
NOT_SAVED = "not being saved"


def kill_and_restart(app: App, said: list[float], lost: list[float], outlived: list[str]) -> Fault:
    """Return the fault that the server is killed and started again; it notes what this cost."""

    async def fault(clients: list[Client], _: random.Random) -> None:
        before = [(client.feed.run_id, client.feed.step, client.feed.pace) for client in clients]
        ending = asyncio.create_task(asyncio.to_thread(app.kill))
        words = await until(lambda: all(client.feed.words for client in clients), WORDS_WITHIN)
        assert words is not None
        said.append(words)
        outlived.extend(await ending)
        await asyncio.to_thread(app.start)
        for client, (run_id, step, pace) in zip(clients, before, strict=True):
            client.troubles.clear()  # the connection was closed: that is the fault
            await client.reconnect()
            assert client.feed.run_id == run_id
            lost.append(max(0.0, step - await client.feed.step_now()) / pace)

    return fault


def test_runs_go_on_from_their_last_kept_state_when_the_server_is_killed_and_started_again(tell: Tell) -> None:
    said: list[float] = []
    lost: list[float] = []
    outlived: list[str] = []
    with serving() as app:
        proven("The server killed and started again", app, kill_and_restart(app, said, lost, outlived), tell)
    tell(
        f"  said so within {max(said):.1f} s; {sorted(lost)[len(lost) // 2]:.1f} s of training lost (median), "
        f"{max(lost):.1f} s (worst); {len(outlived)} processes outlived it by 5 s"
    )
    assert outlived == []
    assert max(lost) <= MOST_SECONDS_LOST


def _warns(feed: Feed) -> bool:
    return NOT_SAVED in feed.words


def fill_and_empty(app: App, said: list[float], saved: list[float]) -> Fault:
    """Return the fault that the disk is full for a while."""

    async def fault(clients: list[Client], moments: random.Random) -> None:
        filler = fill(app.runs)
        for client in clients:
            words = await until(partial(_warns, client.feed), 10)
            assert words is not None
            said.append(words)
        steps = [client.feed.step for client in clients]
        await asyncio.sleep(moments.uniform(0.8, 1.5))
        pairs = list(zip(clients, steps, strict=True))
        assert await until(lambda: all(client.feed.step > step for client, step in pairs), 10) is not None
        filler.unlink()
        back = await until(lambda: not any(client.feed.words for client in clients), 10)
        assert back is not None
        saved.append(back)

    return fault


def test_training_goes_on_with_a_warning_while_the_disk_is_full_and_is_saved_again_when_there_is_room(
    tell: Tell,
) -> None:
    said: list[float] = []
    saved: list[float] = []
    with serving(small_disk) as app:
        proven("The disk full", app, fill_and_empty(app, said, saved), tell)
        kept = [read_run(path) for path in app.runs.glob("*.run")]
    tell(f"  warned within {max(said):.1f} s; saved again within {max(saved):.1f} s after there was room")
    assert len(said) == REPEATS * RUNS
    assert max(said) <= WORDS_WITHIN
    assert [each.run is not None and each.run.newest.step > 0 for each in kept] == [True] * RUNS
