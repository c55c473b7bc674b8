"""The time machine: any step of training, from weights that are here, compared, filmed, and gone on from."""

import re
import struct
import urllib.request
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, Request, expect

from lstm_viz.data.problem import restore
from lstm_viz.model.predict import predict
from lstm_viz.ui.experiment import build
from lstm_viz.ui.settings import from_query
from tests.browser.drawn import DRAWN
from tests.browser.lab import open_lab, press, settled, status, wait_for
from tests.unit.explorer.test_wire import unpack

SETTINGS = {"units": "6", "layers": "2", "steps": "200"}
QUERY = "/?" + "&".join(f"{name}={value}" for name, value in SETTINGS.items())


@pytest.fixture
def trained(page: Page, server: str) -> Page:
    """A finished run of 200 steps, all of whose snapshots have come."""
    open_lab(page, server + QUERY)
    press(page, "Play")
    wait_for(page, "s.state === 'finished' && s.step === 200")
    settled(page)
    expect(slider(page)).to_have_attribute("max", str(len(kept_steps(server, page)) - 1))
    return page


def slider(page: Page) -> Locator:
    return page.get_by_label("Training step that is shown")


def fetched(server: str, page: Page, what: str) -> tuple[dict[str, Any], dict[str, Any]]:
    with urllib.request.urlopen(f"{server}/runs/{status(page)['run']}/{what}") as answer:  # noqa: S310  # our own server
        return unpack(answer.read())


def kept_steps(server: str, page: Page) -> list[int]:
    steps: list[int] = fetched(server, page, "live")[1]["snapshots"].tolist()
    return steps


def go_to(page: Page, place: int, of: int) -> None:
    """Move the slider to the place-th of so many snapshots, by keys."""
    slider(page).focus()
    page.keyboard.press("Home")
    for _ in range(place % of):
        page.keyboard.press("ArrowRight")


def prediction_at(server: str, page: Page, step: int) -> np.ndarray[Any, Any]:
    """What Python computes from the server's weights of that step."""
    _, arrays = fetched(server, page, f"weights?steps={step}")
    weights = {name.partition(".")[2]: array for name, array in arrays.items()}
    made = build(from_query(SETTINGS)[0], None)
    problem, scale = made.problem, made.problem.target_scale
    assert scale is not None
    y = predict(made.model, weights, problem)[problem.probe, :, 0]
    return restore(scale, y, problem.anchor[problem.probe])


def test_every_step_is_shown_from_weights_that_are_here_without_a_message(trained: Page, server: str) -> None:
    page, steps = trained, kept_steps(server, trained)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(_name(request)))
    for place in (0, len(steps) // 2, len(steps) - 2):
        go_to(page, place, len(steps))
        wait_for(page, f"s.chosen === {steps[place]}")
        shown = page.evaluate(DRAWN, "prediction")["y"]
        expected = prediction_at(server, page, steps[place])
        pairs = [(mine, other) for mine, other in zip(shown, expected, strict=True) if mine is not None]
        assert len(pairs) > 100
        assert max(abs(mine - other) for mine, other in pairs) < 1e-5
        expect(page.get_by_text(f"step {steps[place]} of 200")).to_be_visible()
    page.keyboard.press("End")
    wait_for(page, "s.chosen === null")
    # A last look at how the run is doing may still come; a move of the slider would ask for weights.
    assert [name for name in asked if name.startswith(("weights", "problem"))] == []


def _name(request: Request) -> str:
    return request.url.rpartition("/")[2]


def test_the_step_stands_in_the_address_and_comes_back_with_it(trained: Page, server: str) -> None:
    page, steps = trained, kept_steps(server, trained)
    go_to(page, 2, len(steps))
    expect(page).to_have_url(re.compile(rf"[?&]step={steps[2]}\b"))
    page.reload()
    wait_for(page, f"s.chosen === {steps[2]}")
    page.get_by_role("button", name="Newest step", exact=True).click()
    wait_for(page, "s.chosen === null")
    expect(page).not_to_have_url(re.compile(r"[?&]step="))


def test_a_click_on_the_loss_curve_goes_to_the_nearest_step(trained: Page, server: str) -> None:
    page, steps = trained, kept_steps(server, trained)
    box = page.evaluate(
        """() => { const plot = document.querySelector(".lv-loss .lv-plotly");
        const { xaxis, yaxis } = plot._fullLayout;
        const { left, top } = plot.getBoundingClientRect();
        return [left + xaxis._offset + xaxis.l2p(90), top + yaxis._offset + 20]; }"""
    )
    page.mouse.click(*box)
    nearest = min(steps, key=lambda step: abs(step - 90))
    wait_for(page, f"Math.abs(s.chosen - 90) <= {abs(nearest - 90) + 1}")


def test_going_on_from_an_earlier_step_makes_a_run_with_the_same_weights_there_and_leaves_the_parent(
    trained: Page, server: str
) -> None:
    page, steps = trained, kept_steps(server, trained)
    parent, place = status(page)["run"], len(steps) // 2
    step = steps[place]
    _, before = fetched(server, page, f"weights?steps={step}")
    go_to(page, place, len(steps))
    wait_for(page, f"s.chosen === {step}")
    page.get_by_role("button", name="Go on from here").click()
    wait_for(page, f"s.run !== '{parent}' && s.state === 'paused' && s.step === {step}")
    _, after = fetched(server, page, f"weights?steps={step}")
    assert before.keys() == after.keys()
    assert all(np.array_equal(before[name], after[name]) for name in before)
    expect(page).not_to_have_url(re.compile(r"[?&]step="))
    names = "document.querySelector('.lv-loss .lv-plotly').data.map((trace) => trace.meta)"
    page.wait_for_function(f"{names}.includes('parent')")
    press(page, "Undo")
    wait_for(page, f"s.run === '{parent}' && s.step === 200")


FILM = """() => new Promise((done) => {
  const explorer = document.querySelector(".lv-explorer").parentElement.lvExplorer;
  const seen = [];
  const look = () => {
    const { chosen } = explorer.status();
    if (chosen === null && seen.length) return done(seen);
    if (chosen !== null && chosen !== seen.at(-1)) seen.push(chosen);
    requestAnimationFrame(look);
  };
  document.querySelector('[aria-label="Play the training as a film"]').click();
  look();
})"""


def test_the_film_shows_the_training_in_order_and_ends_at_the_newest_step(trained: Page, server: str) -> None:
    steps = kept_steps(server, trained)
    seen = trained.evaluate(FILM)
    assert seen[0] == steps[0]
    assert seen == sorted(seen)
    assert set(seen) <= set(steps[:-1])
    expect(trained.get_by_label("Play the training as a film")).to_be_visible()


def test_a_list_of_steps_that_makes_no_sense_gets_what_there_is_of_it(trained: Page, server: str) -> None:
    run = status(trained)["run"]
    for words in ("", "x", "-1", "9" * 300, "0,0,abc,1e3", "%00"):
        with urllib.request.urlopen(f"{server}/runs/{run}/weights?steps={words}") as answer:  # noqa: S310  # our own server
            body = answer.read()
        assert len(body) < 50_000
        assert struct.unpack_from("<I", body)[0] > 0
