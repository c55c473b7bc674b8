"""The browser's network against torch's, in a real browser, on the bytes that the server sends."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import numpy as np
import pytest
import torch
from playwright.sync_api import Page

from lstm_viz.explorer.messages import live_message, problem_message
from lstm_viz.model.capture import capture
from lstm_viz.model.network import weights_of
from lstm_viz.records import Array, Run, Segment, State, Trace, TrainConfig
from lstm_viz.training.status import RunStatus
from tests.browser.file_server import FileServer, file_server
from tests.browser.networks import Case, errors_of, free_run, network_of, problem_of, way_back

TOLERANCE = 1e-6
"""Times a signal's size where that is over 1: torch's own float32 is not nearer to the truth than this."""
WIDE_TOLERANCE = 1e-10
RUN_ON = 30
STATUS = RunStatus("paused", None, 0, 1, None, None, 0.01, None, None, None, None)

SIGNALS = {"lstm": "ifgoch", "gru": "rznh", "rnn": "h"}
CASES = [
    Case(F=1, H=16, L=1, K=1, T=200, trained_steps=40),
    Case(F=1, H=32, L=2, K=1, T=120, trained_steps=25, normalisation="difference"),
    Case(F=1, H=8, L=3, K=1, T=60, trained_steps=25, normalisation="log_difference"),
    Case(F=3, H=16, L=1, K=5, T=90, trained_steps=25),
    Case(F=3, H=7, L=2, K=5, T=50, factor=3.0),
    Case(F=3, H=24, L=3, K=1, T=80, factor=2.0, normalisation="difference"),
    Case(F=1, H=1, L=1, K=1, T=1),
    Case(F=1, H=64, L=1, K=5, T=40, factor=5.0),
    Case(F=1, H=128, L=1, K=1, T=1000),
    Case(F=1, H=16, L=1, K=1, T=200, trained_steps=40, cell="gru"),
    Case(F=3, H=7, L=3, K=5, T=50, factor=3.0, cell="gru"),
    Case(F=1, H=16, L=2, K=1, T=200, trained_steps=40, cell="rnn", normalisation="difference"),
    Case(F=3, H=7, L=3, K=5, T=50, factor=3.0, cell="rnn"),
]

COMPUTE = """async ([steps, names]) => {
  const { unpack } = await import("/wire.js");
  const { runOn, think } = await import("/scene.js");
  const get = async (name) => unpack(await (await fetch(name)).arrayBuffer());
  const [problem, live] = [await get("/problem"), await get("/live")];
  const { weights, trace, shown, errors } = think(problem, live);
  const signals = trace.layers.flatMap((layer) => [...names].map((name) => layer.signals[name]));
  const free = runOn(problem, weights, steps);
  const parts = [...signals, trace.y, shown.levels, free].filter((array) => array !== null);
  await fetch("/answer", { method: "POST", body: new Blob(parts) });
  return { errors, levels: shown.levels !== null, free: free !== null };
}"""


@pytest.fixture(scope="session")
def files() -> Iterator[FileServer]:
    with file_server() as server:
        yield server


def pieces_of(body: bytes, sizes: list[int]) -> list[Array]:
    """Cut float64 numbers into pieces of these sizes; nothing may be left."""
    numbers = np.frombuffer(body, "<f8")
    assert len(numbers) == sum(sizes)
    return np.split(numbers, np.cumsum(sizes)[:-1])


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_browser_computes_what_torch_computes(page: Page, files: FileServer, case: Case) -> None:
    problem = problem_of(case)
    network = network_of(case, problem)
    state = State(step=0, weights=weights_of(network))
    segments = (Segment(0, TrainConfig()),)
    run = Run(case.model, segments, state.losses, state.validation, {0: state.weights}, state, "", "")
    files.messages["/problem"] = problem_message(problem, case.model, {})
    files.messages["/live"] = live_message(STATUS, run, None)
    page.goto(files.address)
    said = page.evaluate(COMPUTE, [RUN_ON, SIGNALS[case.cell]])

    series, alone = case.K == 1, case.F == case.K == 1
    assert (said["levels"], said["free"]) == (series, alone)
    count = len(SIGNALS[case.cell])
    sizes = [case.T * case.H] * (count * case.L) + [case.T * case.K] + [case.T] * series + [RUN_ON] * alone
    pieces = pieces_of(files.posted.pop("/answer"), sizes)
    signals, (y, *rest) = pieces[: count * case.L], pieces[count * case.L :]

    sequence = torch.tensor(problem.inputs[:1])
    wide = capture(deepcopy(network).double(), sequence.double())
    assert gaps([*signals, y], wide) <= WIDE_TOLERANCE
    if case.factor == 1:  # float32 itself strays further than this from the truth where weights are large
        assert gaps([*signals, y], capture(network, sequence)) <= TOLERANCE
    if problem.target_scale is not None:
        assert wide.y_hat is not None
        expected = way_back(problem.target_scale, wide.y_hat[:, 0], problem.anchor[0])
        np.testing.assert_allclose(rest.pop(0), expected, rtol=WIDE_TOLERANCE)
    if alone:
        np.testing.assert_allclose(rest.pop(0), free_run(problem, network, RUN_ON), rtol=WIDE_TOLERANCE)
    assert rest == []
    assert_same_errors(said["errors"], errors_of(problem, y.reshape(case.T, case.K)))


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
