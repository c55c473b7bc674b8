"""What can be taken away from the explorer: pictures and the trace, made in the browser from what it shows."""

import io
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from lstm_viz.model.capture import capture
from lstm_viz.model.network import network_from_weights
from lstm_viz.ui.saved import open_saved
from lstm_viz.ui.server import DEMO
from tests.browser.lab import open_lab, status
from tests.browser.recall import trained_on_recall


@pytest.fixture
def shown(page: Page, server: str) -> Page:
    """The shipped run, with the tab open."""
    open_lab(page, server)
    page.get_by_role("tab", name="Take away").click()
    return page


def downloaded(page: Page, button: str) -> bytes:
    with page.expect_download() as coming:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(coming.value.path()).read_bytes()


def test_the_trace_is_the_networks_own(shown: Page) -> None:
    import torch

    from lstm_viz.training.local_engine import LocalEngine

    table = pd.read_csv(io.BytesIO(downloaded(shown, "Trace (CSV)")))
    engine = LocalEngine(1)
    live = open_saved(DEMO.read_bytes(), engine)
    run, problem = live.run(), live.problem
    engine.shutdown()
    assert run is not None
    network = network_from_weights(run.model, run.newest.weights).double()
    trace = capture(network, torch.tensor(problem.inputs[[problem.probe]], dtype=torch.float64))
    for name, expected in trace.layers[0].signals.items():
        mine = table[table.signal == name].pivot_table(index="t", columns="unit", values="value").to_numpy()
        assert mine.shape == expected.shape
        assert np.abs(mine - expected).max() < 1e-10
    assert len(table) == 6 * problem.inputs.shape[1] * run.model.hidden_size


@pytest.mark.parametrize(("cell", "signals", "picture"), [("gru", "zrnh", "gates"), ("rnn", "h", "hidden states")])
def test_another_cell_gives_its_own_signals_under_its_own_name(
    page: Page, browser: Browser, server: str, cell: str, signals: str, picture: str
) -> None:
    open_lab(page, trained_on_recall(browser, server, cell=cell))
    step = status(page)["weightsStep"]
    page.get_by_role("tab", name="Take away").click()
    expect(page.get_by_role("button", name=f"Sequence and {picture} (PNG)")).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Trace (CSV)").click()
    assert re.fullmatch(rf"[\w-]+_{cell}_step{step}_trace\.csv", coming.value.suggested_filename)
    table = pd.read_csv(coming.value.path())
    assert list(table.signal.unique()) == list(signals)
    assert set(table.unit) == set(range(6))


@pytest.mark.parametrize("what", ["Sequence and gates", "Loss"])
def test_pictures_are_pictures(shown: Page, what: str) -> None:
    assert downloaded(shown, f"{what} (PNG)").startswith(b"\x89PNG")
    drawn = downloaded(shown, f"{what} (SVG)").decode()
    assert drawn.startswith("<svg")
    assert "validation" in drawn
