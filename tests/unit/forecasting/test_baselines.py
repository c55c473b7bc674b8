import subprocess
import sys

import numpy as np
import pytest

from lstm_viz.data.samples import load_sample
from lstm_viz.forecasting.baselines import NAMES, all_baselines, baseline_forecasts, drift, last_value, seasonal_naive
from lstm_viz.forecasting.metrics import scale_of, scores
from lstm_viz.forecasting.seen import Seen


def test_the_own_methods_by_hand() -> None:
    seen = np.array([1.0, 2.0, 3.0, 4.0, 9.0])
    assert list(last_value(seen, 2)) == [9, 9]
    assert list(seasonal_naive(seen, 2, 3)) == [4, 9, 4]
    assert list(seasonal_naive(seen, 7, 2)) == [9, 9]
    assert list(drift(seen, 2)) == [11, 13]


def test_the_last_two_years_of_air_passengers_have_the_published_errors() -> None:
    values = load_sample("air_passengers").table.iloc[:, 0].to_numpy()
    seen, actual = values[:-24], values[-24:]
    found = baseline_forecasts(seen, 12, 24)
    assert tuple(found) == NAMES
    mase = {name: scores(actual[None], each[None], np.array([scale_of(seen, 12)])).mase for name, each in found.items()}
    assert mase["seasonal naive"] == pytest.approx(2.49, abs=0.005)
    assert mase["theta"] == pytest.approx(1.79, abs=0.02)
    assert mase["ets"] == pytest.approx(2.38, abs=0.02)


def test_a_method_that_cannot_be_used_is_left_out() -> None:
    assert {"last value", "drift"} <= set(baseline_forecasts(np.array([1.0, 2.0]), 1, 3))
    assert "seasonal naive" not in baseline_forecasts(np.arange(30.0), 1, 3)
    assert all(np.isfinite(each).all() for each in baseline_forecasts(np.ones(40), 12, 3).values())


def test_a_series_that_begins_later_is_known_from_its_first_value_on() -> None:
    series, filled = np.stack([np.arange(1.0, 13), np.full(12, 5.0)]), np.zeros((2, 12), bool)
    series[1, 9:], filled[1, :9] = [5, 6, 9], True
    seen = Seen(series, filled, np.zeros((13, 0)), (), {}, {})
    found = all_baselines(seen, 4, 2, ())
    assert found["drift"].tolist() == [[13, 14], [11, 13]]
    assert found["seasonal naive"].tolist() == [[9, 10], [9, 9]]


@pytest.mark.parametrize("heavy", ["statsforecast", "numba", "scipy"])
def test_nothing_heavy_is_imported_before_a_method_is_asked_for(heavy: str) -> None:
    script = f"import sys, lstm_viz.forecasting.baselines; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
