"""Hours by a clock that is put back and forward: as many rows as there were hours, each an hour after the last."""

import pandas as pd
import pytest

from lstm_viz.data.csv_reader import Reading, read_csv

BERLIN = "Europe/Berlin"


def read(moments: pd.DatetimeIndex, form: str = "%d.%m.%Y %H:%M") -> Reading:
    return read_csv("\n".join(["t,x", *(f"{at.strftime(form)},{k * k % 17}" for k, at in enumerate(moments))]).encode())


def counts(reading: Reading) -> tuple[str | None, int, int]:
    assert reading.axis is not None
    return reading.frequency, reading.axis.missing, reading.axis.duplicates


@pytest.mark.parametrize("step", ["h", "30min"])
@pytest.mark.parametrize(
    ("zone", "first", "days", "changes"),
    [
        (BERLIN, "2020-10-24", 3, "once"),
        (BERLIN, "2021-03-20", 20, "once"),
        (BERLIN, "2019-07-01", 700, "4 times"),
        ("Europe/London", "2021-01-01", 330, "twice"),
        ("America/New_York", "2005-06-01", 800, "4 times"),
        ("Australia/Sydney", "2015-01-01", 600, "3 times"),
    ],
)
def test_no_hour_is_repeated_or_missing_where_clocks_change(
    zone: str, first: str, days: int, changes: str, step: str
) -> None:
    local = pd.date_range(first, pd.Timestamp(first) + pd.Timedelta(days=days), freq=step, tz=zone)
    reading = read(local)
    assert reading.table.index.tolist() == pd.date_range(first, periods=len(local), freq=step).tolist()
    assert reading.table["x"].tolist() == [k * k % 17 for k in range(len(local))]
    assert counts(reading) == (step, 0, 0)
    (told,) = reading.warnings
    assert told.startswith(f"The clocks change {changes} in column “t”")


def test_it_is_said_when_the_clocks_change_first_and_how() -> None:
    autumn = read(pd.date_range("2020-10-24", periods=72, freq="h", tz=BERLIN))
    spring = read(pd.date_range("2021-03-27", periods=72, freq="h", tz=BERLIN))
    assert "at 2020-10-25 02:00, where an hour is there twice" in autumn.warnings[0]
    assert "at 2021-03-28 02:00, where an hour is left out" in spring.warnings[0]


def test_a_file_with_the_latest_hour_first_is_understood_too() -> None:
    local = pd.date_range("2020-10-20", periods=300, freq="h", tz=BERLIN)
    reading = read(local[::-1])
    assert counts(reading) == ("h", 0, 0)
    assert reading.table["x"].tolist() == [k * k % 17 for k in range(300)][::-1]


def test_what_really_is_missing_or_repeated_beside_a_change_of_clocks_is_counted() -> None:
    local = pd.date_range("2020-10-01", periods=1000, freq="h", tz=BERLIN)
    assert counts(read(local.delete([100, 101, 700]))) == ("h", 3, 0)
    assert counts(read(local.insert(50, local[50]))) == ("h", 0, 1)


@pytest.mark.parametrize(
    "moments",
    [
        pd.date_range("2020-10-24", periods=72, freq="h").insert(27, pd.Timestamp("2020-10-25 02:00")),
        pd.date_range("2021-10-24", periods=72, freq="h").delete(2),
        pd.date_range("2020-07-04", periods=72, freq="h").insert(27, pd.Timestamp("2020-07-05 02:00")),
        pd.date_range("2021-03-27", periods=9000, freq="h").delete(26),
    ],
    ids=["the hour of autumn", "spring's gap in autumn", "a Sunday in July", "spring alone in a year and more"],
)
def test_only_the_clocks_own_pattern_is_taken_for_them(moments: pd.DatetimeIndex) -> None:
    reading = read(moments)
    assert reading.axis is not None
    told = any("clocks" in warning for warning in reading.warnings)
    assert told == (str(moments[0]).startswith("2020-10-24"))
    assert told or reading.axis.missing + reading.axis.duplicates == 1


@pytest.mark.parametrize("mixed", [True, False])
def test_series_below_each_other_go_by_one_clock_too(mixed: bool) -> None:
    local = pd.date_range("2020-10-20", periods=300, freq="h", tz=BERLIN)
    rows = [(k, town) for k in range(300) for town in ("Bonn", "Ulm")]
    rows = rows if mixed else sorted(rows, key=lambda each: each[1])
    lines = [f"{town},{local[k]:%d.%m.%Y %H:%M},{k}" for k, town in rows]
    reading = read_csv("\n".join(["town,t,x", *lines]).encode())
    assert (reading.layout, *counts(reading)) == ("long", "h", 0, 0)
    assert reading.table["Bonn"].tolist() == reading.table["Ulm"].tolist() == list(range(300))
    assert reading.table.index.tolist() == pd.date_range("2020-10-20", periods=300, freq="h").tolist()


def test_moments_with_their_offset_from_greenwich_need_no_guess() -> None:
    local = pd.date_range("2020-10-24", periods=72, freq="h", tz=BERLIN)
    assert read(local, "%Y-%m-%dT%H:%M:%S%z").warnings == ()
