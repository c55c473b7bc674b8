"""The card of an uploaded file in the Lab and on Compare: what it says, asks and obeys."""

import io
from typing import Any

import openpyxl
import pandas as pd
from streamlit.testing.v1 import AppTest

from lstm_viz.data.reading.sentence import SEPARATORS
from tests.app.test_compare import page, runs
from tests.app.test_lab import run_of, words

AT = [pd.Timestamp(2003, 1, day, hour, day * 7 % 60) for day in range(1, 13) for hour in (8, 13, 19)]
DATES = "\n".join(["time,x", *(f"{at:%m/%d/%Y %H:%M},{k % 7}" for k, at in enumerate(AT))]).encode()
DAYS = pd.date_range("2001-01-01", periods=250)
GAPS = "\n".join(["day;a;b", *(f"{at:%d.%m.%Y};{k},5;{k % 3}" for k, at in enumerate(DAYS) if k not in (40, 41))])
GERMAN = f"Bericht;;\n\n{GAPS}\nSumme;9999;9\nQuelle: Amt;;\n".encode("cp1252")


def upload(app: AppTest, name: str, data: bytes) -> None:
    app.run()
    app.file_uploader[0].upload(name, data, "text/csv")
    app.run()
    assert not app.exception


def box(app: AppTest, label: str) -> Any:
    return next(each for each in app.selectbox if each.label == label)


def choose(app: AppTest, label: str, option: str) -> None:
    found = box(app, label)
    found.select_index(found.options.index(option)).run()
    assert not app.exception


def reading_of(app: AppTest) -> Any:
    held = app.session_state["upload"]
    return held and held.reading


def first_times(app: AppTest) -> list[str]:
    return list(app.dataframe[0].value.index)


def test_an_open_question_is_answered_and_can_be_answered_anew(app: AppTest) -> None:
    upload(app, "visits.csv", DATES)
    (radio,) = app.radio
    assert radio.label == "Is the day or the month first in column “time”?"
    assert first_times(app)[3] == "2003-02-01 08:14"
    live = run_of(app)
    radio.set_value(1).run()
    assert not app.exception
    assert first_times(app)[3] == "2003-01-02 08:14"
    assert run_of(app) is not live
    (radio,) = app.radio
    assert radio.value == 1
    radio.set_value(0).run()
    assert first_times(app)[3] == "2003-02-01 08:14"


def test_the_card_says_what_was_set_aside_and_what_is_missing_and_offers_what_may_become_of_it(app: AppTest) -> None:
    upload(app, "bericht.csv", GERMAN)
    assert "Text in utf-8, columns separated by semicolons, a decimal comma; 1 row of names; 2 series" in words(app)
    assert "Line 1, above the table: Bericht" in words(app)
    assert "Line 252, a total: Summe;9999;9" in words(app)
    assert "Line 253, below the table: Quelle: Amt" in words(app)
    choose(app, "2 missing steps", "fill, and mark them")
    table = app.session_state["upload"].reading.table
    assert table["a"].tolist() == [k + 0.5 for k in range(250)]
    assert "4 values were filled: the file lacks them" in words(app)
    choose(app, "Gather the rows into", "weeks")
    choose(app, "The values of weeks become", "their sum")
    table = app.session_state["upload"].reading.table
    assert (len(table), table["a"].iloc[0]) == (36, 24.5)
    assert "248 rows are gathered into 36 weeks, each the sum of its values." in words(app)
    assert "missing steps" not in [each.label for each in app.selectbox]
    choose(app, "Gather the rows into", "months")
    assert "It is read as before." in words(app)
    assert app.session_state["upload"].reading.table is table


def test_every_guess_can_be_changed_and_given_back_to_the_rule(app: AppTest) -> None:
    upload(app, "bericht.csv", GERMAN)
    found = reading_of(app)
    changes = {"Encoding": ("cp850", "utf-8"), "Rows of names": ("none", "1"), "Time column": ("b", "day")}
    changes |= {"Columns are separated by": ("commas", "semicolons"), "Decimal mark": ("point", "comma")}
    for label, (other, by_rule) in changes.items():
        assert box(app, label).value == box(app, label).options.index(by_rule)
        before = reading_of(app)
        choose(app, label, other)
        if reading_of(app) is before:
            assert "It is read as before." in words(app)
            continue
        assert box(app, label).value == box(app, label).options.index(other)
        choose(app, label, by_rule)
        assert reading_of(app).overrides == {}
        assert reading_of(app).table.equals(found.table)


def test_what_tells_series_apart_can_be_changed_and_given_back_to_the_rule(app: AppTest) -> None:
    lines = [f"{at:%Y-%m-%d},{shop},{tag},{k}" for k, at in enumerate(DAYS) for shop, tag in ((1, "b"), (2, "a"))]
    upload(app, "shops.csv", "\n".join(["day,shop,tag,y", *lines]).encode())
    label = "Series below each other are told apart by"
    assert box(app, label).options == ["nothing", "shop", "tag", "y"]
    choose(app, label, "shop")
    assert list(reading_of(app).table.columns) == ["1", "2"]
    choose(app, label, "nothing")
    assert reading_of(app).ids == ()
    assert "250 rows have a time that was there before" in app.radio[0].label
    choose(app, label, "tag")
    assert reading_of(app).overrides == {}
    assert reading_of(app).ids == ("tag",)


