"""A network of a forecast in the Lab: what the page says of it against lv.capture and the forecaster's own numbers."""

import re
from pathlib import Path

import numpy as np
import pytest
import torch
from playwright.sync_api import Page, expect

import lstm_viz as lv
from lstm_viz.model.gradients import gradient_times_input, occlusion
from lstm_viz.model.intervene import Intervention, intervene
from lstm_viz.model.network import network_from_weights
from lstm_viz.records import QUANTILES, Array, Trace
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.ui.saved import open_forecast, save
from tests.browser.drawn import DRAWN
from tests.browser.lab import open_lab, press, settled, status, wait_for
from tests.unit.forecasting.looked_inside import AHEAD, STEPS, Inside, inside

NUMBER = r"(−?[\d.]+)"
"""As the page writes it."""
ROWS = """() => [...document.querySelectorAll(".lv-errors tbody tr:not([hidden])")].map((row) =>
  [...row.cells].filter((cell) => !cell.hidden).map((cell) => cell.textContent))"""


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    engine = LocalEngine(1)
    path = tmp_path_factory.mktemp("forecast") / "sales.safetensors"
    path.write_bytes(save(open_forecast(inside("last value").problem, inside("last value").run, engine)))
    engine.shutdown()
    return path


def open_it(page: Page, server: str, saved: Path) -> None:
    """Upload the saved run; see it as its owner would."""
    open_lab(page, server)
    before = status(page)["run"]
    page.locator('input[type="file"]').set_input_files(saved)
    wait_for(page, f"s.run !== '{before}' && s.weightsStep === {STEPS} && s.draws > 0")
    settled(page)


def captured(one: Inside) -> Trace:
    network = network_from_weights(one.model, one.last.weights).double()
    return lv.capture(network, torch.tensor(one.problem.inputs[1:]).double())


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def said(page: Page) -> str:
    return page.locator(".lv-explorer").inner_text()


def quantiles_of(one: Inside, y: Array) -> Array:
    """Of outputs (T, K) of the shown series, as the forecaster restores them: (T, h, Q)."""
    both = np.stack([np.zeros_like(y), y]).reshape(2, len(y), AHEAD, len(QUANTILES))
    found: Array = one.scaled.restore(np.sort(both, axis=3))[1]
    return found


def test_the_page_says_of_a_forecast_s_network_what_the_forecaster_does(page: Page, server: str, saved: Path) -> None:
    one = inside("last value")
    open_it(page, server, saved)
    trace = captured(one)
    assert trace.y_hat is not None
    quantiles, last = quantiles_of(one, trace.y_hat), len(trace.y_hat) - 1
    labels, actual = one.problem.time_labels, one.problem.actual[1]
    expect(page.get_by_text("quantiles of 6 steps ahead")).to_be_visible()

    drawn = page.evaluate(DRAWN, "prediction")["y"]
    np.testing.assert_allclose(drawn, quantiles[:, 0, 2], rtol=1e-6)
    forecast = [value for value in page.evaluate(DRAWN, "free run")["y"] if value is not None]
    np.testing.assert_allclose(forecast, quantiles[last, :, 2], rtol=1e-6)

    t = status(page)["t"]
    low, median, high = quantiles[t, 0, 1:4]
    found = re.search(
        rf"t = {t} the median forecast 1 step ahead is {NUMBER} € for (\S+), its 80 % band {NUMBER} to "
        rf"{NUMBER} €; it was {NUMBER} €",
        said(page),
    )
    assert found is not None
    assert found[2] == labels[t]
    for text, value in zip((found[1], found[3], found[4], found[5]), (median, low, high, actual[t]), strict=True):
        assert number(text) == pytest.approx(value, rel=1e-4)

    off = np.abs(quantiles[:last, 0, 2] - actual[:last]).mean()
    naive = np.abs(one.problem.anchor[1, :last] - actual[:last]).mean()
    (row,) = page.evaluate(ROWS)
    assert row[0] == "train"
    assert [number(text) for text in row[1:]] == pytest.approx([off, naive], rel=0.006)

    page.get_by_label("forecast").select_option("3")
    expect(page.get_by_text(f"At t = {t} the median forecast 3 steps ahead is")).to_be_visible()
    drawn = page.evaluate(DRAWN, "prediction")["y"]
    np.testing.assert_allclose(drawn, quantiles[:, 2, 2], rtol=1e-6)
    forecast = [value for value in page.evaluate(DRAWN, "free run")["y"] if value is not None]
    np.testing.assert_allclose(forecast, quantiles[last, 2:, 2], rtol=1e-6)
    assert f"predicts {labels[t + 2]}" in said(page)


