"""The explorer as one file: opened from disk by a browser that finds no host, it asks for nothing and works."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch
from playwright.sync_api import Browser, Page, Playwright, expect
from torch import nn

import lstm_viz as lv
from lstm_viz.explorer.standalone import standalone_html
from lstm_viz.figures.specs import explorer_specs
from lstm_viz.records import Trace
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.ui.saved import open_saved
from lstm_viz.ui.server import DEMO
from tests.browser.chromium import ARGUMENTS, chromium_path
from tests.browser.lab import STATUS, wait_for

NO_HOSTS = "--host-resolver-rules=MAP * ~NOTFOUND"
TITLE = "A run </script> & <b>more</b>"


@pytest.fixture(scope="module")
def page_on_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    engine = LocalEngine(1)
    live = open_saved(DEMO.read_bytes(), engine)
    run = live.run()
    assert run is not None
    specs = explorer_specs(live.problem, live.model.cell)
    path = tmp_path_factory.mktemp("page") / "explorer.html"
    path.write_text(standalone_html(live.problem, live.model, run, live.status(), specs, TITLE), "utf-8")
    engine.shutdown()
    return path


@pytest.fixture(scope="module")
def lonely(playwright: Playwright) -> Iterator[Browser]:
    """A browser that can look up no name."""
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=[*ARGUMENTS, NO_HOSTS])
    yield browser
    browser.close()


@pytest.fixture
def opened(lonely: Browser) -> Iterator[Callable[[Path], Page]]:
    """Opens a file in that browser; afterwards the test fails on console messages and requests."""
    context = lonely.new_context(viewport={"width": 1440, "height": 900})
    page, troubles, addresses = context.new_page(), list[str](), list[str]()
    page.on("pageerror", lambda error: troubles.append(f"exception: {error}"))
    page.on("console", lambda said: troubles.append(f"{said.type}: {said.text}"))
    page.on("request", lambda request: troubles.append(f"request: {request.url}"))

    def open_file(path: Path) -> Page:
        addresses.append(path.as_uri())
        page.goto(path.as_uri())
        return page

    yield open_file
    context.close()
    assert troubles == [f"request: {address}" for address in addresses]


@pytest.fixture
def alone(opened: Callable[[Path], Page], page_on_disk: Path) -> Page:
    page = opened(page_on_disk)
    wait_for(page, "s.draws > 0")
    return page


def test_it_shows_the_run_and_its_title_is_text(alone: Page) -> None:
    expect(alone.get_by_role("heading", level=1)).to_have_text(TITLE)
    wait_for(alone, "s.state === 'finished' && s.step === 2000")


def test_cursor_diagram_and_time_machine_work(alone: Page) -> None:
    slider = alone.get_by_label("Training step that is shown")
    slider.focus()
    alone.keyboard.press("Home")
    wait_for(alone, "s.chosen === 0")
    expect(alone.get_by_text("step 0 of 2")).to_be_visible()
    expect(alone.get_by_role("button", name="Go on from here")).to_be_hidden()
    alone.get_by_label("Timestep").first.focus()
    alone.keyboard.press("Home")
    wait_for(alone, "s.t === 0")
    alone.keyboard.press("ArrowRight")
    wait_for(alone, "s.t === 1")


class Mine(nn.Module):
    """A module of a person's own."""

    def __init__(self, kind: type[nn.LSTM | nn.GRU] = nn.LSTM) -> None:
        super().__init__()
        self.stack, self.out = kind(3, 5, num_layers=2, batch_first=True), nn.Linear(5, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.out(self.stack(x)[0])
        return y


def captured(module: nn.Module) -> Trace:
    torch.manual_seed(3)
    for parameter in module.parameters():
        nn.init.uniform_(parameter, -1, 1)
    return lv.capture(module, torch.randn(1, 40, 3))


@pytest.mark.parametrize(
    ("module", "said"),
    [
        (Mine(), "The prediction is the module’s output 0"),
        (nn.LSTM(3, 5, batch_first=True), "the line called prediction is h of unit 0, top layer"),
        (Mine(nn.GRU), "The prediction is the module’s output 0"),
    ],
)
def test_a_module_of_ones_own_is_shown_with_the_numbers_of_capture(
    opened: Callable[[Path], Page], tmp_path: Path, module: nn.Module, said: str
) -> None:
    trace = captured(module)
    page = opened(lv.export_html(trace, tmp_path / "mine.html"))
    wait_for(page, "s.draws > 0 && s.t === 20 && s.unit === 0")
    expect(page.get_by_text(said)).to_be_visible()
    keeps = trace.layers[0].signals["f" if trace.layers[0].cell == "lstm" else "z"]
    kept = keeps[20, 0]
    expect(page.get_by_text(f"unit 0 is {kept:.{3 if kept < 0.1 else 2}f}").first).to_be_visible()
    for hidden in ("Training", "Errors"):
        expect(page.get_by_label(hidden, exact=True)).to_be_hidden()
    page.get_by_role("tab", name="Take away").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Trace (CSV)").click()
    shown, own = pd.read_csv(io.BytesIO(Path(coming.value.path()).read_bytes())), lv.trace_table(trace)
    both = shown.merge(own, on=["layer", "signal", "unit", "t"], suffixes=("", "_captured"))
    assert len(both) == len(shown) == len(own)
    assert np.abs(both.value - both.value_captured).max() <= 1e-6


def test_in_a_notebooks_frame_it_works_and_asks_for_nothing(opened: Callable[[Path], Page], tmp_path: Path) -> None:
    shown = captured(Mine())._repr_html_()  # type: ignore[attr-defined]  # notebooks ask for it
    path = tmp_path / "notebook.html"
    path.write_text(f'<!doctype html><meta charset="utf-8"><h1>In [1]</h1>{shown}', "utf-8")
    page = opened(path)
    frame = page.frames[1]
    frame.wait_for_function(f"() => ({STATUS})()?.draws > 0")
    frame.get_by_label("Timestep").first.focus()
    page.keyboard.press("End")
    frame.wait_for_function(f"() => ({STATUS})().t === 39")


def test_plain_figures_are_drawn_where_the_explorer_does_not_fit(
    opened: Callable[[Path], Page], tmp_path: Path
) -> None:
    module = nn.GRU(3, 5, batch_first=True, bidirectional=True)
    page = opened(lv.export_html(captured(module), tmp_path / "both.html"))
    expect(page.get_by_text("reads in both directions")).to_be_visible()
    for direction in ("forward", "reverse"):
        figure = page.get_by_role("img", name=f"The GRU, layer 1, {direction}")
        expect(figure.locator(".main-svg").first).to_be_visible()
        expect(figure.locator("image")).to_have_count(4)
