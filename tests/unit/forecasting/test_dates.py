"""From a file to the moments of its forecast: the two dates that a person checks first."""

import numpy as np
import pandas as pd
import pytest

import lstm_viz as lv
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.plan import plan_of

WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


def coming(stamps: list[str], horizon: int = 3) -> pd.DatetimeIndex:
    lines = ["when,y", *(f"{stamp},{np.sin(row):.4f}" for row, stamp in enumerate(stamps))]
    reading = lv.read_csv("\n".join(lines).encode(), name="file.csv")
    return pd.DatetimeIndex(plan_of(reading, ForecastConfig(horizon=horizon, season=1, origins=1)).moments)


@pytest.mark.parametrize(
    ("frequency", "start", "first", "third"),
    [
        ("MS", "2021-03-01", "2024-07-01", "2024-09-01"),
        ("ME", "2020-09-30", "2024-01-31", "2024-03-31"),
        ("B", "2024-01-03", "2024-02-28", "2024-03-01"),
        ("QS", "2015-01-01", "2025-01-01", "2025-07-01"),
        ("QE", "2014-03-31", "2024-03-31", "2024-09-30"),
        ("QS-FEB", "2015-02-01", "2025-02-01", "2025-08-01"),
        ("YS", "1980-01-01", "2020-01-01", "2022-01-01"),
        ("YE", "1980-12-31", "2020-12-31", "2022-12-31"),
        ("D", "2024-02-01", "2024-03-12", "2024-03-14"),
        ("h", "2024-02-28 00:00", "2024-02-29 16:00", "2024-02-29 18:00"),
        ("30min", "2024-02-28 12:00", "2024-02-29 08:00", "2024-02-29 09:00"),
        *((f"W-{day}", f"2024-01-{place + 1:02}", f"2024-10-{place + 7:02}", f"2024-10-{place + 21:02}")
          for place, day in enumerate(WEEKDAYS)),
    ],
)  # fmt: skip
def test_forecast_moments_follow_the_last_one_of_the_file(frequency: str, start: str, first: str, third: str) -> None:
    index = pd.date_range(start, periods=40, freq=frequency)
    assert index[0] == pd.Timestamp(start)
    found = coming([str(each).removesuffix(" 00:00:00") for each in index])
    assert [found[0], found[2]] == [pd.Timestamp(first), pd.Timestamp(third)]


@pytest.mark.parametrize("zone", [None, "Europe/Berlin"])
@pytest.mark.parametrize("frequency", ["D", "h"])
def test_moments_go_on_across_a_daylight_saving_change(frequency: str, zone: str | None) -> None:
    index = pd.date_range(end=pd.Timestamp("2024-03-31 00:00", tz=zone), periods=60, freq=frequency)
    following = pd.date_range(index[-1], periods=4, freq=frequency)[1:]
    table = pd.DataFrame({"y": np.sin(np.arange(60.0))}, index=index)
    found = plan_of(table, ForecastConfig(horizon=3, season=1, origins=1)).moments
    assert list(found) == list(following)
    assert found[0].utcoffset() == (None if zone is None else pd.Timedelta(hours=2 if frequency == "D" else 1))


def test_hours_of_a_file_with_offsets_go_on_an_hour_apart_in_universal_time_across_the_change() -> None:
    index = pd.date_range("2024-03-30 00:00", periods=60, freq="h", tz="Europe/Berlin")
    found = coming([each.isoformat() for each in index])
    assert list(found.tz_localize("UTC")) == list(pd.date_range(index[-1], periods=4, freq="h")[1:])


def test_days_of_a_file_go_on_at_midnight_across_the_change() -> None:
    assert list(coming([f"2024-03-{day:02} 00:00:00" for day in range(1, 31)])) == list(
        pd.date_range("2024-03-31", periods=3)
    )


def test_a_file_with_gaps_is_forecast_by_rows_or_by_moments_once_the_gaps_are_filled() -> None:
    stamps = [f"2024-01-{day:02}" for day in range(1, 31) if day not in (9, 17)]
    file = "\n".join(["when,y", *(f"{each},{np.sin(row):.4f}" for row, each in enumerate(stamps))]).encode()
    asked = ForecastConfig(horizon=2, season=1, origins=1)
    by_rows, filled = (plan_of(lv.read_csv(file, name="f.csv", gaps=how), asked) for how in ("steps", "fill"))
    assert list(by_rows.moments) == [28, 29]
    assert any("rows are counted" in each for each in by_rows.warnings)
    assert list(filled.moments) == [pd.Timestamp("2024-01-31"), pd.Timestamp("2024-02-01")]
    assert "2 values of “y” were filled: nothing is learnt from them as answers, or scored." in filled.warnings
    assert list(np.flatnonzero(np.isnan(filled.panel.answers[0]))) == [8, 16]
