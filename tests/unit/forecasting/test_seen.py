import numpy as np
import pandas as pd
import pytest

from lstm_viz.forecasting.from_table import panel_of
from lstm_viz.forecasting.seen import Seen, fed_beside, places_ahead, sizes_of

HORIZON = 3


def seen_at(origin: int, changed_from: int | None = None) -> Seen:
    rows = np.arange(30.0)
    table = pd.DataFrame({"y": np.sin(rows), "p": rows**2, "f": 2 * rows}, index=pd.date_range("2000", periods=30))
    table.loc[table.index[-HORIZON:], "y"] = np.nan
    if changed_from is not None:
        table.iloc[changed_from:, 1] = -1e6
        table.iloc[changed_from + HORIZON :, 2] = 1e6
    panel, _ = panel_of(table, ["y"], ["p"], ["f"])
    return panel.known(origin, 1, HORIZON)


def test_at_a_row_the_past_is_fed_as_it_is_there_and_the_future_at_every_row_ahead() -> None:
    seen = seen_at(20)
    sizes = sizes_of(seen, 12)
    fed, names = fed_beside(seen, HORIZON, sizes)
    assert fed.shape == (20, len(names))
    assert names[-4:] == ("p", "f, 1 ahead", "f, 2 ahead", "f, 3 ahead")
    back = fed[:, -4:] * sizes.spreads[[0, 1, 1, 1]] + sizes.means[[0, 1, 1, 1]]
    for row in range(20):
        assert back[row] == pytest.approx([row**2, 2 * row + 2, 2 * row + 4, 2 * row + 6])


def test_the_constants_are_of_the_learnt_rows_alone() -> None:
    sizes = sizes_of(seen_at(20), 12)
    assert sizes.means == pytest.approx([np.mean(np.arange(12.0) ** 2), 11])
    assert sizes.spreads == pytest.approx([np.std(np.arange(12.0) ** 2), 2 * np.std(np.arange(12.0))])


def test_nothing_of_a_past_column_from_the_origin_on_and_of_a_future_one_from_the_horizon_on_is_known() -> None:
    one, two = seen_at(20), seen_at(20, changed_from=20)
    assert (fed_beside(one, HORIZON, sizes_of(one, 20))[0] == fed_beside(two, HORIZON, sizes_of(two, 20))[0]).all()
    assert (len(one.past["p"]), len(one.future["f"])) == (20, 23)


def test_a_column_that_does_not_change_divides_nothing_by_0() -> None:
    seen = seen_at(20)
    object.__setattr__(seen, "past", {"p": np.ones(20)})
    assert np.isfinite(fed_beside(seen, HORIZON, sizes_of(seen, 20))[0]).all()


def test_of_a_long_horizon_24_places_from_the_first_to_the_last_are_fed() -> None:
    assert places_ahead(5) == (1, 2, 3, 4, 5)
    places = places_ahead(100)
    assert (len(places), places[0], places[-1]) == (24, 1, 100)
