"""The local engine: single-worker process pools behind one queue.

One pool a slot, so that a broken pool blames only the chunk that was in it; one first-in-first-out queue, so that runs
share the slots evenly. Workers come warm from a fork server on Linux, and end when their parent does.
"""

import atexit
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, forkserver, resource_tracker
from typing import Any

from lstm_viz.errors import WorkerLost
from lstm_viz.training.engine import Engine, EngineReport

PRELOAD = "lstm_viz.training.warm"
SERVER = "LSTM_VIZ_SERVER_PID"
_starting_fork_server = threading.Lock()
START_AGAIN_AFTER, KILL_AGAIN_AFTER, LEAVING = 0.1, 0.05, 5.0


def _follow_parent(nice: int) -> None:
    """In a worker: one thread for torch, no say for Ctrl-C, and an end as soon as the server's process ends."""
    import torch  # only in workers

    if nice and hasattr(os, "nice"):  # Windows has none
        os.nice(nice)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    torch.set_num_threads(1)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _start_fork_server() -> None:
    """Start it if it is not there, and tell it whose it is: when it asks for its parent, that one may have ended."""
    with _starting_fork_server:
        os.environ[SERVER] = str(os.getpid())
        forkserver.ensure_running()
        del os.environ[SERVER]


def _ready() -> None:
    """Do nothing: a pool that has done it has a worker."""


class LocalEngine(Engine):
    """Runs functions in worker processes on this machine, `slots` at a time, in the order of their coming."""

    def __init__(self, slots: int, *, nice: int = 0) -> None:
        """Make an engine whose workers give way to other processes by `nice`, 0 to 19 as Unix counts it."""
        self.slots, self._nice = slots, nice
        linux = sys.platform == "linux"
        self._context = multiprocessing.get_context("forkserver" if linux else "spawn")
        if linux:
            self._context.set_forkserver_preload([PRELOAD])
        self._lock = threading.Lock()
        self._wake = threading.Condition(self._lock)
        self._waiting: deque[tuple[Future[Any], Callable[..., Any], Any, Any]] = deque()
        self._closed, self._running, self._restarts = False, 0, 0
        self._starting: set[int] = set()
        self._pools: dict[int, ProcessPoolExecutor] = {}
        self._at_work: dict[Future[Any], int] = {}
        self._threads = [threading.Thread(target=self._serve, name=f"slot {n}", daemon=True) for n in range(slots)]

    def warm_up(self) -> None:
        """Start the workers in the background; the first fork waits about 5 s for torch."""
        with self._lock:
            self._start_threads()

    def _start_threads(self) -> None:
        if self._threads[0].ident is None:
            atexit.register(self._leave)
        for thread in self._threads:
            if thread.ident is None:
                thread.start()

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Put a call at the end of the queue. Never waits.

        Raises:
            RuntimeError: the engine is shut down.
        """
        future: Future[Any] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the engine is shut down")
            self._start_threads()
            self._waiting.append((future, function, args, kwargs))
            self._wake.notify()
        return future

    def report(self) -> EngineReport:
        """Return how the engine fares."""
        with self._lock:
            warning = (
                "A training process is being started: training goes on in a few seconds." if self._starting else None
            )
            return EngineReport("this computer", self.slots, self._running, len(self._waiting), self._restarts, warning)

    def _serve(self) -> None:
        """One slot: a pool of one worker, and the next call of the queue, again and again."""
        if sys.platform != "win32":  # processes inherit this from the thread that starts them: Ctrl-C is the server's
            resource_tracker.ensure_running()  # now, for it lifts the mask when it starts
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        pool = self._new_pool()
        while True:
            with self._wake:
                while not (self._waiting or self._closed):
                    self._wake.wait()
                if self._closed:
                    break
                future, function, args, kwargs = self._waiting.popleft()
                self._running += 1
                self._at_work[future] = threading.get_ident()
            error: BaseException | None = None
            result: Any = None
            if future.set_running_or_notify_cancel():
                try:
                    result = pool.submit(function, *args, **kwargs).result()
                except BaseException as raised:  # noqa: BLE001  # it belongs to whoever waits for the future
                    error = raised
            with self._lock:
                broken = self._at_work.pop(future, None) is None or isinstance(error, BrokenProcessPool)
                self._running -= 1
                self._restarts += broken
                closed = self._closed
            if broken:
                pool.shutdown(wait=False)
                pool = pool if closed else self._new_pool()
                error = WorkerLost("A training process ended while it was at work: it has been replaced.")
            if error is not None:
                future.set_exception(error)
            elif not future.cancelled():
                future.set_result(result)
            del future, args, kwargs, result  # they may be large, and the next call long in coming
        pool.shutdown(cancel_futures=True)

    def _new_pool(self) -> ProcessPoolExecutor:
        """Return a pool whose worker is on its way: where the fork server was killed, as soon as there is another."""
        slot = threading.get_ident()
        self._starting.add(slot)
        while True:
            pool = self._pools[slot] = ProcessPoolExecutor(
                1, mp_context=self._context, initializer=_follow_parent, initargs=(self._nice,)
            )
            try:
                if sys.platform == "linux":
                    _start_fork_server()
                pool.submit(_ready).add_done_callback(lambda _: self._starting.discard(slot))
            except OSError:  # the fork server has ended, and multiprocessing has not noticed yet
                pool.shutdown(wait=False)
                with self._wake:
                    if self._wake.wait_for(lambda: self._closed, START_AGAIN_AFTER):
                        return pool
            except RuntimeError:  # the next call finds it broken and says so
                return pool
            else:
                return pool

    def break_off(self, call: Future[Any]) -> None:
        """End a call: one that waits never runs; of one that runs the worker is killed, and WorkerLost is its error."""
        if call.cancel():
            return
        with self._lock:
            slot = self._at_work.pop(call, None)
            if slot is not None:
                _kill(self._pools[slot])

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls; those that wait are cancelled; those that run end by themselves."""
        del cancel_futures  # what waits could never run: the slots end
        with self._wake:
            self._closed = True
            waiting, self._waiting = list(self._waiting), deque()
            self._wake.notify_all()
        for future, *_ in waiting:
            future.cancel()
        if wait:
            for thread in self._threads:
                if thread.ident is not None:
                    thread.join()

    def end(self) -> None:
        """Shut down at once: calls that run are broken off, and no process is left."""
        self.shutdown(wait=False)
        for thread in self._threads:
            while thread.is_alive():  # a worker that is just being started is there to be killed only then
                for pool in list(self._pools.values()):
                    _kill(pool)
                thread.join(KILL_AGAIN_AFTER)

    def _leave(self) -> None:
        """Let the slots end before the process does: of a pool that is just being made something would be left over."""
        self.shutdown(wait=False)
        for thread in self._threads:
            thread.join(LEAVING)


def _kill(pool: ProcessPoolExecutor) -> None:
    for worker in list((pool._processes or {}).values()):  # noqa: SLF001  # before Python 3.14 nothing public knows them
        worker.kill()
