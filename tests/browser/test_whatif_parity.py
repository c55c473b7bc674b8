"""The page's what-if against Python's, in a real browser, for every kind of intervention."""

import json
from collections.abc import Sequence
from typing import Any, get_args

import numpy as np
import pytest
from playwright.sync_api import Page

from lstm_viz.model.intervene import Intervention, Kind, Signal, intervene
from lstm_viz.model.network import weights_of
from lstm_viz.records import TEST, Array, Problem
from tests.browser.file_server import FileServer
from tests.browser.networks import Case, errors_of
from tests.browser.parity import SIGNALS, WIDE_TOLERANCE, assert_same_errors, gaps, pieces_of, serve

CASES = [
    Case(F=1, H=16, L=1, K=1, T=120, trained_steps=40),
    Case(F=1, H=8, L=2, K=1, T=60, trained_steps=25, normalisation="difference"),
    Case(F=3, H=7, L=3, K=5, T=50, factor=2.0),
    Case(F=1, H=16, L=1, K=1, T=120, trained_steps=40, cell="gru"),
    Case(F=3, H=7, L=3, K=5, T=50, factor=2.0, cell="gru"),
    Case(F=1, H=8, L=2, K=1, T=60, trained_steps=25, normalisation="difference", cell="rnn"),
    Case(F=3, H=7, L=3, K=5, T=50, factor=1.5, cell="rnn"),
    Case(F=2, H=8, L=1, K=15, T=60, ahead=3),
]

COMPUTE = """async ([held, names]) => {
  const { unpack } = await import("/wire.js");
  const { think } = await import("/scene.js");
  const { suppose } = await import("/whatif/suppose.js");
  const get = async (name) => unpack(await (await fetch(name)).arrayBuffer());
  const [problem, live] = [await get("/problem"), await get("/live")];
  const { trace, errors } = suppose({ problem, ...think(problem, live) }, JSON.parse(held));
  const signals = trace.layers.flatMap((layer) => [...names].map((name) => layer.signals[name]));
  await fetch("/answer", { method: "POST", body: new Blob([...signals, trace.y]) });
  return errors;
}"""

ABLATE = """async () => {
  const { unpack } = await import("/wire.js");
  const { think } = await import("/scene.js");
  const { withoutEach } = await import("/whatif/each_unit.js");
  const get = async (name) => unpack(await (await fetch(name)).arrayBuffer());
  const [problem, live] = [await get("/problem"), await get("/live")];
  const last = problem.arrays.part.length - 1;
  const job = withoutEach({ problem, ...think(problem, live) }, { layer: 0, from: 0, to: last });
  let now = job.next();
  while (!now.done) now = job.next();
  return now.value.units.map(({ unit, outcome }) => [unit, outcome.cost]);
}"""


def sets_of(case: Case) -> dict[str, list[Intervention]]:
    """One set for each signal and kind in each layer, one of everything at once, and the ends of the sequence."""
    last, some = case.T - 1, (0, case.H - 1)
    found: dict[str, list[Intervention]] = {"nothing": []}
    for layer in range(case.L):
        for signal in signals_of(case):
            found[f"{signal} of layer {layer} held"] = [Intervention(layer, None, signal, 9, 14, value=0.4)]
            found[f"{signal} of layer {layer} frozen"] = [Intervention(layer, some, signal, 20, 31, "freeze")]
            found[f"{signal} of layer {layer} frozen from the start"] = [
                Intervention(layer, some, signal, 0, 6, "freeze")
            ]
        found[f"ablated in layer {layer}"] = [Intervention(layer, (2,), "h", 0, last, "ablate")]
    state: Signal = "c" if case.cell == "lstm" else "h"
    found["the last timestep"] = [Intervention(0, None, state, last, last, value=-1.5)]
    random = np.random.default_rng(5)
    found["all at once"] = [_any(case, random) for _ in range(12)]
    return found


def signals_of(case: Case) -> list[Signal]:
    return [signal for signal in get_args(Signal) if signal in SIGNALS[case.cell]]


def _any(case: Case, random: np.random.Generator) -> Intervention:
    kind: Kind = random.choice(get_args(Kind))
    signal: Signal = "h" if kind == "ablate" else random.choice(signals_of(case))
    units = tuple(int(unit) for unit in random.choice(case.H, size=3, replace=False))
    from_t = int(random.integers(case.T))
    return Intervention(
        layer=int(random.integers(case.L)),
        units=units if random.random() < 0.7 else None,
        signal=signal,
        from_t=from_t,
        to_t=int(random.integers(from_t, case.T)),
        kind=kind,
        value=float(random.uniform(0, 1)) if kind == "hold" else 0.0,
    )


def as_the_page_says(interventions: Sequence[Intervention]) -> str:
    """The same in the explorer's own names."""
    return json.dumps(
        [
            {"layer": each.layer, "units": each.units, "signal": each.signal, "kind": each.kind, "value": each.value}
            | {"from": each.from_t, "to": each.to_t}
            for each in interventions
        ]
    )


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_page_s_what_if_is_python_s(page: Page, files: FileServer, case: Case) -> None:
    problem, network = serve(page, files, case)
    weights, names = weights_of(network), SIGNALS[case.cell]
    for name, held in sets_of(case).items():
        errors: Any = page.evaluate(COMPUTE, [as_the_page_says(held), names])
        sizes = [case.T * case.H] * (len(names) * case.L) + [case.T * case.K]
        found = pieces_of(files.posted.pop("/answer"), sizes)
        expected = intervene(weights, problem.inputs[0], held)
        assert gaps(found, expected) <= WIDE_TOLERANCE, name
        assert expected.y_hat is not None
        assert_same_errors(errors, errors_of(problem, expected.y_hat))


@pytest.mark.parametrize("case", [CASES[1], CASES[4], CASES[7]], ids=str)
def test_what_each_unit_is_worth_is_what_python_says(page: Page, files: FileServer, case: Case) -> None:
    problem, network = serve(page, files, case)
    states: tuple[Signal, ...] = ("c", "h") if case.cell == "lstm" else ("h",)
    expected = []
    for unit in range(case.H):
        held = [Intervention(0, (unit,), signal, 0, case.T - 1) for signal in states]
        y_hat = intervene(weights_of(network), problem.inputs[0], held).y_hat
        assert y_hat is not None
        expected.append((unit, cost_of(problem, y_hat)))
    expected.sort(key=lambda each: -each[1])
    found: Any = page.evaluate(ABLATE)
    assert [unit for unit, _ in found] == [unit for unit, _ in expected]
    np.testing.assert_allclose([cost for _, cost in found], [cost for _, cost in expected], rtol=0, atol=1e-6)


def cost_of(problem: Problem, y: Array) -> float:
    """The test part's mean absolute error; of classes 1 less the mean probability of the right one."""
    if problem.loss != "cross_entropy":
        return float(errors_of(problem, y)["test"]["network"]["mae"])
    asked = problem.part[0] == TEST
    share = np.exp(y - y.max(axis=1, keepdims=True))
    share /= share.sum(axis=1, keepdims=True)
    return float(1 - share[asked, problem.targets[0, asked]].mean())
