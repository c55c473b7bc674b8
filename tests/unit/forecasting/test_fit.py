from dataclasses import replace

import numpy as np
import pytest

from lstm_viz.errors import DataError
from lstm_viz.forecasting.apply import forecast_on
from lstm_viz.forecasting.fit import NETWORKS, Fit, fit
from lstm_viz.forecasting.from_table import panel_of
from tests.unit.forecasting.series import HORIZON, ORIGIN, SEASON, TABLE, VALUES


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


def test_networks_read_again_what_they_learnt_from_and_forecast_the_same(found: Fit) -> None:
    seen = panel_of(TABLE)[0].known(ORIGIN, SEASON, HORIZON)
    assert (forecast_on(found.members, seen) == found.each).all()


def test_networks_that_read_logarithms_refuse_a_value_that_has_none(found: Fit) -> None:
    seen = panel_of(TABLE)[0].known(60, SEASON, HORIZON)
    member = replace(found.members[0], normalisation=replace(found.members[0].normalisation, log=True))
    with pytest.raises(
        DataError, match="A value in row 1 is not positive, and a network that was trained before reads"
    ):
        forecast_on((member,), seen)


def test_a_gap_where_forecasts_are_tried_is_refused_before_anything_is_trained() -> None:
    seen = panel_of(TABLE)[0].known(ORIGIN, SEASON, HORIZON)
    filled = np.arange(ORIGIN)[None] > 44
    with pytest.raises(DataError, match="No value is known in the 11 rows before row 57, on which forecasts are tried"):
        fit(replace(seen, filled=filled), SEASON, HORIZON, 0)
