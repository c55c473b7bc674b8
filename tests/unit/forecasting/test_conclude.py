"""What is said of forecasts, by networks that were never trained."""

import re
from dataclasses import replace

import numpy as np
import pytest

from lstm_viz.forecasting.bundle import open_forecast, save_forecast
from lstm_viz.forecasting.conclude import conclude
from lstm_viz.forecasting.metrics import scale_of
from lstm_viz.forecasting.plan import plan_of
from tests.unit.forecasting.made import CONFIG, HORIZON, judged, made, table

POSITIVE = table().assign(y=lambda data: data["y"] + 2.9, z=lambda data: data["z"] + 7.6)
"""They touch 0 nearly, so that bands about them go below."""


def test_forecasts_bands_and_simple_methods_do_not_go_below_0_where_that_was_asked() -> None:
    free, bound = made(CONFIG, POSITIVE), made(replace(CONFIG, non_negative=True), POSITIVE)
    for one, two in zip(free.series, bound.series, strict=True):
        assert (one.quantiles < 0).any()
        assert (two.quantiles == np.maximum(one.quantiles, 0)).all()
        assert (two.backtest == np.maximum(one.backtest, 0)).all()
        for name, each in two.measured.items():
            assert (each.forecasts == np.maximum(one.measured[name].forecasts, 0)).all()


def test_a_forecast_below_0_of_what_never_was_is_said_unless_it_was_forbidden() -> None:
    said = "“y” and 1 more never was below 0, and the forecast or its bands are"
    assert any(each.startswith(said) for each in made(CONFIG, POSITIVE).warnings)
    assert not any("below 0" in each for each in made(replace(CONFIG, non_negative=True), POSITIVE).warnings)
    assert not any("below 0" in each for each in made().warnings)


def test_series_with_networks_of_their_own_come_in_their_order() -> None:
    apart = made(replace(CONFIG, together=False))
    assert [each.id for each in apart.series] == ["y", "z"]
    alone = made(replace(CONFIG, targets=("z",)))
    assert (apart.series[1].quantiles == alone.series[0].quantiles).all()
    assert apart.series[1].coverage == alone.series[0].coverage
    assert len(apart.members) == 2


def test_of_several_series_the_verdict_on_all_together_comes_first() -> None:
    forecast = made()
    assert not any("together." in each for each in made(replace(CONFIG, targets=("y",))).warnings)
    errors = {}
    for name in ("lstm", "drift", "seasonal naive"):
        by_series = []
        for place, series in enumerate(forecast.series):
            values = forecast.plan.panel.series[place]
            error = np.abs(series.measured[name].forecasts - series.actual).mean(axis=1)
            by_series.append([each / scale_of(values[:start], 4) for each, start in zip(error, (32, 36), strict=True)])
        errors[name] = np.mean(by_series, axis=0)
    best = min(np.mean(errors["drift"]), np.mean(errors["seasonal naive"]))
    assert forecast.warnings[0].startswith("All 2 series together. ")
    numbers = re.compile(rf"MASE {np.mean(errors['lstm']):.2f} for the LSTM, {best:.2f} for [a-z ]+, over 2 origins")
    assert numbers.search(forecast.warnings[0])


def test_a_value_that_was_filled_is_not_scored() -> None:
    plan = plan_of(table(), CONFIG)
    whole = conclude(plan, [judged(plan, work) for work in plan.work])
    filled = np.zeros_like(plan.panel.filled)
    filled[0, 33] = filled[0, 37:39] = True
    gaps = replace(plan, panel=replace(plan.panel, filled=filled))
    lacking = conclude(gaps, [judged(gaps, work) for work in gaps.work])
    one, two = whole.series[0], lacking.series[0]
    known = np.isfinite(two.actual)
    assert np.flatnonzero(~known.ravel()).tolist() == [1, 5, 6]
    assert (two.actual[known] == one.actual[known]).all()
    for name, each in two.measured.items():
        error = np.abs(each.forecasts - one.actual)
        assert each.scores.mae == pytest.approx(error[known].mean())
        assert each.by_horizon[1].mae != each.by_horizon[1].mae  # nothing is known there: NaN
        assert each.by_horizon[0].mae == pytest.approx(error[:, 0].mean())
        assert lacking.as_json()["series"][0]["metrics"][name]["by_horizon"][1]["mae"] is None
    held = (two.backtest[..., 0] <= one.actual) & (one.actual <= two.backtest[..., -1])
    assert two.coverage["0.95"] == pytest.approx(held[known].mean())
    assert open_forecast(save_forecast(lacking)).as_json() == lacking.as_json()


def test_a_method_that_could_not_be_used_on_a_series_is_only_missing_there() -> None:
    plan = plan_of(table(), CONFIG)
    found = [judged(plan, work) for work in plan.work]
    for each in found[:-1]:
        each.found[0].baselines["drift"][1] = np.nan
    forecast = conclude(plan, found)
    assert "drift" in forecast.series[0].measured
    assert "drift" not in forecast.series[1].measured
    assert open_forecast(save_forecast(forecast)).as_json() == forecast.as_json()


def test_simple_methods_forecast_after_the_last_row_where_they_could_be_used_and_not_below_0_if_so_asked() -> None:
    simple, last = made().series[1].simple, table()["z"].to_numpy()[: len(table()) - HORIZON]
    assert list(simple["last value"]) == [last[-1]] * HORIZON
    assert list(simple["seasonal naive"]) == list(last[-4:])
    plan = plan_of(POSITIVE, replace(CONFIG, non_negative=True))
    found = [judged(plan, work) for work in plan.work]
    found[-1].found[0].baselines["drift"][:] = [[np.nan] * HORIZON, [-1.0] * HORIZON]
    one, two = conclude(plan, found).series
    assert "drift" in one.measured
    assert "drift" not in one.simple
    assert list(two.simple["drift"]) == [0] * HORIZON


def test_the_horizon_of_these_tests_is_that_of_their_table() -> None:
    assert plan_of(table(), CONFIG).rows == len(table()) - HORIZON
