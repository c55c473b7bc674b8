import pytest
import torch

from lstm_viz.forecasting.fit import Fit, fit
from lstm_viz.forecasting.from_table import panel_of
from tests.unit.forecasting.series import HORIZON, ORIGIN, SEASON, TABLE

torch.set_num_threads(1)  # as in every worker: two threads are many times slower beside other processes


@pytest.fixture(scope="session")
def found() -> Fit:
    """What the small series gives where nothing after the origin is there at all."""
    panel, _ = panel_of(TABLE.iloc[:ORIGIN])
    return fit(panel.known(ORIGIN, SEASON, HORIZON), SEASON, HORIZON, 0)
