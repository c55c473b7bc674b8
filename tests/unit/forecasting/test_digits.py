"""Numbers are told in so many digits as mean something, and no value of the file loses any."""

from dataclasses import replace

import numpy as np
import pytest

from lstm_viz.forecasting.digits import decimals, forecast_table, significant
from lstm_viz.forecasting.files import forecast_csv
from lstm_viz.forecasting.result import SeriesForecast
from lstm_viz.forecasting.tables import ahead_table, horizon_table, origins_table
from lstm_viz.records import Array
from tests.unit.forecasting.made_up import PLAN, RESULT, SERIES


def came(values: Array) -> SeriesForecast:
    return replace(
        SERIES, actual=np.resize(values, SERIES.actual.shape), quantiles=SERIES.quantiles + 429.50068454689335
    )


@pytest.mark.parametrize(
    ("values", "places"),
    [([417.0, 391.0], 2), ([417.5, 391.0, np.nan], 3), ([0.0312, 0.01], 6), ([np.pi * 1e3], 2), ([np.pi * 1e7], 0),
     ([-np.pi / 1e3], 8), ([np.nan], 3)],
)  # fmt: skip
def test_a_forecast_has_two_decimals_more_than_its_values_or_six_digits(values: list[float], places: int) -> None:
    assert decimals(came(np.array(values))) == places


def test_a_file_and_a_table_of_forecasts_are_within_half_of_their_last_decimal_and_no_longer() -> None:
    whole = came(np.array([417.0, 391.0]))
    for told in (ahead_table(whole)["LSTM"], forecast_table(replace(RESULT, series=(whole,)))["mean"]):
        assert told.to_numpy() == pytest.approx(whole.mean, abs=0.005)
        assert [str(each) for each in told] == ["429.5", "430.5", "431.5", "432.5"]
    text = forecast_csv(replace(RESULT, series=(whole,)), None).decode("utf-8-sig").splitlines()
    assert text[1].split(",")[1:] == ["429.5", "429.3", "429.7", "429.1", "429.9", "2.5", "2.5"]


def test_what_came_is_told_as_it_came() -> None:
    came_so = origins_table(PLAN, SERIES)["what came"].to_numpy()
    assert (came_so == SERIES.actual.ravel()).all()


def test_errors_are_told_in_six_digits_and_what_is_not_known_stays_unknown() -> None:
    told = horizon_table(SERIES)["LSTM"].to_numpy()
    exact = np.array([each.mae for each in SERIES.measured["lstm"].by_horizon])
    assert told == pytest.approx(exact, rel=5e-6)
    assert list(significant(np.array([1234567.8, 0.000123456789, 0.0]))) == [1234570.0, 0.000123457, 0.0]
    assert np.isnan(significant(np.array([np.nan]))).all()
