"""Real fits, with everything that may be fed: nothing after an origin has a say there."""

import numpy as np
import pandas as pd
import pytest

from lstm_viz.forecasting.backtest import Judged, judge
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.plan import plan_of
from lstm_viz.forecasting.work import Work

ROWS, HORIZON, ORIGINS = 44, 2, (40, 42)
CONFIG = ForecastConfig(("y",), HORIZON, season=1, past=("p",), future=("f",), retrain=False, origins=2)


def series() -> pd.DataFrame:
    """What is forecast is mostly what the future column says; it goes below 0, so that no logarithms are tried."""
    rng = np.random.default_rng(0)
    known, past = rng.normal(size=(2, ROWS + HORIZON))
    table = pd.DataFrame({"y": 3 * known + 0.1 * rng.normal(size=ROWS + HORIZON), "p": past, "f": known})
    table.iloc[ROWS:, :2] = np.nan
    return table


def judged(table: pd.DataFrame) -> Judged:
    plan = plan_of(table, CONFIG)
    assert plan.work == (Work(40, ORIGINS, 0), Work(ROWS, (ROWS,), 0))
    return judge(plan, plan.work[0])


@pytest.fixture(scope="module")
def found() -> Judged:
    return judged(series())


def test_what_comes_after_an_origin_changes_nothing_there_though_networks_were_trained_once(found: Judged) -> None:
    other = series()
    other.iloc[41:ROWS, :2] = 5 + np.arange(2.0 * (ROWS - 41)).reshape(-1, 2)
    other.iloc[43:, 2] -= 7
    again = judged(other)
    assert [each.origin for each in found.found] == list(ORIGINS)
    assert (again.found[0].quantiles == found.found[0].quantiles).all()
    assert (again.found[1].quantiles != found.found[1].quantiles).any()
    for one, two in zip(found.members, again.members, strict=True):
        assert (one.normalisation, one.steps) == (two.normalisation, two.steps)
        assert all((one.weights[name] == two.weights[name]).all() for name in one.weights)


def test_a_column_that_is_known_ahead_is_used_at_every_row_ahead(found: Judged) -> None:
    table = series()
    for each in found.found:
        actual = table["y"].to_numpy()[each.origin : each.origin + HORIZON]
        error = np.abs(each.quantiles[0, :, 2] - actual).mean()
        assert error < 0.5 * min(np.abs(forecast[0] - actual).mean() for forecast in each.baselines.values())


def test_the_networks_keep_the_constants_of_the_rows_that_they_learnt_from(found: Judged) -> None:
    learnt = series().iloc[:40]
    for member in found.members:
        assert member.constants.level == pytest.approx([learnt["y"].mean()])
        assert member.sizes.means == pytest.approx([learnt["p"].mean(), series()["f"][:40].mean()])
        assert member.names[-3:] == ("p", "f, 1 ahead", "f, 2 ahead")
        assert (member.reach.season, member.reach.horizon) == (1, HORIZON)
