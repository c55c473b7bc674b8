"""Moments are decided from whole columns; a question is asked where two readings are truly possible."""

import numpy as np
import pandas as pd
import pytest

from lstm_viz.data.csv_reader import Reading, read_csv
from lstm_viz.data.reading.frequency import grid_of

OFFSETS = (
    *("D", "B", "W-SUN", "W-MON", "W-WED", "W-SAT", "MS", "ME", "QS", "QE", "QS-FEB", "YS", "YE", "YS-APR", "YE-JUN"),
    *("h", "2h", "30min", "15min", "s", "200ms", "2D", "2W-TUE", "BME", "BMS", "2MS", "6MS"),
)


def read(moments: list[str], name: str = "date", **given: bool) -> Reading:
    rows = [f'"{moment}",{k * k % 17}.5' for k, moment in enumerate(moments)]
    return read_csv("\n".join([f"{name},x", *rows]).encode(), **given)  # type: ignore[arg-type]  # day_first


def quiet(reading: Reading) -> bool:
    return not reading.questions + reading.warnings


@pytest.mark.parametrize("offset", OFFSETS)
def test_a_repeated_row_or_a_third_of_the_rows_missing_does_not_change_the_frequency(offset: str) -> None:
    whole = pd.date_range("2001-03-05", periods=90, freq=offset).as_unit("us")
    for seed in range(5):
        kept = np.sort(np.random.default_rng(seed).permutation(90)[:60])
        found = grid_of(whole[kept].asi8)
        assert found is not None
        assert found.offset == offset
        assert found.missing == kept[-1] - kept[0] + 1 - 60
    assert pd.date_range(whole[0], periods=90, freq=offset).tolist() == whole.tolist()


@pytest.mark.parametrize(
    ("moments", "frequency", "first", "last"),
    [
        ([f"{y}-W{w:02}" for y in (2018, 2019) for w in range(1, 53)], "W-MON", "2018-01-01", "2019-12-23"),
        ([f"{y}W{w:02}" for y in (2018, 2019) for w in range(1, 53)], "W-MON", "2018-01-01", "2019-12-23"),
        ([f"KW {w}/2018" for w in range(1, 53)], "W-MON", "2018-01-01", "2018-12-24"),
        ([f"{y}Q{q}" for y in range(2000, 2010) for q in range(1, 5)], "QS", "2000-01-01", "2009-10-01"),
        ([f"{y}-Q{q}" for y in range(2000, 2010) for q in range(1, 5)], "QS", "2000-01-01", "2009-10-01"),
        ([f"Q{q} {y}" for y in range(2000, 2010) for q in range(1, 5)], "QS", "2000-01-01", "2009-10-01"),
        ([f"{y}M{m:02}" for y in range(2000, 2004) for m in range(1, 13)], "MS", "2000-01-01", "2003-12-01"),
        ([f"{m:02}/{y}" for y in range(2000, 2004) for m in range(1, 13)], "MS", "2000-01-01", "2003-12-01"),
        ([f"{y}{m:02}" for y in range(2000, 2004) for m in range(1, 13)], "MS", "2000-01-01", "2003-12-01"),
        ([f"{y}" for y in range(1900, 1950)], "YS", "1900-01-01", "1949-01-01"),
        ([f"{y}/{(y + 1) % 100:02}" for y in range(1970, 2010)], "YS", "1970-01-01", "2009-01-01"),
        ([f"31.12.{y % 100:02}" for y in range(1945, 1996)], "YE", "1945-12-31", "1995-12-31"),
    ],
)  # fmt: skip
def test_a_period_is_stamped_with_its_first_day(moments: list[str], frequency: str, first: str, last: str) -> None:
    reading = read(moments)
    assert (reading.frequency, str(reading.table.index[0])[:10], str(reading.table.index[-1])[:10]) == (
        *(frequency, first, last),
    )
    assert quiet(reading)


def test_years_that_are_only_counted_are_told() -> None:
    reading = read([f"{y}-{m:02}" for y in (1, 2, 3) for m in range(1, 13)], "Month")
    assert (reading.frequency, len(reading.table)) == ("MS", 36)
    assert reading.warnings == ("The years of column “Month” are counted, not dated: “1-01” is taken as 2001-01.",)


