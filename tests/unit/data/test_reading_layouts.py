"""Series beside each other, below each other, across the columns, or without time; each value where it belongs."""

import numpy as np
import pandas as pd
import pytest

from lstm_viz.data.csv_reader import Reading, read_csv
from lstm_viz.errors import DataError

DAYS = pd.date_range("2003-01-01", periods=30, freq="D")
YEARS = range(1990, 2000)
ENGLISH = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
GERMAN = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
WORLD = (("Chile", "CL"), ("Peru", "PE"), ("Cuba", "CU"))


def read(*lines: str, **given: str) -> Reading:
    return read_csv("\n".join(lines).encode(), **given)  # type: ignore[arg-type]  # each is a keyword of text


def rows_of(reading: Reading) -> dict[str, int]:
    return {each.name: each.rows for each in reading.series}


@pytest.mark.parametrize("ids", [("north", "south", "west"), ("1", "2", "3")])
@pytest.mark.parametrize("by_series", [True, False])
def test_series_below_each_other_under_an_id_stand_side_by_side(ids: tuple[str, ...], by_series: bool) -> None:
    rows = [(k, s) for s in range(3) for k in range(30)] if by_series else [(k, s) for k in range(30) for s in range(3)]
    reading = read("store,ds,y", *(f"{ids[s]},{DAYS[k]:%Y-%m-%d},{k * 10 + s}" for k, s in rows))
    assert (reading.layout, reading.frequency) == ("long", "D")
    assert [column.kind for column in reading.columns] == ["id", "time", "number"]
    assert rows_of(reading) == dict.fromkeys(ids, 30)
    assert reading.table.to_numpy().tolist() == [[k * 10 + s for s in range(3)] for k in range(30)]
    assert not reading.questions + reading.warnings
    assert reading.axis is not None
    assert (reading.axis.rows, reading.axis.duplicates, reading.axis.missing) == (90, 0, 0)


def test_series_of_several_ids_and_values_are_named_by_all_of_them() -> None:
    rows = [(at, a, b) for at in DAYS for a in ("de", "fr") for b in ("x", "y")]
    reading = read(
        "day,land,kind,sold,price", *(f"{at:%d.%m.%Y},{a},{b},{k},{k + 0.5}" for k, (at, a, b) in enumerate(rows))
    )
    names = [f"{a} {b} {value}" for value in ("sold", "price") for a in ("de", "fr") for b in ("x", "y")]
    assert list(reading.table.columns) == names
    assert reading.table["fr x price"].tolist() == [k + 0.5 for k, row in enumerate(rows) if row[1:] == ("fr", "x")]


def test_the_column_that_tells_series_apart_is_the_one_that_is_said() -> None:
    rows = [(at, shop, tag) for at in DAYS for shop, tag in ((1, "b"), (2, "a"))]
    lines = ["day,shop,tag,y", *(f"{at:%d.%m.%Y},{shop},{tag},{k}" for k, (at, shop, tag) in enumerate(rows))]
    found, said = read(*lines), read(*lines, id_column="shop")
    assert (found.ids, list(found.table.columns)) == (("tag",), ["b shop", "a shop", "b y", "a y"])
    assert (said.ids, list(said.table.columns), said.layout) == (("shop",), ["1", "2"], "long")
    assert said.table["2"].tolist() == list(range(1, 60, 2))
    once = [lines[0], *lines[1::2]]
    assert read(*once).layout == "wide"
    assert list(read(*once, id_column="shop").table.columns) == ["1"]
    one = read(*lines, id_column="", duplicates="sum")
    assert (one.ids, one.table["y"].tolist()[:2]) == ((), [1, 5])


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"id_column": "store"}, "Column “store” of the file is not there"),
        ({"id_column": "day"}, "Column “day” of the file holds the times"),
        ({"id_column": "tag", "date": ""}, "the file has no time column, so its series cannot be told apart"),
    ],
)
def test_a_column_that_cannot_tell_series_apart_is_refused(given: dict[str, str], why: str) -> None:
    with pytest.raises(DataError, match=why):
        read("day,tag,y", *(f"{at:%Y-%m-%d},{k % 2},{k}" for k, at in enumerate(DAYS)), **given)


