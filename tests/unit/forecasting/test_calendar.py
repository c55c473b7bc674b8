import numpy as np
import pandas as pd
import pytest

from lstm_viz.forecasting.calendar import calendar_features, calendar_names, calendar_parts


@pytest.mark.parametrize(
    ("frequency", "rows", "found"),
    [
        ("h", 24 * 30, ["day", "week"]),
        ("D", 800, ["week", "year"]),
        ("MS", 36, ["year"]),
        ("MS", 12, []),
        ("YS", 50, []),
    ],
)
def test_parts_that_the_rows_go_through_twice_are_fed(frequency: str, rows: int, found: list[str]) -> None:
    assert list(calendar_parts(pd.date_range("2020-01-01", periods=rows, freq=frequency), 1)) == found


def test_a_month_is_the_same_place_every_year_and_no_other_months() -> None:
    features = calendar_features(pd.date_range("2019-01-01", periods=48, freq="MS"), 1, ("year",))
    assert features[:12] == pytest.approx(features[36:])
    assert len(np.unique(features[:12].round(6), axis=0)) == 12


def test_counted_rows_have_the_place_in_their_season() -> None:
    parts = calendar_parts(pd.RangeIndex(20), 5)
    features = calendar_features(pd.RangeIndex(20), 5, parts)
    assert (features.shape, len(calendar_names(parts))) == ((20, 4), 4)
    assert features[0] == pytest.approx(features[15])
    assert calendar_parts(pd.RangeIndex(20), 1) == ()
