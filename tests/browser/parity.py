"""What every comparison of the browser's numbers with Python's needs: a case's messages served, and what comes back."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from lstm_viz.explorer.messages import live_message, problem_message
from lstm_viz.model.network import Network, weights_of
from lstm_viz.records import Array, CellName, Problem, Run, Segment, State, Trace, TrainConfig
from lstm_viz.training.status import RunStatus
from tests.browser.file_server import FileServer
from tests.browser.networks import Case, network_of, problem_of

WIDE_TOLERANCE = 1e-10
"""Of numbers that both sides work out in float64, times their size where that is over 1."""
STATUS = RunStatus("paused", None, 0, 1, None, None, 0.01, None, None, None, None)
SIGNALS: dict[CellName, str] = {"lstm": "ifgoch", "gru": "rznh", "rnn": "h"}


def serve(page: Page, files: FileServer, case: Case) -> tuple[Problem, Network]:
    """Serve the case's problem and network as messages, and open the empty page beside them."""
    problem = problem_of(case)
    network = network_of(case, problem)
    state = State(step=0, weights=weights_of(network))
    segments = (Segment(0, TrainConfig()),)
    run = Run(case.model, segments, state.losses, state.validation, {0: state.weights}, state, "", "")
    files.messages["/problem"] = problem_message(problem, case.model, {})
    files.messages["/live"] = live_message(STATUS, run, None)
    page.goto(files.address)
    return problem, network


def pieces_of(body: bytes, sizes: list[int]) -> list[Array]:
    """Cut float64 numbers into pieces of these sizes; nothing may be left."""
    numbers = np.frombuffer(body, "<f8")
    assert len(numbers) == sum(sizes)
    return np.split(numbers, np.cumsum(sizes)[:-1])


def gaps(found: list[Array], trace: Trace) -> float:
    """The largest difference in any signal and in the output, in parts of the signal's size or of 1."""
    assert trace.y_hat is not None
    expected = [layer.signals[name] for layer in trace.layers for name in SIGNALS[layer.cell]] + [trace.y_hat]
    pairs = zip(found, expected, strict=True)
    return max(float(np.abs(own - its.ravel()).max() / max(1.0, np.abs(its).max())) for own, its in pairs)


def assert_same_errors(said: Any, expected: Any) -> None:
    if isinstance(expected, Mapping):
        assert said.keys() == expected.keys()
        for name, value in expected.items():
            assert_same_errors(said[name], value)
    else:
        assert said == (expected if expected is None else pytest.approx(expected, rel=1e-9))