def test_the_order_of_dates_can_be_said_where_nothing_is_open(app: AppTest) -> None:
    upload(app, "bericht.csv", GERMAN)
    choose(app, "Dates are written", "month, day, year")
    assert "cannot be month, day, year, for “13.01.2001” is none" in words(app)


def test_a_second_file_of_other_columns_is_offered_its_own(app: AppTest) -> None:
    upload(app, "visits.csv", DATES)
    choose(app, "Time column", "none")
    upload(app, "bericht.csv", GERMAN)
    assert box(app, "Time column").options == ["none", "day", "a", "b"]
    assert reading_of(app).time == "day"


def test_filled_values_among_the_first_rows_are_said_to_be_grey(app: AppTest) -> None:
    rows = [f"{at:%Y-%m-%d},{'' if k == 2 else k}" for k, at in enumerate(DAYS)]
    upload(app, "gap.csv", "\n".join(["day,x", *rows]).encode())
    assert app.dataframe[0].value["x"].tolist() == [0, 1, 2, 3, 4]
    assert "1 value was filled: the file lacks it. Among these rows filled values are grey." in words(app)


def test_a_file_with_the_latest_row_first_is_shown_so_and_read_in_time_order(app: AppTest) -> None:
    rows = [f"{at:%Y-%m-%d},{k}" for k, at in enumerate(DAYS)]
    upload(app, "backwards.csv", "\n".join(["day,x", *rows[::-1]]).encode())
    assert first_times(app)[:2] == ["2001-09-07", "2001-09-06"]
    assert reading_of(app).table["x"].tolist() == list(range(250))


def test_what_cannot_be_read_so_is_said_and_the_file_stays_as_it_was(app: AppTest) -> None:
    upload(app, "visits.csv", DATES)
    before = app.session_state["upload"]
    choose(app, "Encoding", "utf-16")
    assert "It is read as before." in words(app)
    assert app.session_state["upload"] is before


def test_another_sheet_of_a_workbook_can_be_chosen_and_given_back_to_the_rule(app: AppTest) -> None:
    book = openpyxl.Workbook()
    for sheet, time in ((book.worksheets[0], "day"), (book.create_sheet("Other"), "date")):
        for cells in [[time, "x", "y"], *([at, k % 7, k % 5] for k, at in enumerate(DAYS))]:
            sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    upload(app, "book.xlsx", file.getvalue())
    assert "Sheet “Sheet” is read; the workbook has another: “Other”." in words(app)
    assert "Sheet “Sheet” of a workbook; 1 row of names" in words(app)
    choose(app, "Time column", "x")
    choose(app, "Sheet", "Other")
    assert (reading_of(app).sheet, reading_of(app).overrides) == ("Other", {"sheet": "Other"})
    assert "Sheet “Other” of a workbook" in words(app)
    assert box(app, "Time column").options == ["none", "date", "x", "y"]
    assert box(app, "Time column").value == 1
    choose(app, "Sheet", "Sheet")
    assert (reading_of(app).time, reading_of(app).overrides) == ("day", {})


def test_a_file_that_is_refused_can_be_read_another_way(app: AppTest) -> None:
    rows = [f"{at:%Y-%m-%d}   {k % 7}.5" for k, at in enumerate(DAYS)]
    upload(app, "odd.txt", "\n".join(["Figures of the office", "day sold", *rows]).encode())
    assert not reading_of(app)
    assert "odd.txt has no column of numbers" in words(app)
    choose(app, "Columns are separated by", "tabs")
    assert not reading_of(app)
    assert "odd.txt has no column of numbers" in words(app)
    choose(app, "Columns are separated by", "blanks")
    assert reading_of(app).table["sold"].tolist() == [k % 7 + 0.5 for k in range(250)]
    assert not app.warning
    assert not any(each.label.endswith("another way") for each in app.expander)
    assert box(app, "Columns are separated by").value == list(SEPARATORS).index(" ")
    choose(app, "Decimal mark", "point")
    assert reading_of(app).delimiter == " "


def test_an_answer_on_compare_makes_new_runs_of_the_file_as_it_is_read_now() -> None:
    compare = page("answerer")
    compare.file_uploader[0].upload("visits.csv", DATES, "text/csv")
    compare.run()
    before = compare.session_state["comparison"].file
    radio = next(each for each in compare.radio if each.label.startswith("Is the day or the month first"))
    radio.set_value(1).run()
    assert not compare.exception
    after = compare.session_state["comparison"].file
    assert after is not before
    assert after.table.index.tolist() == AT
    assert runs(compare)["gru"].about.source is after
