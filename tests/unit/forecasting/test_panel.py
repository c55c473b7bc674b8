import numpy as np
import pandas as pd
import pytest

from lstm_viz.errors import DataError, SettingError
from lstm_viz.forecasting.from_table import panel_of

MONTHS = pd.date_range("2020-01-01", periods=6, freq="MS")
TABLE = pd.DataFrame({"same": 1.0, "y": np.arange(6.0), "z": [3.0, 1, np.nan, 2, 2, 2], "word": "a"}, index=MONTHS)


def test_the_first_column_that_changes_is_forecast_unless_others_are_named() -> None:
    assert panel_of(TABLE)[0].ids == ("y",)
    panel, warnings = panel_of(TABLE.assign(x=2 * TABLE["y"]), ["x", "y"])
    assert (panel.ids, warnings) == (("x", "y"), ())
    assert panel.series.tolist() == [[0, 2, 4, 6, 8, 10], [0, 1, 2, 3, 4, 5]]


@pytest.mark.parametrize(
    ("target", "error", "said"),
    [("word", SettingError, "There is no column of numbers “word”: choose among same, y, z."),
     ("z", DataError, "Column “z” has no number in row 3"), ("same", DataError, "Column “same” is 1 in every row")],
)  # fmt: skip
def test_what_cannot_be_forecast_is_refused_by_name(target: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        panel_of(TABLE, [target])


def test_irregular_moments_are_counted_and_it_is_said() -> None:
    panel, warnings = panel_of(TABLE[["y"]].iloc[[0, 1, 2, 5]])
    assert list(panel.moments(6)) == list(range(6))
    assert "The moments are not regular" in warnings[0]


def test_what_is_known_at_an_origin_ends_there_but_for_the_calendar_of_one_row_more() -> None:
    panel, _ = panel_of(pd.DataFrame({"y": np.arange(40.0)}))
    seen = panel.known(30, 5, 3)
    assert (seen.series.shape, len(seen.calendar)) == ((1, 30), 31)
