import numpy as np
import pandas as pd
import pytest

from lstm_viz.errors import DataError
from lstm_viz.forecasting.apply import forecast_on
from lstm_viz.forecasting.bundle import open_forecast, save_forecast
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.continuation import concluded, continued_plan, read_on
from lstm_viz.forecasting.result import Forecast
from tests.unit.forecasting.made import CONFIG, HORIZON, ROWS, made, table

KEPT = open_forecast(save_forecast(made()))


def going_on(kept: Forecast, data: pd.DataFrame) -> Forecast:
    plan = continued_plan(kept, data)
    return concluded(kept, plan, read_on(plan, kept.members))


def test_from_the_same_rows_the_same_is_forecast_to_the_bit() -> None:
    again = going_on(KEPT, table())
    for one, two in zip(KEPT.series, again.series, strict=True):
        assert (one.quantiles == two.quantiles).all()
        assert list(one.moments) == list(two.moments)
        assert one.verdict == two.verdict
    assert again.warnings[0].startswith("The kept networks read no newer row, to 2009-10-01; nothing was trained")


def test_from_newer_rows_alone_is_forecast_as_from_the_whole_file() -> None:
    whole = table(ROWS + 6)
    one, two = going_on(KEPT, whole), going_on(KEPT, whole.iloc[ROWS - 3 :])
    assert (one.plan.panel.series == two.plan.panel.series).all()
    assert list(one.series[0].moments) == list(whole.index[-HORIZON:])
    for a, b in zip(one.series, two.series, strict=True):
        assert (a.quantiles == b.quantiles).all()
    assert (one.series[0].quantiles != KEPT.series[0].quantiles).any()


def test_what_is_forecast_is_what_each_network_makes_of_all_rows() -> None:
    plan = continued_plan(KEPT, table(ROWS + 6))
    seen = plan.panel.known(ROWS + 6, 4, HORIZON)
    alone = [forecast_on((member,), seen) for member in KEPT.members[0]]
    assert read_on(plan, KEPT.members).quantiles == pytest.approx(np.concatenate(alone).mean(axis=0))


def test_the_simple_methods_that_were_judged_forecast_from_the_newer_rows_too() -> None:
    again, values = going_on(KEPT, table(ROWS + 6)), table(ROWS + 6)["z"].to_numpy()[: ROWS + 6]
    simple = again.series[1].simple
    assert simple.keys() == KEPT.series[1].simple.keys() == {"last value", "seasonal naive", "drift"}
    assert list(simple["last value"]) == [values[-1]] * HORIZON
    assert list(simple["seasonal naive"]) == list(values[-4:])
    assert simple["drift"] == pytest.approx(
        values[-1] + (values[-1] - values[0]) / (ROWS + 5) * np.arange(1, HORIZON + 1)
    )


def test_a_forecast_that_went_on_is_kept_and_goes_on_again() -> None:
    twice = going_on(open_forecast(save_forecast(going_on(KEPT, table(ROWS + 2)))), table(ROWS + 5))
    assert (twice.series[0].quantiles == going_on(KEPT, table(ROWS + 5)).series[0].quantiles).all()
    assert sum("nothing was trained" in each for each in twice.warnings) == 1


def test_values_that_differ_are_counted_and_the_newer_ones_read() -> None:
    newer = table(ROWS + 2)
    newer.iloc[30, 0] = 7.0
    again = going_on(KEPT, newer)
    assert any(
        each.startswith("1 of 80 values that both files have differ, the first of “y” at 2007-07-01")
        for each in again.warnings
    )
    assert again.plan.panel.series[0, 30] == newer.iloc[30, 0]


def test_rows_before_the_first_kept_one_are_left_out_and_it_is_said() -> None:
    kept = made(CONFIG, table().iloc[4:])
    again = going_on(kept, table())
    assert "4 rows before the first of the kept forecast are not read." in again.warnings
    assert (again.series[0].quantiles == kept.series[0].quantiles).all()


def moved(rows: slice, frequency: str, start: str) -> pd.DataFrame:
    found = table(ROWS + 6).iloc[rows]
    return found.set_axis(pd.date_range(start, periods=len(found), freq=frequency))


NEWER = table(ROWS + 6)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (NEWER.drop(columns="z"), "no column “z”, which the kept forecast is made of; it has y, p, f."),
        (NEWER.drop(columns="f"), "The newer file has no column “f”"),
        (NEWER.iloc[ROWS + 2 :], "end at 2009-10-01 and the newer file begins at 2010-07-01: give one with the 2 "),
        (NEWER.iloc[ROWS + 1 :], "give one with the row between."),
        (table(30), "The newer file ends at 2007-04-01, before the kept forecast's last row at 2009-10-01"),
        (moved(slice(3), "QS", "1990-01-01"), "ends before the kept forecast's first row, at 2000-01-01."),
        (NEWER.drop(NEWER.index[42]), "The newer file lacks rows after 2010-04-01: fill the gap."),
        (moved(slice(36, 50), "MS", "2009-01-01"), "The newer file is of frequency MS and the kept forecast of QS"),
        (moved(slice(36, 38), "W", "2009-01-01"), "2009-01-04 is no moment of frequency QS"),
        (NEWER.reset_index(drop=True), "The newer file has no moments, and the kept forecast is of frequency QS"),
        (NEWER.tz_localize("UTC"), "The moments of one of the two files have a time zone"),
        (NEWER.iloc[: ROWS + 6], "“f” is to be known ahead, and has no value from 2011-07-01 to 2012-04-01: add rows"),
    ],
)  # fmt: skip
def test_a_file_that_does_not_fit_is_refused_by_what_was_found(data: pd.DataFrame, said: str) -> None:
    with pytest.raises(DataError, match=said):
        continued_plan(KEPT, data)


def test_counted_rows_must_all_be_there_again() -> None:
    kept = made(CONFIG, table().reset_index(drop=True))
    assert list(going_on(kept, table(ROWS + 1).reset_index(drop=True)).series[0].moments) == [41, 42, 43, 44]
    with pytest.raises(DataError, match="The newer file has 39 rows and the kept forecast 40: rows are counted here"):
        continued_plan(kept, table(ROWS - 1).reset_index(drop=True))


def test_what_must_not_be_negative_is_refused_when_it_is() -> None:
    kept = made(ForecastConfig(("y",), HORIZON, season=4, origins=2, non_negative=True), (table() + 10)[["y"]])
    newer = (table(ROWS + 2) + 10)[["y"]]
    newer.iloc[ROWS, 0] = -1
    with pytest.raises(DataError, match="“y” is -1 at 2010-01-01: what goes below 0 cannot be forecast"):
        continued_plan(kept, newer)
