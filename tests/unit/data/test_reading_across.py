"""Time across the columns: a row for each series or for each year, with sums beside it, or only one row of it."""

import pandas as pd
import pytest

from lstm_viz.data.csv_reader import Reading, read_csv
from lstm_viz.errors import DataError

FORMS = {"MS": "%Y-%m", "D": "%d.%m.%Y", "YS": "%Y"}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
ABOUT_TOTAL = "Column “Total” is a total, so it is set aside."


def read(*lines: str) -> Reading:
    return read_csv("\n".join(lines).encode())


def moments(often: str) -> pd.DatetimeIndex:
    return pd.date_range("1990-01-01", periods=34, freq=often)


def wide(often: str, form: str, series: int, *, total: str = "") -> Reading:
    names = [f"{at:{form}}" for at in moments(often)]
    rows = [[k * 100 + j for j in range(34)] for k in range(series)]
    cells = [[f"P{k}", *row, *([sum(row)] if total else [])] for k, row in enumerate(rows)]
    return read(",".join(["Product", *names, *([total] if total else [])]), *(",".join(map(str, row)) for row in cells))


def is_right(reading: Reading, often: str, series: int) -> bool:
    layout = "single" if series == 1 else "wide"
    values = [[k * 100 + j for k in range(series)] for j in range(34)]
    return (
        (reading.layout, reading.frequency, reading.time) == (layout, often, "the header")
        and reading.table.index.tolist() == moments(often).tolist()
        and list(reading.table.columns) == [f"P{k}" for k in range(series)]
        and reading.table.to_numpy().tolist() == values
    )


@pytest.mark.parametrize(("often", "form"), [*FORMS.items(), ("MS", "%b %Y")])
def test_a_total_beside_the_moments_is_set_aside_and_named_once(often: str, form: str) -> None:
    reading = wide(often, form, 5, total="Total")
    assert is_right(reading, often, 5)
    assert reading.warnings == (ABOUT_TOTAL,)
    assert not reading.skipped + reading.questions


def test_several_totals_among_the_months_are_set_aside_and_named_in_one_warning() -> None:
    names = [f"{month} 2019" for month in MONTHS]
    for at in (12, 9, 6, 3):
        names.insert(at, f"Q{at // 3} total")
    cells = [names.index(name) if name.endswith("2019") else 999 for name in names]
    reading = read(",".join(["shop", *names, "Sum"]), *(f"{shop},{','.join(map(str, cells))},9" for shop in "abc"))
    assert (reading.layout, reading.frequency, len(reading.table)) == ("wide", "MS", 12)
    assert (reading.table["b"] < 999).all()
    assert reading.warnings == (
        "Columns “Q1 total”, “Q2 total”, “Q3 total” and 2 more are totals, so they are set aside.",
    )


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["Total"], ABOUT_TOTAL),
        (["Total", "Average"], "Columns “Total”, “Average” are totals, so they are set aside."),
        (["Remark"], "Column “Remark” is no month, so it is set aside."),
    ],
)
def test_what_stands_beside_the_months_of_each_year_is_set_aside_and_named(more: list[str], told: str) -> None:
    rows = [",".join(map(str, [2000 + y, *range(12 * y, 12 * y + 12), *[9999] * len(more)])) for y in range(4)]
    reading = read(",".join(["Year", *MONTHS, *more]), *rows)
    assert (reading.layout, reading.frequency) == ("single", "MS")
    assert reading.table.iloc[:, 0].tolist() == list(range(48))
    assert reading.warnings == (told,)


def test_a_total_beside_series_that_go_down_is_a_series_too() -> None:
    reading = read("month,a,b,Total", *(f"{at:%Y-%m},{k},{2 * k},{3 * k}" for k, at in enumerate(moments("MS"))))
    assert list(reading.table.columns) == ["a", "b", "Total"]
    assert not reading.warnings


@pytest.mark.parametrize(("often", "form"), [*FORMS.items(), ("MS", "%b %Y")])
@pytest.mark.parametrize("series", [1, 2, 3])
@pytest.mark.parametrize("total", ["", "Total"])
def test_one_row_is_a_series_where_moments_stand_side_by_side(often: str, form: str, series: int, total: str) -> None:
    reading = wide(often, form, series, total=total)
    assert is_right(reading, often, series)
    assert reading.warnings == ((ABOUT_TOTAL,) if total else ())
    assert not reading.skipped


def test_a_title_above_one_series_is_set_aside() -> None:
    days = ";".join(f"{at:%d.%m.%Y}" for at in moments("D"))
    reading = read("Sales of a shop", f"shop;{days}", "north;" + ";".join(map(str, range(34))))
    assert reading.table["north"].tolist() == list(range(34))
    assert [each.text for each in reading.skipped] == ["Sales of a shop"]


@pytest.mark.parametrize("rows", [1, 2])
@pytest.mark.parametrize("header", ["day,a,b,c", "Year,Jan,Feb,Mar"])
def test_one_or_two_moments_below_each_other_are_too_few(rows: int, header: str) -> None:
    found = "one row" if rows == 1 else "2 rows"
    with pytest.raises(DataError, match=f"has {found} of data; at least 3 are needed"):
        read(header, *(f"200{k},1,2,3" for k in range(rows)))


@pytest.mark.parametrize("form", ["Q{}", "q{}", "Qtr {}", "{}. Quartal", "Trim. {}", "{}Q", "Quarter {}"])
@pytest.mark.parametrize("more", ["", "Total"])
def test_quarters_across_the_columns_are_one_series_and_quarters_to_come_are_none(form: str, more: str) -> None:
    rows = [[str(4 * y + q) if (y, q) < (9, 2) else "" for q in range(4)] for y in range(10)]
    names = ["Year", *(form.format(q) for q in (1, 2, 3, 4)), *([more] if more else [])]
    lines = [",".join([str(2005 + y), *row, *(["999"] if more else [])]) for y, row in enumerate(rows)]
    reading = read(",".join(names), *lines)
    assert (reading.layout, reading.frequency, reading.time) == ("single", "QS", "Year, the header")
    assert reading.table.iloc[:, 0].tolist() == list(range(38))
    assert [str(reading.table.index[k])[:10] for k in (0, -1)] == ["2005-01-01", "2014-04-01"]
    assert reading.warnings == ((ABOUT_TOTAL,) if more else ())


@pytest.mark.parametrize("names", ["Q1 Q2 Q3", "T1 T2 T3 T4"])
def test_three_quarters_of_each_year_or_four_temperatures_are_series_of_their_own(names: str) -> None:
    columns = names.split()
    reading = read(",".join(["Year", *columns]), *(f"{2000 + k}{f',{k}' * len(columns)}" for k in range(10)))
    assert (list(reading.table.columns), reading.frequency) == (columns, "YS")


def test_blank_quarters_are_refused() -> None:
    with pytest.raises(DataError, match=r"Column “Q1” of the file holds no number"):
        read("Year,Q1,Q2,Q3,Q4", *(f"{2000 + k},,,," for k in range(5)))
