import numpy as np
import pandas as pd
import pytest

from lstm_viz.forecasting.backtest import judge, origins_of
from lstm_viz.forecasting.fit import Fit
from lstm_viz.forecasting.panel import Panel
from lstm_viz.records import Array
from tests.unit.forecasting.series import seasonal


@pytest.mark.parametrize(
    ("rows", "horizon", "origins"),
    [(144, 24, (72, 84, 96, 108, 120)), (2820, 24, (2700, 2724, 2748, 2772, 2796)), (40, 4, (20, 24, 28, 32, 36)),
     (12, 8, (0 + 1, 2, 3, 4))],
)  # fmt: skip
def test_origins_lie_a_horizon_apart_in_the_later_half_or_nearer(
    rows: int, horizon: int, origins: tuple[int, ...]
) -> None:
    assert origins_of(rows, horizon, 5) == origins


def test_another_future_changes_no_choice_and_no_forecast(found: Fit) -> None:
    future: Array = np.random.default_rng(0).normal(size=(1, 20)) * 50
    series = np.concatenate([seasonal(60) - 12, future], axis=1)
    judged = judge(Panel(("y",), series, pd.RangeIndex(80), None), 60, 4, 4, 0, beside=False)
    assert judged.normalisations == found.normalisations
    assert (judged.quantiles == found.quantiles).all()
    assert (judged.held_out == found.held_out).all()