def test_a_spreadsheets_day_numbers_are_days_under_a_telling_name_and_numbers_under_another() -> None:
    cells = [str(43831 + k) for k in range(40)]
    assert read(cells).table.index.tolist() == pd.date_range("2020-01-01", periods=40).tolist()
    assert read(cells, "price").time is None


@pytest.mark.parametrize("form", ["%s", "%s000", "%s000000", "%s000000000"])
def test_seconds_and_their_parts_since_1970_are_moments(form: str) -> None:
    whole = pd.date_range("2020-02-27", periods=50, freq="h")
    reading = read([form.replace("%s", str(int(at.timestamp()))) for at in whole], "t")
    assert reading.table.index.tolist() == whole.tolist()
    assert quiet(reading)


def test_offsets_that_change_with_the_clocks_leave_hours_and_days_even() -> None:
    for step, count in (("h", 72), ("D", 30)):
        local = pd.date_range("2020-10-24", periods=count, freq=step, tz="Europe/Berlin")
        reading = read(local.strftime("%Y-%m-%dT%H:%M:%S%z").tolist())
        assert reading.frequency == step
        assert quiet(reading)
    assert reading.table.index.tolist() == local.tz_localize(None).tolist()


@pytest.mark.parametrize("form", ["%d/%m/%Y", "%m/%d/%Y"])
def test_the_first_days_of_a_years_months_may_be_twelve_days_of_january_and_are_asked_about(form: str) -> None:
    months, days = (pd.date_range("2003-01-01", periods=12, freq=freq).tolist() for freq in ("MS", "D"))
    cells = [at.strftime(form) for at in months]
    reading = read(cells)
    (question,) = reading.questions
    assert "“date”" in question.about
    assert len(question.choices) == 2
    first = months if form.startswith("%d") else days
    assert reading.table.index.tolist() == first
    assert f"{first[1]:%Y-%m-%d}" in question.choices[0]
    for day_first, expected in ((form.startswith("%d"), months), (not form.startswith("%d"), days)):
        answered = read(cells, day_first=day_first)
        assert answered.questions == ()
        assert answered.table.index.tolist() == expected


@pytest.mark.parametrize("form", ["%d/%m/%Y,%H:%M", "%m/%d/%Y,%H:%M"])
def test_days_and_times_of_day_in_two_columns_are_decided_together(form: str) -> None:
    whole = pd.date_range("2003-01-02", periods=60, freq="h")
    lines = [f"{at.strftime(form)},{k % 7}" for k, at in enumerate(whole)]
    reading = read_csv("\n".join(["day,clock,x", *lines]).encode())
    assert reading.table.index.tolist() == whole.tolist()
    assert reading.time == "day, clock"
    assert quiet(reading)
    assert read_csv("\n".join(["day,clock,x", *lines]).encode(), date="day, clock").table.equals(reading.table)


def test_year_month_day_and_hour_in_columns_are_moments() -> None:
    whole = pd.date_range("2010-02-27", periods=60, freq="h")
    lines = [f"{k + 1},{at.year},{at.month},{at.day},{at.hour},{k % 7}" for k, at in enumerate(whole)]
    reading = read_csv("\n".join(["No,year,month,day,hour,pm", *lines]).encode())
    assert reading.table.index.tolist() == whole.tolist()
    assert reading.time == "year, month, day, hour"
    assert [column.kind for column in reading.columns] == ["id", *["time"] * 4, "number"]


def test_a_number_far_below_all_others_is_asked_about() -> None:
    lines = [f"{at:%Y-%m-%d},{-999 if k == 5 else k}" for k, at in enumerate(pd.date_range("2003-01-01", periods=40))]
    data = "\n".join(["day,x", *lines]).encode()
    reading = read_csv(data)
    assert len(reading.questions) == 1
    assert reading.table["x"].tolist() == list(range(40))
    assert np.flatnonzero(reading.filled).tolist() == [5]
    value = read_csv(data, sentinels="values")
    assert value.table["x"].iloc[5] == -999
    assert value.questions == read_csv(data, sentinels="missing").questions == ()
