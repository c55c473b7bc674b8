import numpy as np
import pytest

from lstm_viz.forecasting.metrics import coverage, quantile_loss, scale_of, scores, scores_by_horizon, width

ACTUAL, PREDICTED = np.array([[1.0, 2.0], [3.0, 0.0]]), np.array([[2.0, 2.0], [1.0, 0.0]])
SCALES = np.array([1.0, 4.0])


def test_errors_are_those_reckoned_by_hand() -> None:
    found = scores(ACTUAL, PREDICTED, SCALES)
    assert found.mae == 0.75
    assert found.rmse == pytest.approx(np.sqrt(5 / 4))
    assert found.mase == pytest.approx((1 / 1 + 2 / 4) / 4)
    assert found.smape == pytest.approx((200 / 3 + 200 * 2 / 4) / 4)
    assert [each.mae for each in scores_by_horizon(ACTUAL, PREDICTED, SCALES)] == [1.5, 0.0]


def test_the_seasonal_naive_within_its_own_series_has_mase_1() -> None:
    values = np.random.default_rng(0).normal(size=50)
    late, early = values[12:][None], values[:-12][None]
    assert scores(late, early, np.array([scale_of(values, 12)])).mase == pytest.approx(1)


def test_mase_is_not_said_of_a_series_that_never_changes() -> None:
    assert scores(ACTUAL, PREDICTED, np.array([1.0, scale_of(np.ones(9), 1)])).mase is None


def test_a_season_longer_than_the_series_scales_by_the_last_value() -> None:
    assert scale_of(np.array([1.0, 2.0, 4.0]), 12) == 1.5


def test_the_quantile_loss_is_least_at_the_quantiles_of_what_happens() -> None:
    answers = np.random.default_rng(1).normal(size=(400, 1))
    q = (0.025, 0.1, 0.5, 0.9, 0.975)
    right = np.broadcast_to(np.quantile(answers, q), (400, 1, 5))
    assert quantile_loss(answers, right) < quantile_loss(answers, right + 0.1)
    assert quantile_loss(answers, right) < quantile_loss(answers, right * 1.3)


def test_coverage_counts_what_is_within_bounds_included_and_width_is_their_distance() -> None:
    bands = np.array([[[0, 1, 2, 3, 4.0]], [[0, 1, 2, 3, 4.0]], [[0, 1, 2, 3, 4.0]]])
    answers = np.array([[1.0], [0.5], [5.0]])
    assert coverage(answers, bands, "0.8") == pytest.approx(1 / 3)
    assert coverage(answers, bands, "0.95") == pytest.approx(2 / 3)
    assert [float(width(bands, level)[0]) for level in ("0.8", "0.95")] == [2, 4]