def test_what_a_series_lacks_is_counted_filled_and_marked() -> None:
    rows = [(k, s) for s in "ab" for k in range(30) if (k, s) not in ((7, "a"), (29, "b"))]
    reading = read("id,day,y", *(f"{s},{DAYS[k]:%Y-%m-%d},{k}" for k, s in rows))
    assert np.argwhere(reading.filled).tolist() == [[7, 0], [29, 1]]
    assert reading.table["a"].tolist() == list(range(30))
    assert reading.axis is not None
    assert reading.axis.missing == 1
    assert rows_of(reading) == {"a": 29, "b": 29}
    assert any("1 moment" in warning for warning in reading.warnings)


def test_years_across_the_columns_are_time() -> None:
    head = ["Country;Code;" + ";".join(map(str, YEARS))]
    lines = [f"{name};{code};" + ";".join(f"{k + y},5" for y in range(10)) for k, (name, code) in enumerate(WORLD)]
    reading = read(*head, *lines)
    assert (reading.layout, reading.frequency, reading.decimal) == ("wide", "YS", ",")
    assert reading.table.index.tolist() == [pd.Timestamp(year, 1, 1) for year in YEARS]
    assert list(reading.table.columns) == ["Chile CL", "Peru PE", "Cuba CU"]
    assert reading.table.to_numpy().tolist() == [[k + y + 0.5 for k in range(3)] for y in range(10)]
    assert [column.kind for column in reading.columns] == ["id", "id", *["number"] * 10]


@pytest.mark.parametrize("names", [ENGLISH, GERMAN])
def test_months_across_the_columns_are_one_series_and_months_to_come_are_none(names: str) -> None:
    values = [[str(y * 12 + m) if (y, m) < (3, 9) else "" for m in range(12)] for y in range(4)]
    reading = read(",".join(["Year", *names.split()]), *(",".join([str(2000 + y), *values[y]]) for y in range(4)))
    assert (reading.layout, reading.frequency) == ("single", "MS")
    assert reading.table.iloc[:, 0].tolist() == list(range(45))
    assert str(reading.table.index[-1]) == "2003-09-01 00:00:00"
    assert not reading.warnings + reading.questions


@pytest.mark.parametrize("header", [(), ("x",)])
def test_bare_numbers_have_no_time(header: tuple[str, ...]) -> None:
    reading = read(*header, *(f"{k * k % 7}.25" for k in range(40)))
    assert (reading.layout, reading.axis) == ("bare", None)
    assert reading.as_json()["time"] is None
    assert reading.table.iloc[:, 0].tolist() == [k * k % 7 + 0.25 for k in range(40)]


def test_gaps_are_filled_on_the_grid_and_marked_if_asked_for() -> None:
    lines = [f"{at:%Y-%m-%d},{k}" for k, at in enumerate(DAYS) if k not in (4, 5, 20)]
    steps, filled = read("day,x", *lines), read("day,x", *lines, gaps="fill")
    assert len(steps.table) == 27
    assert any("3 moments are missing" in warning and "evenly" in warning for warning in steps.warnings)
    assert filled.table["x"].tolist() == list(range(30))
    assert np.flatnonzero(filled.filled[:, 0]).tolist() == [4, 5, 20]
    assert filled.table.index.tolist() == DAYS.tolist()


@pytest.mark.parametrize(("how", "value"), [("first", 3), ("last", 100), ("mean", 51.5), ("sum", 103)])
def test_rows_of_one_moment_become_what_was_asked_for(how: str, value: float) -> None:
    lines = [f"{at:%Y-%m-%d},{k}" for k, at in enumerate(DAYS)]
    reading = read("day,x", *lines[:4], "2003-01-04,100", *lines[4:], duplicates=how)
    assert reading.table["x"].tolist() == [0, 1, 2, value, *range(4, 30)]
    assert "2003-01-04" in reading.warnings[0]
    assert reading.axis is not None
    assert (reading.axis.duplicates, reading.axis.rows, reading.frequency) == (1, 31, "D")


def test_what_gaps_and_repeated_rows_cannot_become_is_told() -> None:
    for given in ({"gaps": "drop"}, {"duplicates": "median"}):
        with pytest.raises(DataError, match=r"is not what .*: choose .*\.$"):
            read("day,x", "2003-01-04,100", **given)
