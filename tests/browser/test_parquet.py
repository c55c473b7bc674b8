"""The trace as a Parquet file: a worker computes it from the newest weights when the button is pressed."""

import io
import re
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from playwright.sync_api import Page

import lstm_viz as lv
from lstm_viz.model.network import network_from_weights
from lstm_viz.ui.server import DEMO
from tests.browser.lab import open_lab, press, settled


def test_the_lab_gives_the_trace_as_a_table_with_captures_values(page: Page, server: str) -> None:
    open_lab(page, server)
    settled(page)
    press(page, "Save")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Trace (Parquet)").click()
    assert re.fullmatch(r"[\w-]+_step\d+\.parquet", coming.value.suggested_filename)
    found = pd.read_parquet(io.BytesIO(Path(coming.value.path()).read_bytes()))
    opened = lv.open_run(DEMO)
    problem, network = opened.problem, network_from_weights(opened.model, opened.run.newest.weights).double()
    own = lv.trace_table(lv.capture(network, torch.tensor(problem.inputs[[problem.probe]], dtype=torch.float64)))
    assert np.abs(found.value - own.value).max() < 1e-12
    same = [name for name in own if name != "value"]
    assert (found[same].astype(str) == own[same].astype(str)).all(axis=None)
    assert list(found.columns) == [*same[:-1], "t", *(["time"] if problem.time_labels else []), "value"]
