"""The browser's network against torch's, in a real browser, on the bytes that the server sends."""

from copy import deepcopy

import numpy as np
import pytest
import torch
from playwright.sync_api import Page

from lstm_viz.model.capture import capture
from tests.browser.file_server import FileServer
from tests.browser.networks import Case, errors_of, free_run, quantiles_by_hand, way_back
from tests.browser.parity import SIGNALS, WIDE_TOLERANCE, assert_same_errors, gaps, pieces_of, serve

TOLERANCE = 1e-6
"""Times a signal's size where that is over 1: torch's own float32 is not nearer to the truth than this."""
RUN_ON = 30

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
    Case(F=2, H=16, L=1, K=60, T=90, ahead=12),
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
  const thought = think(problem, live);
  const { trace, shown, errors } = thought;
  const signals = trace.layers.flatMap((layer) => [...names].map((name) => layer.signals[name]));
  const free = runOn(problem, thought, steps);
  const parts = [...signals, trace.y, shown.levels, free].filter((array) => array !== null);
  await fetch("/answer", { method: "POST", body: new Blob(parts) });
  return { errors, levels: shown.levels !== null, free: free !== null };
}"""


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_browser_computes_what_torch_computes(page: Page, files: FileServer, case: Case) -> None:
    problem, network = serve(page, files, case)
    said = page.evaluate(COMPUTE, [RUN_ON, SIGNALS[case.cell]])

    series, alone = case.K == 1 or case.ahead > 0, case.F == case.K == 1
    further = case.ahead - 1 if case.ahead else RUN_ON * alone
    assert (said["levels"], said["free"]) == (series, further > 0)
    count = len(SIGNALS[case.cell])
    sizes = [case.T * case.H] * (count * case.L) + [case.T * case.K] + [case.T] * series + [further] * (further > 0)
    pieces = pieces_of(files.posted.pop("/answer"), sizes)
    signals, (y, *rest) = pieces[: count * case.L], pieces[count * case.L :]

    sequence = torch.tensor(problem.inputs[:1])
    wide = capture(deepcopy(network).double(), sequence.double())
    assert gaps([*signals, y], wide) <= WIDE_TOLERANCE
    if case.factor == 1:  # float32 itself strays further than this from the truth where weights are large
        assert gaps([*signals, y], capture(network, sequence)) <= TOLERANCE
    if problem.ahead_scale is not None:
        assert wide.y_hat is not None
        medians = quantiles_by_hand(problem, wide.y_hat)[..., 2]
        np.testing.assert_allclose(rest.pop(0), medians[:, 0], rtol=WIDE_TOLERANCE)
        np.testing.assert_allclose(rest.pop(0), medians[-1, 1:], rtol=WIDE_TOLERANCE)
    if problem.target_scale is not None:
        assert wide.y_hat is not None
        expected = way_back(problem.target_scale, wide.y_hat[:, 0], problem.anchor[0])
        np.testing.assert_allclose(rest.pop(0), expected, rtol=WIDE_TOLERANCE)
    if alone:
        np.testing.assert_allclose(rest.pop(0), free_run(problem, network, RUN_ON), rtol=WIDE_TOLERANCE)
    assert rest == []
    assert_same_errors(said["errors"], errors_of(problem, y.reshape(case.T, case.K)))
