"""Weights typed in the opened gate: what the page then supposes against Python, the ways back, and the fork."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from playwright.sync_api import Page, expect

from lstm_viz.data.problem import restore
from lstm_viz.model.network import network_from_weights
from lstm_viz.records import Array, Problem
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.ui.experiment import build
from lstm_viz.ui.saved import explorer_page, open_saved
from lstm_viz.ui.server import DEMO
from lstm_viz.ui.settings import from_query
from tests.browser.drawn import DRAWN
from tests.browser.gate_truth import (
    READ_GATE,
    ROWS,
    Known,
    Place,
    assert_gate,
    choose,
    go,
    known,
    number,
    open_run,
    unpacked,
)
from tests.browser.lab import pause, play, press, status, wait_for


def type_weight(page: Page, name: str, text: str) -> None:
    """Type the weight of a term of the open gate, and press Enter."""
    field = page.get_by_role("textbox", name=re.compile(rf"^{re.escape(name)}(, edited|$)"))
    field.fill(text)
    field.press("Enter")


def answers(truth: Known, problem: Problem) -> Array:
    """What the network answers (T,), in the data's unit, in float64."""
    network = network_from_weights(truth.model, truth.weights).double()
    with torch.no_grad():
        y = network(torch.tensor(truth.inputs[None]).double())[0, :, 0].numpy()
    assert problem.target_scale is not None
    return restore(problem.target_scale, y, problem.anchor[problem.probe])


def assert_dashed(page: Page, truth: Known, problem: Problem, words: str) -> None:
    """The dashed line has this name and is what Python predicts with these weights, and the error's change is told."""
    page.wait_for_function(f"(words) => ({DRAWN})('what if')?.name === words", arg=words)
    dashed, expected = page.evaluate(DRAWN, "what if"), answers(truth, problem)
    there = [(mine, other) for mine, other in zip(dashed["y"], expected, strict=True) if mine is not None]
    assert len(there) > 100
    assert max(abs(mine - other) for mine, other in there) <= 1e-6
    told = " ".join(page.evaluate(READ_GATE)["told"])
    found = re.findall(r"(train|validation|test) (?:\S+ → )?(\S+) \(", told)
    assert [part for part, _ in found] == ["train", "validation", "test"]
    for number_of_part, (_, after) in enumerate(found):
        asked = problem.part[problem.probe] == number_of_part
        off = np.abs(expected - problem.actual[problem.probe])[asked].mean()
        assert number(after) == pytest.approx(off, rel=0.006)


@pytest.mark.parametrize(
    ("cell", "gate", "first", "second"),
    [
        ("lstm", "g", ("h of unit 0", "weight_hh_l1", 2 * 6 + 3, 0), ("bias", "bias_ih_l1", 2 * 6 + 3, None)),
        ("gru", "n", ("own h (unit 3)", "weight_hh_l1", 2 * 6 + 3, 3), ("bias b′", "bias_hh_l1", 2 * 6 + 3, None)),
        ("rnn", "h", ("unit 2 of layer 1", "weight_ih_l1", 3, 2), ("own h (unit 3)", "weight_hh_l1", 3, 3)),
    ],
)
def test_typed_weights_are_what_the_whole_page_supposes_until_they_are_undone_and_what_a_fork_begins_with(
    page: Page, server: str, cell: str, gate: str, first: Any, second: Any
) -> None:
    settings = {"cell": cell, "units": "6", "layers": "2"}
    truth = open_run(page, server, **settings)
    problem = build(from_query(settings)[0], None).problem
    place = Place(180, 3, 1)
    go(page, place)
    choose(page, gate)
    parent, step = status(page)["run"], status(page)["weightsStep"]

    def edit(which: Any, value: float) -> tuple[str, int, float]:
        _, name, row, column = which
        name = f"{cell}.{name}"
        at = row if column is None else row * 6 + column
        beside = truth.weights[name.replace("ih", "hh")][row] if "bias_ih" in name else 0
        return name, at, float(np.float32(value - beside))

    one, two = edit(first, 1.75), edit(second, -2.5)
    type_weight(page, f"weight of {first[0]}", "1,75")
    assert_gate(page.evaluate(READ_GATE), place, gate, truth.edited(one))
    assert_dashed(page, truth.edited(one), problem, f"1 weight edited, step {step}")
    type_weight(page, second[0] if second[3] is None else f"weight of {second[0]}", "−2.5")
    both = truth.edited(one, two)
    assert_dashed(page, both, problem, f"2 weights edited, step {step}")
    assert_gate(page.evaluate(READ_GATE), place, gate, both)
    for other in ROWS[cell]:
        assert_gate(choose(page, other), place, other, both)
    choose(page, gate)
    press(page, "Undo edit")
    assert_dashed(page, truth.edited(one), problem, f"1 weight edited, step {step}")
    type_weight(page, second[0] if second[3] is None else f"weight of {second[0]}", "−2.5")
    press(page, "Undo all")
    page.wait_for_function(f"() => ({DRAWN})('what if') === null")
    assert_gate(page.evaluate(READ_GATE), place, gate, truth)
    for which, text in ((first, "1.75"), (second, "-2.5")):
        type_weight(page, which[0] if which[3] is None else f"weight of {which[0]}", text)
    expect(page.get_by_text("The strips show the network as it is; “what if” is the dashed line.")).to_be_visible()
    press(page, "Keep as a fork")
    wait_for(page, f"s.run !== '{parent}' && s.state === 'paused' && s.weightsStep === {step}")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_in_viewport()
    expect(page.get_by_text(f"This run goes on from step {step} of the one before, 2 weights edited")).to_be_visible()
    child = known(page, server)
    for name, array in child.weights.items():
        assert np.array_equal(array, both.weights[name]), name
    page.wait_for_function(f"() => ({DRAWN})('what if') === null")
    shown = page.evaluate(DRAWN, "prediction")["y"]
    assert max(abs(mine - other) for mine, other in zip(shown, answers(both, problem), strict=True)) <= 1e-6
    play(page)
    wait_for(page, f"s.step > {step + 5}")
    pause(page)
    press(page, "Undo")
    wait_for(page, f"s.run === '{parent}' && s.step === {step}")


