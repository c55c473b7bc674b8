"""“Why this output?” as the browser works it out against the same in Python, on the bytes that the server sends."""

from copy import deepcopy

import numpy as np
import pytest
import torch
from playwright.sync_api import Page

from lstm_viz.model.gradients import gradient_map, gradient_norms, gradient_times_input, occlusion
from lstm_viz.model.network import Network, weights_of
from lstm_viz.records import Array, Problem
from tests.browser.file_server import FileServer
from tests.browser.networks import Case
from tests.browser.parity import pieces_of, serve

TOLERANCE = 1e-9
"""Times a number's size where that is over 1: both compute in float64."""

CASES = [
    Case(F=1, H=16, L=1, K=1, T=200, trained_steps=40),
    Case(F=1, H=32, L=2, K=1, T=120, trained_steps=25, normalisation="difference"),
    Case(F=1, H=8, L=3, K=1, T=60, trained_steps=25, normalisation="log_difference"),
    Case(F=3, H=16, L=1, K=5, T=90, trained_steps=25),
    Case(F=3, H=7, L=2, K=5, T=50, factor=3.0),
    Case(F=3, H=24, L=3, K=1, T=80, factor=2.0),
    Case(F=1, H=1, L=1, K=1, T=1),
    Case(F=1, H=64, L=1, K=5, T=40, factor=5.0),
    Case(F=2, H=16, L=1, K=60, T=90, ahead=12),
    Case(F=1, H=9, L=2, K=15, T=40, factor=3.0, ahead=3, cell="gru"),
    Case(F=1, H=16, L=1, K=1, T=200, trained_steps=40, cell="gru"),
    Case(F=1, H=8, L=3, K=1, T=60, trained_steps=25, normalisation="log_difference", cell="gru"),
    Case(F=3, H=7, L=2, K=5, T=50, factor=3.0, cell="gru"),
    Case(F=1, H=1, L=1, K=1, T=1, cell="gru"),
    Case(F=1, H=16, L=2, K=1, T=200, trained_steps=40, cell="rnn"),
    Case(F=3, H=7, L=3, K=5, T=50, factor=1.5, cell="rnn"),
    Case(F=1, H=1, L=1, K=1, T=1, cell="rnn"),
]

# For each of the timesteps: gradient × input, occlusion, then the norms by h of each layer, and by c of an LSTM's. Then
# the map of every column, and of all of them together.
COMPUTE = """async (timesteps) => {
  const { unpack } = await import("/wire.js");
  const { think } = await import("/scene.js");
  const { takeApart } = await import("/why/answer.js");
  const { gradientMap } = await import("/why/gradient_map.js");
  const { predictedOutput } = await import("/why/asked.js");
  const result = (job) => {
    let now = job.next();
    while (!now.done) now = job.next();
    return now.value;
  };
  const get = async (name) => unpack(await (await fetch(name)).arrayBuffer());
  const [problem, live] = [await get("/problem"), await get("/live")];
  const { weights, trace, shown } = think(problem, live);
  const { model } = problem.values;
  const known = { weights, model, trace };
  const T = problem.arrays.part.length;
  const parts = timesteps.flatMap((t) => {
    const { gradient, occluded, norms } = result(takeApart(known, problem, shown.levels, t));
    return [gradient, occluded, ...norms.h, ...norms.c];
  });
  const outputs = Int32Array.from({ length: T }, (_, t) => t);
  const columns = [...Array.from({ length: model.input_size }, (_, f) => f), null];
  const outputAt = (t) => predictedOutput(problem, known, t);
  const maps = columns.map((column) => result(gradientMap(known, outputs, outputAt, column)));
  await fetch("/answer", { method: "POST", body: new Blob([...parts, ...maps]) });
}"""


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_browser_takes_an_answer_apart_as_python_does(page: Page, files: FileServer, case: Case) -> None:
    problem, network = serve(page, files, case)
    weights = weights_of(network)
    timesteps = sorted({0, case.T // 2, case.T - 1})
    page.evaluate(COMPUTE, timesteps)

    asked = asked_of(network, problem)
    expected = [part for t in timesteps for part in taken_apart(weights, problem, t, asked)]
    columns: list[int | None] = [*range(case.F), None]
    expected += [gradient_map(weights, problem.inputs[0], asked, column).ravel() for column in columns]
    if case.F == 1:
        expected[-1] = np.abs(expected[-1])  # the length over all columns, which the browser is asked for by name
    pieces = pieces_of(files.posted.pop("/answer"), [len(part) for part in expected])
    for own, its in zip(pieces, expected, strict=True):
        assert np.abs(own - its).max() <= TOLERANCE * max(1.0, np.abs(its).max())


def asked_of(network: Network, problem: Problem) -> Array:
    """Which output is the answer at each timestep, (T,), told by the outputs in float64."""
    with torch.no_grad():
        y = deepcopy(network).double()(torch.tensor(problem.inputs[:1]).double())[0].numpy()
    if problem.loss != "quantile":
        return np.asarray(y.argmax(axis=1))
    return np.array([list(row[:5]).index(sorted(row[:5])[2]) for row in y])


def taken_apart(weights: dict[str, Array], problem: Problem, t: int, asked: Array) -> list[Array]:
    """Gradient × input, occlusion, and the norms by each layer's states, up to t, as Python works them out."""
    inputs = problem.inputs[0]
    norms = gradient_norms(weights, problem, t)
    lengths = [row[: t + 1] for rows in (norms.h, norms.c) for row in rows]
    own = int(asked[t])
    return [gradient_times_input(weights, inputs, t, own).sum(axis=1), occlusion(weights, inputs, t, own), *lengths]