def test_its_questions_are_answered_in_the_data_s_unit(page: Page, server: str, saved: Path) -> None:
    one = inside("last value")
    open_it(page, server, saved)
    trace, t = captured(one), status(page)["t"]
    assert trace.y_hat is not None
    quantiles, inputs, weights = quantiles_of(one, trace.y_hat), one.problem.inputs[1], one.last.weights
    scale = one.problem.ahead_scale
    assert scale is not None

    page.get_by_role("tab", name="Why this output?").click()
    first = page.locator(".lv-why-said")
    expect(first).to_contain_text(f"At t = {t} the network answers")
    answer = re.search(rf"answers {NUMBER}\s€, the median 1 step ahead", first.inner_text())
    assert answer is not None
    assert number(answer[1]) == pytest.approx(quantiles[t, 0, 2], rel=0.006)
    k = int(np.argsort(trace.y_hat[t, : len(QUANTILES)])[2])
    percent = 100 * scale.spread[1, t, 0]
    ways = gradient_times_input(weights, inputs, t, k).sum(axis=1), occlusion(weights, inputs, t, k)
    rows = page.locator(".lv-why-most tbody tr").all_inner_texts()
    assert rows
    for text in rows:
        s = int(re.findall(r"t = (\d+)", text)[0])
        shares = [number(each) for each in re.findall(r"([+−][\d.e−]+)\s%", text)]
        assert shares == pytest.approx([percent * way[s] for way in ways], rel=0.01)

    page.get_by_role("tab", name="What if?").click()
    page.locator(".lv-whatif-preset", has_text="Close the input gate").click()
    page.wait_for_function(f"() => ({DRAWN})('what if')?.y.some((value) => value !== null)")
    held = intervene(weights, inputs, [Intervention(0, None, "i", 0, len(inputs) - 1, value=0.0)])
    assert held.y_hat is not None
    supposed = quantiles_of(one, held.y_hat)[:, 0, 2]
    drawn = page.evaluate(DRAWN, "what if")["y"]
    there = [(mine, value) for mine, value in zip(drawn, supposed, strict=True) if mine is not None]
    assert len(there) > 30
    assert max(abs(mine / value - 1) for mine, value in there) <= 1e-6
    actual = one.problem.actual[1, :-1]
    before, after = (np.abs(each[:-1] - actual).mean() for each in (quantiles[:, 0, 2], supposed))
    told = re.search(rf"Mean absolute error in €: train {NUMBER} → {NUMBER} ", said(page))
    assert told is not None
    assert [number(told[1]), number(told[2])] == pytest.approx([before, after], rel=0.006)


def test_it_is_trained_on_forked_and_begun_anew(page: Page, server: str, saved: Path) -> None:
    open_it(page, server, saved)
    press(page, "Step")
    wait_for(page, f"s.step === {STEPS + 1}")
    press(page, "Reset")
    wait_for(page, "s.step === 0 && s.draws > 0 && s.state === 'untrained'")
    settled(page)
    expect(page.get_by_text("quantiles of 6 steps ahead")).to_be_visible()
    press(page, "Undo")
    wait_for(page, f"s.step === {STEPS + 1}")
