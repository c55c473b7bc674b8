from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.forecasting.residuals import (
    Residuals,
    autocorrelation,
    by_unit,
    chance_level,
    residuals_of,
    when,
)
from tests.unit.forecasting.made_up import PLAN, SERIES


def made(errors: list[float], frequency: str = "MS") -> Residuals:
    moments = pd.date_range("2001-01-01", periods=len(errors), freq=frequency)
    rows = np.arange(10, 10 + len(errors))
    return Residuals(moments, rows, np.array(errors), np.ones(len(errors), int))


def test_they_are_answer_less_forecast_at_every_moment_that_was_forecast() -> None:
    left = residuals_of(PLAN, SERIES)
    assert left.errors == pytest.approx([-0.1, 0.1, -0.3, -0.1, -0.1, -0.1, 0.1, 0.5])
    assert list(left.ahead) == [1, 2, 3, 4, 1, 2, 3, 4]
    assert list(left.moments) == list(PLAN.panel.index[PLAN.starts[0] :])


def test_where_origins_overlap_a_moment_counts_once_from_the_newest_origin_before_it() -> None:
    plan = replace(PLAN, starts=(50, 52, 54, 56))
    actual = np.stack([plan.panel.series[0, start : start + 4] for start in plan.starts])
    numbers = np.arange(16.0).reshape(4, 4)
    own = replace(SERIES.measured["lstm"], forecasts=actual - numbers)
    left = residuals_of(plan, replace(SERIES, actual=actual, measured={"lstm": own}))
    assert list(left.rows) == list(range(plan.starts[0], plan.starts[-1] + 4))
    expected = [0, 1, 4, 5, 8, 9, 12, 13, 14, 15]
    assert left.errors == pytest.approx(expected)


@given(st.lists(st.floats(-100, 100), min_size=6, max_size=60))
def test_the_autocorrelation_is_numpys(errors: list[float]) -> None:
    found = autocorrelation(made(errors), season=1)
    centred = np.array(errors) - np.mean(errors)
    size = float(centred @ centred)
    full = np.correlate(centred, centred, "full")[len(errors) :]
    if size > 1e-6:
        assert found == pytest.approx(full[: len(found)] / size, abs=1e-9)
    assert len(found) == min(12, len(errors) // 2)


def test_rows_without_an_answer_take_part_in_no_pair() -> None:
    errors = [1.0, -1.0] * 8
    gap = made([*errors[:5], float("nan"), *errors[6:]])
    assert np.isfinite(autocorrelation(gap, 1)).all()
    assert autocorrelation(gap, 1)[0] < -0.8
    assert chance_level(gap) == pytest.approx(1.96 / np.sqrt(15))


@pytest.mark.parametrize(
    ("frequency", "unit", "first"),
    [
        ("MS", "month", "Jan"),
        ("D", "weekday", "Mon"),
        ("h", "hour", "00"),
        ("QS", "quarter", "Q1"),
        ("W-MON", "month", "Jan"),
    ],
)
def test_the_calendars_unit_suits_the_step(frequency: str, unit: str, first: str) -> None:
    found = by_unit(made([0.0] * 12, frequency), season=7)
    assert found is not None
    assert (found.unit, found.labels[int(found.places[0])]) == (unit, first)


def test_without_a_calendar_the_place_in_the_season_is_taken_or_nothing() -> None:
    left = Residuals(pd.RangeIndex(10, 16), np.arange(10, 16), np.zeros(6), np.ones(6, int))
    found = by_unit(left, season=4)
    assert found is not None
    assert [found.labels[int(place)] for place in found.places] == ["3", "4", "1", "2", "3", "4"]
    assert by_unit(left, season=1) is None


@pytest.mark.parametrize(
    ("unit", "label", "said"),
    [
        ("weekday", "Sat", "on Saturdays"),
        ("month", "Jan", "in January"),
        ("hour", "08", "from 08:00 on"),
        ("quarter", "Q1", "in Q1"),
        ("place in the season", "3", "at place 3 of the season"),
    ],
)
def test_a_place_of_the_calendar_is_named_as_people_do(unit: str, label: str, said: str) -> None:
    assert when(unit, label) == said
