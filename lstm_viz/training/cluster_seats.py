"""One seat for each worker process of a cluster, and one queue for all. Everything here is on one event loop.

A seat has one call at a time on its worker, pinned to it, so that a process which ends blames only the call that was in
it: dask would move the call on, and after its fourth process blame whatever had queued behind it.
"""

import asyncio
import contextlib
import pickle
import uuid
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from typing import Any

from lstm_viz.errors import ConnectionLost, WorkerLost
from lstm_viz.training.cluster_members import Member, fault_of
from lstm_viz.training.cluster_worker import Call, bits

LOOK_EVERY, ANSWER_WITHIN, SILENT_FOR, ASK_AGAIN_AFTER = 0.25, 1.0, 10.0, 10.0
"""Seconds: between two looks at who is there; for an answer; without any, until the scheduler counts as gone; until a
worker that could not compute is asked again."""
ENDED = "A training process on the cluster ended while it was at work."


@dataclass(frozen=True)
class Order:
    """A call, and the future that its outcome goes to."""

    future: "Future[Any]"
    call: Call

    def deliver(self, result: Any, error: BaseException | None) -> None:
        """End the future."""
        if error is not None:
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


class Seats:
    """The workers that are there, what each of them computes, and what waits."""

    def __init__(self) -> None:
        self.waiting: asyncio.Queue[Order] = asyncio.Queue()
        self.running: dict[str, Order] = {}
        self.members: dict[str, Member] = {}
        self.left = 0

    async def watch(self, client: Any) -> None:
        """Keep a seat for every worker of a connected client's cluster; return when the connection is lost."""
        seats: dict[str, asyncio.Task[None]] = {}
        clock = asyncio.get_running_loop().time
        heard = clock()
        try:
            while client.status == "running" and clock() - heard < SILENT_FOR:
                with contextlib.suppress(OSError):  # a loss shows in the status; who is busy answers later
                    threads = await asyncio.wait_for(client.scheduler.ncores(), ANSWER_WITHIN)
                    heard = clock()
                    self._update(client, seats, threads)
                nap = asyncio.create_task(asyncio.sleep(LOOK_EVERY))
                await asyncio.wait([nap, *seats.values()], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for seat in seats.values():
                seat.cancel()
            self.members.clear()

    def _update(self, client: Any, seats: dict[str, asyncio.Task[None]], threads: dict[str, int]) -> None:
        """Take away the seats of workers that have left, with what they computed; add one for each that has come."""
        for address in [each for each, seat in seats.items() if each not in threads or seat.done()]:
            seats.pop(address).cancel()
            del self.members[address]
            self.left += 1
            order = self.running.pop(address, None)
            if order is not None:
                order.deliver(None, WorkerLost(ENDED))
        for address in threads.keys() - seats.keys():
            self.members[address] = Member(threads[address])
            seats[address] = asyncio.create_task(self._sit(client, address))

    def lose(self, sentence: str) -> None:
        """End every call that runs or waits with `ConnectionLost`."""
        running = list(self.running.values())
        self.running.clear()
        waiting = [order for order in self._empty_queue() if order.future.set_running_or_notify_cancel()]
        for order in [*running, *waiting]:
            order.deliver(None, ConnectionLost(sentence))

    def cancel_waiting(self) -> None:
        """Cancel every call that waits."""
        for order in self._empty_queue():
            order.future.cancel()

    def _empty_queue(self) -> list[Order]:
        return [self.waiting.get_nowait() for _ in range(self.waiting.qsize())]

    async def _sit(self, client: Any, address: str) -> None:
        with contextlib.suppress(CancelledError):  # dask's own; what was computed is still in `running`, for `watch`
            await self._serve(client, address)

    async def _serve(self, client: Any, address: str) -> None:
        """One seat: a question about the worker's bits, and the next call of the queue, again and again."""
        member = self.members[address]
        while member.bits is None:
            member.bits, error = await _compute(client, address, Call(bits))
            if error is not None:
                member.fault = fault_of(error)
                await asyncio.sleep(ASK_AGAIN_AFTER)
        member.fault = None
        while True:
            order = await self.waiting.get()
            if not order.future.set_running_or_notify_cancel():
                continue
            self.running[address] = order
            outcome = await _compute(client, address, order.call)
            if self.running.get(address) is not order:
                return  # the seat was taken away, and dask swallowed the cancellation
            del self.running[address]
            order.deliver(*outcome)


async def _compute(client: Any, address: str, call: Call) -> tuple[Any, Exception | None]:
    """Return the result and the error, one of which is None, of a call on one worker.

    Raises:
        CancelledError: the client is no longer connected, or somebody has restarted the whole cluster.
    """
    import dask  # only where a cluster is used
    from distributed import KilledWorker  # only where a cluster is used

    future = None
    try:
        payload = pickle.dumps(call)
        limit = {"distributed.admin.large-graph-warning-threshold": len(payload) + 2**20}
        with dask.config.set(limit):  # a problem travels once, and has no other way
            future = client.submit(pickle.loads, payload, key=f"lstm_viz-{uuid.uuid4()}", workers=[address])
        outcome: tuple[Any, Exception | None] = pickle.loads(await future)  # noqa: S301  # our own workers' words
    except CancelledError:
        raise
    except KilledWorker:
        return None, WorkerLost(ENDED)
    except Exception as error:  # noqa: BLE001  # it belongs to whoever waits for the outcome
        return None, error
    finally:
        if future is not None:
            future.release()
    return outcome
