from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import lstm_viz as lv
from lstm_viz.errors import DataError, LstmVizError
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.plan import origins_of, plan_of
from lstm_viz.forecasting.work import Work
from tests.unit.forecasting.made import CONFIG, HORIZON, ROWS, table


@pytest.mark.parametrize(
    ("rows", "horizon", "origins"),
    [(144, 24, (72, 84, 96, 108, 120)), (2820, 24, (2700, 2724, 2748, 2772, 2796)), (40, 4, (20, 24, 28, 32, 36)),
     (12, 8, (1, 2, 3, 4))],
)  # fmt: skip
def test_origins_lie_a_horizon_apart_in_the_later_half_or_nearer(
    rows: int, horizon: int, origins: tuple[int, ...]
) -> None:
    assert origins_of(rows, horizon, 5) == origins


def test_the_work_is_a_fit_at_each_origin_or_one_before_the_first_and_one_for_the_forecast() -> None:
    assert plan_of(table(), CONFIG).work == tuple(Work(origin, (origin,), 0) for origin in (32, 36, 40))
    once = plan_of(table(), replace(CONFIG, retrain=False))
    assert once.work == (Work(32, (32, 36), 0), Work(40, (40,), 0))
    assert "trained once, on the first 32 rows, and applied at 2 origins" in once.warnings[-1]


def test_each_series_has_work_of_its_own_unless_they_learn_together() -> None:
    plan = plan_of(table(), replace(CONFIG, together=False))
    assert (plan_of(table(), CONFIG).groups, plan.groups) == (((0, 1),), ((0,), (1,)))
    assert [(each.fitted_at, each.group) for each in plan.work] == [(r, g) for g in (0, 1) for r in (32, 36, 40)]


def test_another_season_of_another_series_is_said() -> None:
    rows = np.arange(200)
    data = pd.DataFrame({"a": np.sin(rows * np.pi / 4), "b": np.sin(rows * np.pi / 8), "c": np.sin(rows * np.pi / 4)})
    plan = plan_of(data, ForecastConfig(("a", "b", "c"), 4))
    assert plan.season == 8
    said = "A season of 8 rows is taken for every series, as found in “a”; “b” seems to have one of 16."
    assert plan.warnings == (said,)
    assert plan_of(data, ForecastConfig(("a", "b"), 4, season=8)).warnings == ()


def test_methods_that_are_too_slow_for_many_series_are_left_out_and_it_is_said() -> None:
    rng = np.random.default_rng(0)
    data = pd.DataFrame(rng.normal(size=(60, 300)), columns=[f"s{each}" for each in range(300)])
    plan = plan_of(data, ForecastConfig(tuple(data.columns), 2, season=1))
    assert plan.methods == ("theta",)
    assert plan.warnings == ("With 300 series ETS and ARIMA are not tried: it would take too long.",)
    alone = plan_of(data, ForecastConfig(tuple(data.columns), 2, season=1, together=False))
    assert alone.warnings[-1] == "Networks of their own for 300 series are 1800 fits; together 6."
    assert len(alone.work) == 1800


def test_it_is_said_that_the_simple_methods_read_no_further_columns() -> None:
    said = "The simple methods read the series alone, none of the further columns."
    assert plan_of(table(), CONFIG).warnings == (said,)
    assert plan_of(table()[["y", "z"]], replace(CONFIG, past=(), future=())).warnings != (said,)


@pytest.mark.parametrize(
    ("ahead", "changes", "said"),
    [
        (HORIZON - 2, {}, "“f” is to be known ahead, and has no value from 2010-07-01 to 2010-10-01: add rows with it"),
        (HORIZON - 1, {}, "“f” is to be known ahead, and has no value at 2010-10-01: add"),
        (
            HORIZON,
            {"non_negative": True},
            "“y” is -1.99749 at 2000-01-01: what goes below 0 cannot be forecast as never",
        ),
        (HORIZON, {"season": 30}, "The season is 30 rows; it must be 1 for none, to 16"),
        (HORIZON, {"past": ("f",)}, "Column “f” is named twice"),
    ],
)
def test_what_cannot_be_is_refused_by_what_was_found(ahead: int, changes: dict[str, object], said: str) -> None:
    with pytest.raises(LstmVizError, match=said):
        plan_of(table(ROWS, ahead), replace(CONFIG, **changes))  # type: ignore[arg-type]  # each of its own kind


def test_a_series_that_ends_before_every_origin_cannot_be_judged() -> None:
    lines = ["a,b", *(f"{np.sin(row):.3f},{np.cos(row) if row < 30 else ''}" for row in range(60))]
    reading = lv.read_csv("\n".join(lines).encode(), header=True)
    with pytest.raises(DataError, match="“b” has no value of its own after row 30, so no forecast of it can be judged"):
        plan_of(reading, ForecastConfig(("a", "b"), 2, season=1))


def test_a_series_that_is_too_long_is_refused_with_what_would_do_before_its_season_is_sought() -> None:
    minutes = pd.date_range("2020-01-01", periods=1_000_000, freq="min")
    table = pd.DataFrame({"x": np.arange(1_000_000) % 97.0}, minutes)
    said = (
        r"gather the rows into coarser steps \(resample\), keep the latest 6,944 of them, or .* horizon of at most 10\."
    )
    with pytest.raises(DataError, match=said):
        plan_of(table, ForecastConfig())
    assert plan_of(table.reset_index(drop=True), ForecastConfig(horizon=10)).season == 97


def test_more_than_a_worker_can_hold_is_refused() -> None:
    data = pd.DataFrame(np.random.default_rng(0).normal(size=(2000, 30)), columns=[f"s{each}" for each in range(30)])
    with pytest.raises(DataError, match="30 series of 2000 rows, 200 rows ahead, are 12 million answers to learn"):
        plan_of(data, ForecastConfig(tuple(data.columns), 200, season=1, origins=1))
