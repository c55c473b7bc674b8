"""A small network that recalls symbols, opened at one of the questions, and what Python knows of it."""

from dataclasses import dataclass

import torch
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from lstm_viz.model.capture import capture
from lstm_viz.model.network import network_from_weights
from lstm_viz.records import Array, LayerTrace, ModelConfig
from tests.browser.lab import long_run, open_lab, pause, play, status, wait_for
from tests.unit.explorer.test_wire import unpack


def trained_on_recall(browser: Browser, server: str, **settings: str) -> str:
    """The address of a small network that has been trained on recall for a moment."""
    page = browser.new_page()
    open_lab(page, long_run(server, data="recall", units=6, layers=2, forget_bias=3, **settings))
    play(page)
    wait_for(page, "s.step > 5")
    pause(page)
    address = page.url
    page.close()
    return address


@dataclass(frozen=True)
class Known:
    """What Python knows of the network on the page: its layers in float64, and the problem's arrays."""

    layers: tuple[LayerTrace, ...]
    arrays: dict[str, Array]


def open_question(page: Page, address: str, tab: str) -> Known:
    open_lab(page, address)
    run = f"{address.split('/?')[0]}/runs/{status(page)['run']}"
    problem, arrays = unpack(page.request.get(f"{run}/problem").body())
    live, sent = unpack(page.request.get(f"{run}/live").body())
    wait_for(page, f"s.weightsStep === {live['weights_step']}")
    page.get_by_role("tab", name=tab).click()
    expect(page.locator(".lv-pane:visible")).to_have_attribute("aria-busy", "false")
    weights = {name[2:]: array for name, array in sent.items() if name.startswith("w.")}
    network = network_from_weights(ModelConfig(**problem["model"]), weights).double()
    return Known(capture(network, torch.tensor(arrays["inputs"])[None].double()).layers, arrays)


def box_of(place: Locator) -> FloatRect:
    """Where it stands once it is on the screen."""
    expect(place).to_be_visible()
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    return box


def table(page: Page, name: str) -> dict[str, list[str]]:
    """Open a panel's table and read its rows by their heads."""
    region = page.get_by_role("region", name=name, exact=True, include_hidden=True)
    if not region.is_visible():
        page.locator("details").filter(has=region).locator("summary").click()
    rows = region.locator("tbody tr")
    expect(rows.first).to_be_visible()
    cells = rows.evaluate_all("(rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent))")
    return {head: rest for head, *rest in cells}


def number(text: str) -> float:
    return float(text.replace("−", "-"))
