from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.estimate import expected_seconds
from lstm_viz.forecasting.plan import plan_of
from tests.unit.forecasting.made_up import PLAN


def test_each_fit_costs_the_same_and_longer_or_more_series_cost_more() -> None:
    fewer = replace(PLAN, starts=PLAN.starts[1:])
    assert expected_seconds(PLAN) / len(PLAN.work) == pytest.approx(expected_seconds(fewer) / len(fewer.work))
    t = np.arange(2000.0)
    table = pd.DataFrame({"a": np.sin(t), "b": np.cos(t)})
    config = ForecastConfig(("a",), horizon=4, season=4, origins=2)
    long = plan_of(table, config)
    assert expected_seconds(long) > expected_seconds(PLAN)
    assert expected_seconds(plan_of(table, replace(config, targets=("a", "b")))) > expected_seconds(long)
