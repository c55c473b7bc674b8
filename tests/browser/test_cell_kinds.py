"""The cell panel of every kind of cell: each number on the page against `lv.capture`, and what-ifs against Python's."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, get_args

import pytest
import torch
from playwright.sync_api import Page

import lstm_viz as lv
from lstm_viz.explorer.messages import live_message, problem_message
from lstm_viz.figures.specs import explorer_specs
from lstm_viz.model.intervene import Intervention, Signal, intervene
from lstm_viz.model.network import Network, weights_of
from lstm_viz.records import CellName, LayerTrace, Problem, Run, Segment, State, TrainConfig
from tests.browser.cell_truth import READ, assert_panel
from tests.browser.file_server import FileServer
from tests.browser.networks import Case, network_of, problem_of
from tests.browser.parity import STATUS
from tests.browser.test_whatif_parity import as_the_page_says

SIZES: list[dict[str, Any]] = [
    {"F": 1, "H": 6, "L": 1, "K": 1, "T": 40, "trained_steps": 30},
    {"F": 3, "H": 5, "L": 2, "K": 5, "T": 30, "factor": 2.0},
    {"F": 1, "H": 4, "L": 3, "K": 1, "T": 25, "factor": 3.0},
]
CASES = [Case(**size, cell=cell) for cell in get_args(CellName) for size in SIZES]
HELD = [Case(F=1, H=4, L=layers, K=1, T=30, factor=2.0, cell=cell) for cell in get_args(CellName) for layers in (1, 3)]
SIGNALS: dict[CellName, tuple[Signal, ...]] = {
    "lstm": ("f", "i", "g", "o", "c", "h"),
    "gru": ("z", "r", "n", "h"),
    "rnn": ("h",),
}
MADE_BY: dict[CellName, dict[str, str]] = {"lstm": {"c": "+", "h": "×"}, "gru": {"h": "+"}, "rnn": {}}
"""The operator that a state comes out of, pale where something else takes the state's place."""

MOUNT = """async () => {
  const { unpack } = await import("/wire.js");
  const { think } = await import("/scene.js");
  const { createCellPanel } = await import("/cell/panel.js");
  const { createSkeleton, wear } = await import("/skeleton.js");
  const get = async (name) => unpack(await (await fetch(name)).arrayBuffer());
  const [problem, live] = [await get("/problem"), await get("/live")];
  const palette = problem.values.palette.light;
  const bones = createSkeleton(document.body);
  wear(bones.root, palette);
  bones.root.dataset.shows = "all";
  const view = { problem, live, ...think(problem, live), t: 0, unit: 0, layer: 0, palette, supposed: null };
  const go = (place) => panel.draw(Object.assign(view, place));
  const panel = createCellPanel(bones.cell, {
    onUnit: (unit) => go({ unit }), onLayer: (layer) => go({ layer }), onCursor: (t) => go({ t }),
  });
  const asked = [];
  bones.root.addEventListener("lv-ask", ({ detail }) => asked.push(detail));
  go({});
  Object.assign(window, { go, view, asked });
}"""
HOLD = """async (held) => {
  const { suppose } = await import("/whatif/suppose.js");
  go({ supposed: held ? suppose(view, JSON.parse(held)) : null });
}"""
COMPARE = """async ([label, departs]) => {
  const { unpack } = await import("/wire.js");
  const { think } = await import("/scene.js");
  const earlier = unpack(await (await fetch("/earlier")).arrayBuffer());
  go({ supposed: { ...think(view.problem, earlier), label, ...(departs && { base: view.trace }) } });
}"""


def message_of(case: Case, network: Network) -> bytes:
    state = State(step=0, weights=weights_of(network))
    segments = (Segment(0, TrainConfig()),)
    run = Run(case.model, segments, state.losses, state.validation, {0: state.weights}, state, "", "")
    return live_message(STATUS, run, None)


def captured(network: Network, problem: Problem) -> tuple[LayerTrace, ...]:
    return lv.capture(deepcopy(network).double(), torch.tensor(problem.inputs[:1]).double()).layers


def mount(page: Page, files: FileServer, case: Case) -> tuple[Problem, Network]:
    """Show the case's cell, with the table of all units open."""
    problem = problem_of(case)
    network = network_of(case, problem)
    files.messages["/problem"] = problem_message(problem, case.model, explorer_specs(problem, case.cell))
    files.messages["/live"] = message_of(case, network)
    page.goto(files.address)
    page.evaluate(MOUNT)
    page.get_by_role("button", name="all units").click()
    page.locator(".lv-cell-table summary").click()
    page.locator(".lv-cell-table tbody tr").last.wait_for()
    return problem, network


