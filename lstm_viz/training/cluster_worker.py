"""What a cluster's worker runs.

A call travels as bytes that `pickle.loads` turns into its outcome: the graph names nothing but the standard library, so
the scheduler needs no `lstm_viz`, and a worker that lacks it says so.
"""

import contextlib
import ctypes
import hashlib
import pickle
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lstm_viz.records import ModelConfig, TrainConfig

_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Call:
    """A function and what it is called with. Pickled and loaded again, it is the outcome, as bytes."""

    function: Callable[..., Any]
    args: Any = ()
    kwargs: Any = None

    def __reduce__(self) -> tuple[Callable[..., bytes], tuple[Any, ...]]:
        return compute, (self.function, self.args, self.kwargs or {})


def compute(function: Callable[..., Any], args: Any, kwargs: Any) -> bytes:
    """Return the pickled pair of a call's result and its exception, one of which is None."""
    import torch  # only in workers

    with _one_at_a_time:  # a process has one random number generator, which dropout reads
        torch.set_num_threads(1)  # counts for the thread that says it only
        outcome: tuple[Any, Exception | None]
        try:
            outcome = function(*args, **kwargs), None
        except Exception as error:  # noqa: BLE001  # it belongs to whoever waits for the future
            outcome = None, error
        return pickle.dumps(outcome)


@dataclass(frozen=True)
class Bits:
    """What a worker computes with, and a digest of what comes out: workers of equal digests give equal bits."""

    torch_version: str
    instruction_set: str
    digest: str


def bits() -> Bits:
    """Return this worker's bits, from ten steps of a small training: the worker is warm then."""
    _keep_freed_memory()
    import torch  # only in workers

    from lstm_viz.training.advance import advance, start  # only in workers
    from lstm_viz.training.warm import tiny_problem  # only in workers

    model, train, problem = ModelConfig(hidden_size=32), TrainConfig(batch_size=32), tiny_problem()
    state = advance(start(model, train, problem), problem, model, train, steps=10)
    digest = hashlib.sha256(b"".join(state.weights[name].tobytes() for name in sorted(state.weights)))
    return Bits(str(torch.__version__), torch.backends.cpu.get_cpu_capability(), digest.hexdigest())


def _keep_freed_memory() -> None:
    """Let malloc keep what torch frees.

    Dask's nanny has it given back to the system at once, and training then takes 1.6 times as long.
    """
    trim_threshold, mmap_threshold = -1, -3  # names in malloc.h
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):  # a C library that has other ways
            malloc_options = ctypes.CDLL(None).mallopt
            malloc_options(trim_threshold, 64 * 2**20)
            malloc_options(mmap_threshold, 32 * 2**20)
