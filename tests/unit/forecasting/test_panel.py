import numpy as np
import pandas as pd
import pytest

import lstm_viz as lv
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
    assert "The times are not even, so rows are counted" in warnings[0]


def test_what_is_known_at_an_origin_ends_there_but_for_the_calendar_of_one_row_more() -> None:
    panel, _ = panel_of(pd.DataFrame({"y": np.arange(40.0)}))
    seen = panel.known(30, 5, 3)
    assert (seen.series.shape, len(seen.calendar)) == ((1, 30), 31)


def test_rows_after_the_last_value_of_all_targets_are_no_rows_of_the_series() -> None:
    table = pd.DataFrame({"a": [1.0, 2, 3, np.nan, np.nan], "b": [3.0, 1, 2, np.nan, np.nan], "f": range(5)})
    panel, warnings = panel_of(table, ["a", "b"], future=["f"])
    assert (panel.series.shape, list(panel.future["f"]), warnings) == ((2, 3), [0, 1, 2, 3, 4], ())
    assert panel_of(table, ["a"])[1] == ("The last 2 rows hold no value of “a”, so the forecast begins there.",)


def test_a_gap_that_reaches_to_the_origin_shows_nothing_of_what_comes_after_it() -> None:
    reading = lv.read_csv(b"y\n" + b"\n".join([b"1", b"2", b"4", b"NA", b"NA", b"10", b"3", b"5"]), header=True)
    panel, warnings = panel_of(reading)
    assert list(panel.series[0]) == [1, 2, 4, 6, 8, 10, 3, 5]
    assert list(panel.known(5, 1, 1).series[0]) == [1, 2, 4, 4, 4]
    assert list(panel.known(8, 1, 1).series[0]) == [1, 2, 4, 6, 8, 10, 3, 5]
    assert list(np.flatnonzero(np.isnan(panel.answers[0]))) == [3, 4]
    assert any("2 values of “y” were filled" in each for each in warnings)


def test_a_gap_in_a_column_of_the_past_holds_the_last_value_known_then() -> None:
    reading = lv.read_csv(b"y,p\n1,1\n2,2\n4,\n3,9\n5,1\n2,2", header=True)
    assert list(panel_of(reading, ["y"], ["p"])[0].past["p"]) == [1, 2, 2, 9, 1, 2]


@pytest.mark.parametrize(
    ("targets", "past", "future", "said"),
    [(["y"], ["y"], [], "Column “y” is named twice"), (["y"], [], ["no"], "There is no column of numbers “no”"),
     (["y"], ["z"], [], "Column “z” has no number in row 3")],
)  # fmt: skip
def test_further_columns_that_cannot_be_used_are_refused_by_name(
    targets: list[str], past: list[str], future: list[str], said: str
) -> None:
    with pytest.raises((SettingError, DataError), match=said):
        panel_of(TABLE, targets, past, future)
