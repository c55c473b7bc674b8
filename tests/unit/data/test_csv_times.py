import numpy as np
import pandas as pd
import pytest

from lstm_viz.data.csv_reader import Reading, read_csv
from tests.unit.data.tables import WAVE, days, file_of, table_of, text_of

EXPECTED = pd.date_range("2001-03-01", periods=40, freq="D")


def read(moments: list[str], delimiter: str = ",") -> Reading:
    return read_csv(table_of({"when": moments, "a": text_of(WAVE[: len(moments)])}, delimiter))


def moments_of(reading: Reading) -> list[pd.Timestamp]:
    assert reading.time == "when"
    return [pd.Timestamp(moment) for moment in reading.table.index]


@pytest.mark.parametrize(
    "form",
    ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d.%m.%Y", "%d.%m.%y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%b %d, %Y"],
)
def test_common_forms_of_a_date_are_read(form: str) -> None:
    reading = read(days(form=form))
    assert moments_of(reading) == list(EXPECTED)
    assert reading.frequency == "D"
    assert reading.warnings == ()


@pytest.mark.parametrize("form", ["%d/%m/%Y", "%d-%m-%Y", "%d/%m/%Y %H:%M", "%d/%m/%y"])
def test_day_first_dates_are_read(form: str) -> None:
    reading = read(days(form=form))  # 13 and more can be no month
    assert moments_of(reading) == list(EXPECTED)
    assert reading.warnings == ()


@pytest.mark.parametrize("form", ["%m/%d/%Y", "%m-%d-%Y", "%m/%d/%Y %H:%M:%S", "%m/%d/%y"])
def test_month_first_dates_are_read(form: str) -> None:
    reading = read(days(form=form))
    assert moments_of(reading) == list(EXPECTED)
    assert reading.warnings == ()


@pytest.mark.parametrize("form", ["%d/%m/%Y", "%m/%d/%Y"])
def test_ambiguous_dates_are_read_as_the_regular_series_they_make(form: str) -> None:
    reading = read(days(form=form, step="M"))  # always the first of a month
    assert moments_of(reading) == list(pd.date_range("2001-03-01", periods=40, freq="MS"))
    assert not reading.warnings + reading.questions


@pytest.mark.parametrize(
    ("form", "step", "frequency"),
    [
        ("%Y-%m", "M", "MS"),
        ("%Y/%m", "M", "MS"),
        ("%b %Y", "M", "MS"),
        ("%Y-%m-%d %H:%M", "h", "h"),
        ("%Y-%m-%dT%H:%M:%SZ", "h", "h"),
        ("%d.%m.%Y %H:%M", "h", "h"),
    ],
)
def test_months_and_hours_are_read(form: str, step: str, frequency: str) -> None:
    reading = read(days(form=form, step=step))
    assert moments_of(reading) == list(pd.date_range("2001-03-01", periods=40, freq=frequency))
    assert reading.frequency == frequency


@pytest.mark.parametrize("name", ["year", "Year", "season"])
def test_years_that_follow_each_other_are_times(name: str) -> None:
    reading = read_csv(table_of({name: [str(1900 + k) for k in range(40)], "a": text_of(WAVE)}))
    assert reading.time == name
    assert reading.table.index[0] == pd.Timestamp("1900-01-01")
    assert list(reading.table.columns) == ["a"]


def test_numbers_that_only_look_like_years_are_numbers() -> None:
    values = np.random.default_rng(0).integers(1800, 2050, 40)
    reading = read_csv(table_of({"price": [str(value) for value in values], "a": text_of(WAVE)}))
    assert reading.time is None
    np.testing.assert_array_equal(reading.table["price"], values)


def test_times_with_an_offset_become_universal_time() -> None:
    reading = read(days(form="%Y-%m-%dT%H:%M:%S+02:00", step="h"))
    assert moments_of(reading)[0] == pd.Timestamp("2001-02-28 22:00")


def test_unsorted_rows_are_sorted_with_their_values() -> None:
    order = np.random.default_rng(0).permutation(40)
    moments = days()
    reading = read_csv(table_of({"when": [moments[k] for k in order], "a": text_of(WAVE[order])}))
    assert list(reading.table.index) == list(EXPECTED)
    np.testing.assert_array_equal(reading.table["a"], WAVE.round(4))
    assert any("sorted" in warning for warning in reading.warnings)


def test_gaps_in_unsorted_rows_are_filled_between_neighbours_in_time() -> None:
    moments, cells = days(), text_of(WAVE)
    cells[10] = ""
    order = np.random.default_rng(0).permutation(40)
    there = read_csv(table_of({"when": moments, "a": cells})).table
    reading = read_csv(table_of({"when": [moments[k] for k in order], "a": [cells[k] for k in order]}))
    shuffled = reading.table
    np.testing.assert_array_equal(shuffled, there)
    assert any(f"data row {order.tolist().index(10) + 1}" in warning.rstrip(".") for warning in reading.warnings)
    assert shuffled["a"].iloc[10] == pytest.approx((WAVE[9] + WAVE[11]) / 2, abs=1e-9)


def test_of_rows_that_repeat_a_time_the_first_is_kept() -> None:
    moments = [*days(39), days(39)[20]]
    reading = read_csv(table_of({"when": moments, "a": text_of(WAVE)}))
    assert list(reading.table.index) == list(EXPECTED[:39])
    np.testing.assert_array_equal(reading.table["a"], WAVE[:39].round(4))
    assert any("2001-03-21" in warning for warning in reading.warnings)


def test_the_time_column_may_stand_anywhere() -> None:
    reading = read_csv(table_of({"a": text_of(WAVE), "when": days(), "b": text_of(-WAVE)}))
    assert moments_of(reading) == list(EXPECTED)
    assert list(reading.table.columns) == ["a", "b"]


def test_the_second_of_two_time_columns_can_be_chosen_or_none() -> None:
    data = table_of({"made": days(), "seen": days(start="2011-03-01"), "a": text_of(WAVE)})
    assert read_csv(data).time == "made"
    chosen = read_csv(data, date="seen")
    assert chosen.table.index[0] == pd.Timestamp("2011-03-01")
    assert chosen.overrides == {"date": "seen"}
    none = read_csv(data, date="")
    assert none.time is None
    assert list(none.table.columns) == ["a"]
    assert none.table.index.tolist() == list(range(40))


def test_irregular_times_have_no_frequency() -> None:
    moments = [moment for k, moment in enumerate(days(400)) if k in {n * n for n in range(20)}]
    assert read(moments).frequency is None


def test_days_of_which_some_of_every_week_are_missing_are_days() -> None:
    moments = [moment for k, moment in enumerate(days(60)) if k % 7 not in (3, 4)]
    reading = read(moments[:40])
    assert reading.frequency == "D"
    assert reading.axis is not None
    assert reading.axis.missing == 16


def test_without_a_header_dates_are_found_too() -> None:
    reading = read_csv(file_of([list(row) for row in zip(days(), text_of(WAVE), strict=True)]))
    assert reading.time == "column 1"
    assert not reading.header


def test_a_source_tells_its_first_and_last_moment() -> None:
    assert read(days()).to_source().about == "40 rows, 2001-03-01 to 2001-04-09."
