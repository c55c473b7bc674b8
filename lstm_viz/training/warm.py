"""Preloaded by the fork server: importing this pays what a process's first training step costs (about 1.5 s).

Workers are forked from a process that has done it, and start warm.
"""

# ruff: noqa: E402  # importing torch takes seconds, in which the server may end
import atexit
import os
import sys
import threading
from types import TracebackType

_told = os.environ.pop("LSTM_VIZ_SERVER_PID", None)
_server = int(_told) if _told else os.getppid()
_imported = threading.Event()


def _end_with_server() -> None:
    """End at once when the server does: the workers that it asked for would find nothing to start from."""
    while os.getppid() == _server:
        if _imported.wait(0.2):
            return
    os._exit(0)


def _say_nothing_of_a_lost_server(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Leave out that a worker found nothing to start from, which is when its server ends as it is forked."""
    if not issubclass(kind, FileNotFoundError | EOFError | BrokenPipeError):
        sys.__excepthook__(kind, error, trace)


_watch = threading.Thread(target=_end_with_server, daemon=True)
_watch.start()

import numpy as np
import torch

from lstm_viz.records import ModelConfig, Problem, TrainConfig
from lstm_viz.training.advance import advance, start

torch.set_num_threads(1)


def tiny_problem() -> Problem:
    """Return a series of eight timesteps, enough for one step of training."""
    zeros = np.zeros((1, 8))
    return Problem(
        inputs=zeros[..., None],
        targets=zeros,
        part=zeros,
        window=4,
        loss_at_last=False,
        loss="mse",
        output_size=1,
        probe=0,
        actual=zeros,
        anchor=zeros,
        target_scale=None,
        input_names=("x",),
        target_name="x",
        unit="",
    )


def _pay() -> None:
    model, train, problem = ModelConfig(hidden_size=2), TrainConfig(), tiny_problem()
    advance(start(model, train, problem), problem, model, train, steps=1)


_pay()
if _told:
    sys.excepthook = _say_nothing_of_a_lost_server
_imported.set()
_watch.join()  # processes are forked from here on, and no thread may stand by
atexit.register(os._exit, 0)  # torch takes seconds to be taken down
