import numpy as np
import pytest

from lstm_viz.forecasting.fit import NETWORKS, Fit
from tests.unit.forecasting.series import VALUES


def test_a_sure_season_on_a_trend_is_forecast_better_than_by_the_seasonal_naive(found: Fit) -> None:
    own = np.abs(found.quantiles[0, :, 2] - VALUES[56:]).mean()
    assert own < np.abs(VALUES[52:56] - VALUES[56:]).mean()


def test_quantiles_are_in_order_and_every_network_has_its_settings(found: Fit) -> None:
    assert (np.diff(found.quantiles, axis=2) >= 0).all()
    assert len({(each.normalisation, each.seed) for each in found.members}) == NETWORKS
    assert all(each.steps > 0 for each in found.members)
    assert 0 < found.cpu_seconds < 30


def test_the_forecast_is_the_mean_of_what_the_networks_say_alone(found: Fit) -> None:
    assert found.each.shape == (NETWORKS, 1, 4, 5)
    assert found.each.std(axis=0).min() > 0
    assert found.quantiles == pytest.approx(sum(found.each) / NETWORKS)


def test_the_normalisation_with_the_least_error_on_held_out_rows_comes_first_and_none_twice_as_bad_is_used(
    found: Fit,
) -> None:
    assert len(found.losses) == 4
    chosen = [str(each.normalisation) for each in found.members]
    assert chosen[0] == min(found.losses, key=lambda each: found.losses[each])
    assert all(found.losses[each] <= 2 * min(found.losses.values()) for each in chosen)


def test_what_is_held_out_is_what_came_after_each_held_out_row(found: Fit) -> None:
    assert found.held_out.shape == (1, 8, 4, 5)
    for place, row in enumerate(range(44, 52)):
        assert (found.answers[0, place] == VALUES[row + 1 : row + 5]).all()
