"""Training on a cluster whose workers and scheduler are killed."""

import contextlib
import os
import random
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proofs.app import serving
from tests.proofs.client import Client
from tests.proofs.faults import WORDS_WITHIN, Tell, proven
from tests.proofs.pacing import until
from tests.proofs.proc import spawned
from tests.unit.training.cluster import Cluster, end

pytest.importorskip("distributed")
pytestmark = pytest.mark.timeout(1200)
WORKERS = 2


class Machines:
    """A scheduler and the nannies of two workers, as far as they live."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster, self._nannies = cluster, list[subprocess.Popen[bytes]]()

    def start(self) -> None:
        self._cluster.start_scheduler()
        self._nannies = [self._cluster.start_workers() for _ in range(WORKERS)]

    @property
    def workers(self) -> list[int]:
        return [worker for nanny in self._nannies for worker in spawned(nanny.pid)]

    def kill_scheduler(self) -> None:
        self._cluster.kill_scheduler()

    def end_workers(self) -> None:
        for nanny in self._nannies:
            end(nanny)


@contextlib.contextmanager
def machines() -> Iterator[tuple[str, Machines]]:
    """Start them; yield the scheduler's address too; end them all."""
    with tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(Path(folder))
        made = Machines(cluster)
        try:
            made.start()
            yield cluster.address, made
        finally:
            cluster.end()


def test_no_run_is_lost_when_a_worker_of_a_cluster_is_killed(tell: Tell) -> None:
    with machines() as (address, made), serving(LSTM_VIZ_SCHEDULER=address) as app:

        async def fault(_: list[Client], moments: random.Random) -> None:
            assert await until(lambda: len(made.workers) == WORKERS, 60) is not None
            os.kill(moments.choice(made.workers), signal.SIGKILL)

        proven("A worker of a cluster killed", app, fault, tell)


def test_no_run_is_lost_when_the_scheduler_of_a_cluster_is_killed_and_another_started(tell: Tell) -> None:
    said: list[float] = []
    with machines() as (address, made), serving(LSTM_VIZ_SCHEDULER=address) as app:

        async def fault(clients: list[Client], _: random.Random) -> None:
            made.kill_scheduler()
            words = await until(lambda: all(client.feed.words for client in clients), WORDS_WITHIN)
            assert words is not None
            said.append(words)
            made.end_workers()
            made.start()

        proven("The scheduler of a cluster killed and another started", app, fault, tell)
    tell(f"  said so within {max(said):.1f} s")
