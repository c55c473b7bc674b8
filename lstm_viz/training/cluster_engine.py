"""The cluster engine: the same calls on the workers of a running dask scheduler.

All talk with the cluster is on one event loop in a thread of its own; a lost connection is sought again for ever.
"""

import asyncio
import contextlib
import importlib.util
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from lstm_viz.errors import SettingError
from lstm_viz.training.cluster_members import warning_of
from lstm_viz.training.cluster_seats import Order, Seats
from lstm_viz.training.cluster_worker import Call
from lstm_viz.training.engine import Engine, EngineReport

CONNECT_WITHIN, CONNECT_AGAIN_AFTER = 3.0, 0.5
"""Seconds."""


class ClusterEngine(Engine):
    """Runs functions on a cluster's workers, one at a time on each, in the order of their coming."""

    def __init__(self, address: str) -> None:
        """Connect to the scheduler at `address`, “tcp://host:port”, in the background, again and again if need be.

        Raises:
            SettingError: the package that speaks with clusters is not installed.
        """
        if importlib.util.find_spec("distributed") is None:
            raise SettingError("A cluster needs the package distributed: install requirements-cluster.txt.")
        self.address = address
        self._lost: str | None = None
        self._met = False
        self._lock, self._closed = threading.Lock(), False
        self._loop, self._closing = asyncio.new_event_loop(), asyncio.Event()
        self._seats = Seats()
        self._thread = threading.Thread(target=self._run, name=f"cluster {address}", daemon=True)
        self._thread.start()

    @property
    def connected(self) -> bool:
        """Whether calls are taken; they also are until the first connection has come about or failed."""
        return self._lost is None

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Put a call at the end of the queue. Never waits.

        Raises:
            RuntimeError: the engine is shut down.
        """
        order = Order(Future(), Call(function, args, kwargs))
        with self._lock:
            if self._closed:
                raise RuntimeError("the engine is shut down")
            self._loop.call_soon_threadsafe(self._take, order)
        return order.future

    def _take(self, order: Order) -> None:
        self._seats.waiting.put_nowait(order)
        if self._lost is not None:
            self._seats.lose(self._lost)

    def report(self) -> EngineReport:
        """Return how the engine fares."""
        members = list(self._seats.members.values())
        warning = self._lost or (warning_of(members) if self._met else None)
        slots = sum(member.bits is not None for member in members)
        running, waiting = len(self._seats.running), self._seats.waiting.qsize()
        return EngineReport(self.address, slots, running, waiting, self._seats.left, warning)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._stay())

    async def _stay(self) -> None:
        """Stay connected until the engine is shut down."""
        connecting = asyncio.create_task(self._connect())
        await self._closing.wait()
        self._seats.cancel_waiting()
        running = [asyncio.wrap_future(order.future) for order in self._seats.running.values()]
        await asyncio.gather(*running, return_exceptions=True)
        connecting.cancel()
        await asyncio.wait([connecting])

    async def _connect(self) -> None:
        """Connect to the scheduler and compute, again and again."""
        while not self._closing.is_set():  # dask swallows a cancellation while it connects
            sentence = f"The scheduler at {self.address} cannot be reached: start it, or choose another address."
            client = None
            try:
                client = _new_client(self.address)
                await client
                self._lost, self._met = None, True
                sentence = f"The connection to {self.address} is lost: it is sought until the scheduler answers."
                await self._seats.watch(client)
            except OSError:
                pass
            except Exception as error:  # noqa: BLE001  # what is no scheduler, or another version, fails in many ways
                sentence = f"{sentence[:-1]} ({type(error).__name__}: {error})."
            finally:
                self._lose(sentence)  # now, for dask takes a while to close a client
                await _closed(client)
            await asyncio.sleep(CONNECT_AGAIN_AFTER)

    def _lose(self, sentence: str) -> None:
        self._lost = sentence
        self._seats.lose(sentence)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls; those that wait are cancelled; those that run end by themselves."""
        del cancel_futures  # what waits could never run: the connection ends
        with self._lock:
            if not self._closed:
                self._closed = True
                self._loop.call_soon_threadsafe(self._closing.set)
        if wait:
            self._thread.join()


def _new_client(address: str) -> Any:
    from distributed import Client  # only where a cluster is used

    for name in ("distributed", "distributed.client", "distributed.gc"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # `report` says it in one sentence
    return Client(  # type: ignore[no-untyped-call]  # dask's own lacks the annotation
        address,
        asynchronous=True,
        set_as_default=False,
        direct_to_workers=False,  # the server may reach no more than the scheduler
        timeout=CONNECT_WITHIN,
    )


async def _closed(client: Any) -> None:
    with contextlib.suppress(Exception):  # it is of no use any more, whatever it says, if it ever was there
        await client.close()