def test_what_cannot_be_a_weight_is_refused_and_a_comparison_with_another_step_takes_the_edits_away(
    page: Page, server: str
) -> None:
    open_run(page, server, units=4)
    type_weight(page, "bias", "2e6")
    assert "too large" in page.evaluate(READ_GATE)["edits"]
    expect(page.get_by_role("button", name="Keep as a fork")).to_be_hidden()
    type_weight(page, "bias", "3")
    expect(page.get_by_role("button", name="Keep as a fork")).to_be_visible()
    page.get_by_role("button", name="Compare with this step").click()
    expect(page.get_by_role("button", name="Keep as a fork")).to_be_hidden()
    expect(page.get_by_role("textbox", name="bias", exact=True)).not_to_have_value("3.000")


def test_edits_of_an_earlier_step_are_kept_in_a_fork_from_there(page: Page, server: str) -> None:
    open_run(page, server, cell="gru", units=4)
    parent = status(page)["run"]
    slider = page.get_by_label("Training step that is shown")
    slider.press("Home")
    for _ in range(3):
        slider.press("ArrowRight")
    wait_for(page, "s.chosen > 0")
    step = status(page)["chosen"]
    _, before = unpacked(page.request.get(f"{server}/runs/{parent}/weights?steps={step}").body())
    choose(page, "n")
    type_weight(page, "bias b", "-0.3")
    page.wait_for_function(f"(words) => ({DRAWN})('what if')?.name === words", arg=f"1 weight edited, step {step}")
    press(page, "Keep as a fork")
    wait_for(page, f"s.run !== '{parent}' && s.state === 'paused' && s.weightsStep === {step}")
    after = known(page, server).weights
    assert after["gru.bias_ih_l0"][2 * 4] == np.float32(-0.3)
    after["gru.bias_ih_l0"] = before[f"{step}.gru.bias_ih_l0"]
    assert all(np.array_equal(array, before[f"{step}.{name}"]) for name, array in after.items())


def test_an_exported_page_takes_edits_and_has_no_fork(page: Page, tmp_path: Path) -> None:
    engine = LocalEngine(1)
    path = tmp_path / "explorer.html"
    path.write_text(explorer_page(open_saved(DEMO.read_bytes(), engine)), "utf-8")
    engine.shutdown()
    page.goto(path.as_uri())
    wait_for(page, "s.draws > 0")
    type_weight(page, "bias", "3")
    page.wait_for_function(f"() => ({DRAWN})('what if')?.name.startsWith('1 weight edited, step ')")
    expect(page.get_by_role("button", name="Undo edit")).to_be_visible()
    expect(page.get_by_role("button", name="Keep as a fork")).to_be_hidden()