def read(page: Page, **place: int) -> Mapping[str, Any]:
    page.evaluate("(place) => go(place)", place)
    found: Mapping[str, Any] = page.evaluate(READ)
    return found


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_number_of_the_cell_is_what_capture_says(page: Page, files: FileServer, case: Case) -> None:
    problem, network = mount(page, files, case)
    for layer, trace in enumerate(captured(network, problem)):
        for t, unit in [(0, 0), (1, case.H - 1), (case.T // 2, 2), (case.T - 1, 1)]:
            assert_panel(read(page, layer=layer, t=t, unit=unit), trace, t, unit)


@pytest.mark.parametrize("case", [CASES[0], CASES[3], CASES[6]], ids=str)
def test_a_gate_asks_to_be_opened_by_click_and_by_key(page: Page, files: FileServer, case: Case) -> None:
    mount(page, files, case)
    gates = page.locator(".lv-cell-gate").all()
    for gate in gates:
        gate.locator(".lv-cell-rim").click(position={"x": 4, "y": 4})
        gate.focus()
        page.keyboard.press("Enter")
    names = [gate.get_attribute("data-gate") for gate in gates]
    expected = [{"question": "Open a gate", "wish": {"gate": name}} for name in names for _ in range(2)]
    assert page.evaluate("asked") == expected


@pytest.mark.parametrize("case", [CASES[3], CASES[6]], ids=str)
def test_beads_flow_when_a_reader_steps_once(page: Page, files: FileServer, case: Case) -> None:
    mount(page, files, case)
    wires = page.locator(".lv-cell-flow path").count()
    found = page.evaluate("""async () => {
      for (let frame = 0; frame < 30; frame += 1) await new Promise(requestAnimationFrame);
      go({ t: view.t + 1 });
      return document.querySelector(".lv-cell-flow").getAnimations({ subtree: true }).length;
    }""")
    assert found == wires > 0


LAST = 14
"""The last timestep of every span."""


def sets_of(case: Case) -> list[tuple[list[Intervention], dict[str, str]]]:
    """What is held in the last layer, and how that is told at the last timestep of unit 1."""
    top, first = case.L - 1, SIGNALS[case.cell][0]
    hold = [Intervention(top, None, signal, 10, LAST, value=0.4) for signal in SIGNALS[case.cell]]
    rest = {str(each.signal): "held" for each in hold[1:]}
    return [
        *(([each], {str(each.signal): "held"}) for each in hold),
        ([Intervention(top, (0, 1), "h", 0, LAST, "ablate")], {"h": "ablated"}),
        ([Intervention(top, (1,), first, 8, LAST, "freeze"), *hold[1:]], {first: "frozen"} | rest),
        ([Intervention(0, None, first, 3, LAST)], {} if top else {first: "held"}),
        ([Intervention(top, None, first, 3, LAST - 1), Intervention(top, (0,), "h", 0, LAST)], {}),
    ]


@pytest.mark.parametrize("case", HELD, ids=str)
def test_after_a_what_if_both_runs_can_be_read_and_what_is_held_is_told(
    page: Page, files: FileServer, case: Case
) -> None:
    problem, network = mount(page, files, case)
    weights, original, top = weights_of(network), captured(network, problem), case.L - 1
    for interventions, held in sets_of(case):
        expected = intervene(weights, problem.inputs[0], interventions).layers
        page.evaluate(HOLD, as_the_page_says(interventions))
        found = read(page, layer=top, t=LAST, unit=1)
        assert found["whose"] == "What if"
        assert found["summary"] == "Table: What if"
        assert found["sentence"].startswith("What if: ")
        assert_panel(found, expected[top], LAST, 1, held)
        assert found["overruled"] == [sign for signal, sign in MADE_BY[case.cell].items() if signal in held]
        later = LAST + 8  # nothing is held any more, but all follows from it
        assert_panel(read(page, t=later), expected[top], later, 1)
        page.get_by_role("button", name="As it was").click()
        found = read(page, t=LAST)
        assert found["whose"] == "As it was"
        assert_panel(found, original[top], LAST, 1)
        page.evaluate(HOLD, None)
        assert page.get_by_role("button", name="As it was").count() == 0
        found = read(page, t=LAST)
        assert found["whose"] == ""
        assert_panel(found, original[top], LAST, 1)


@pytest.mark.parametrize("case", [CASES[0], CASES[4], CASES[8]], ids=str)
def test_a_compared_step_shows_its_own_weights_when_it_is_chosen(page: Page, files: FileServer, case: Case) -> None:
    problem, network = mount(page, files, case)
    earlier = deepcopy(network)
    with torch.no_grad():
        for parameter in earlier.parameters():
            parameter.mul_(0.7)
    files.messages["/earlier"] = message_of(case, earlier)
    page.evaluate(COMPARE, ["step 40", False])
    found = read(page, t=7, unit=2)
    assert found["whose"] == "Step 0"
    assert_panel(found, captured(network, problem)[0], 7, 2)
    page.get_by_role("button", name="Step 40").click()
    found = read(page, t=8)
    assert found["whose"] == "Step 40"
    assert_panel(found, captured(earlier, problem)[0], 8, 2)
    page.evaluate(COMPARE, ["2 weights typed", True])  # a what-if with other weights is shown at once
    found = read(page, t=9)
    assert found["whose"] == "What if"
    assert_panel(found, captured(earlier, problem)[0], 9, 2)


def test_the_choice_stays_while_a_what_if_is_changed_and_ends_with_it(page: Page, files: FileServer) -> None:
    case = HELD[0]
    _, network = mount(page, files, case)
    files.messages["/earlier"] = message_of(case, network)
    (first, _), (second, _), *_ = sets_of(case)
    page.evaluate(HOLD, as_the_page_says(first))
    page.get_by_role("button", name="As it was").click()
    page.evaluate(HOLD, as_the_page_says(second))
    assert read(page)["whose"] == "As it was"
    page.evaluate(HOLD, None)
    page.evaluate(HOLD, as_the_page_says(first))
    page.get_by_role("button", name="What if").click()
    assert read(page)["whose"] == "What if"
    page.evaluate(COMPARE, ["step 40", False])
    assert read(page)["whose"] == "Step 0"
