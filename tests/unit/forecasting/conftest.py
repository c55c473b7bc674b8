import pytest
import torch

from lstm_viz.forecasting.fit import Fit
from tests.unit.forecasting.series import fitted, seasonal

torch.set_num_threads(1)  # as in every worker: two threads are many times slower beside other processes


@pytest.fixture(scope="session")
def found() -> Fit:
    """What rows 0 … 59 of the small series give; it goes below 0, so that no logarithms are tried."""
    return fitted(seasonal(60) - 12)
