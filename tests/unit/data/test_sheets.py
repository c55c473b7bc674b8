"""Which sheet of a workbook is read, of .xlsx and .ods alike: by rule, and by its name."""

import io
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
import pytest

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.data.reading.said import as_words, said_in
from lstm_viz.data.reading.sentence import sentence
from lstm_viz.data.room import MOST_CELLS
from tests.proofs.hostile_files import WORKBOOK, good_parts, packed
from tests.unit.data.spreadsheets import cell, named_ods, row, words
from tests.unit.data.tables import refusal

Rows = list[list[Any]]
Make = Callable[..., bytes]
NOTES: Rows = [["Figures of the office"], ["as of 2020"], ["seen", "by me"]]
FEW: Rows = [["rate", 5], ["years", 10]]


def table(name: str, rows: int = 40) -> Rows:
    return [[name], *([k * k % 17] for k in range(rows))]


def xlsx(sheets: Mapping[str, Rows], hidden: Mapping[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = (hidden or {}).get(name, "visible")
        for cells in rows:
            sheet.append(list(cells))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ods(sheets: Mapping[str, Rows], hidden: Mapping[str, str] | None = None) -> bytes:
    written = {
        name: "".join(
            row(*(cell("float", str(each)) if isinstance(each, int) else words(each) for each in cells))
            for cells in rows
        )
        for name, rows in sheets.items()
    }
    return named_ods(written, hidden=hidden or {})


both = pytest.mark.parametrize("make", [xlsx, ods])


def series(data: bytes, **said: Any) -> list[str]:
    return [each.name for each in read_csv(data, **said).series]


@both
def test_a_workbook_with_one_sheet_that_has_cells_is_free_of_warnings(make: Make) -> None:
    reading = read_csv(make({"empty": [], "Data": table("a"), "blank": []}))
    assert (reading.sheet, reading.sheets, reading.warnings) == ("Data", ("Data",), ())
    assert sentence(reading).startswith("A sheet of a workbook; ")


@both
@pytest.mark.parametrize("aside", [NOTES, FEW, [*NOTES * 20, *table("late")]])
def test_the_first_sheet_that_looks_like_a_table_is_read_and_the_others_are_named(make: Make, aside: Rows) -> None:
    reading = read_csv(make({"Notes": aside, "Data": table("a"), "2019": table("b")}))
    assert [each.name for each in reading.series] == ["a"]
    assert (reading.sheet, reading.sheets) == ("Data", ("Notes", "Data", "2019"))
    assert reading.warnings == ("Sheet “Data” is read; the workbook has others: “Notes”, “2019”.",)
    assert sentence(reading).startswith("Sheet “Data” of a workbook; ")


@both
def test_where_no_sheet_looks_like_a_table_the_first_with_cells_is_read(make: Make) -> None:
    late = [*NOTES * 20, *table("late", 400)]
    reading = read_csv(make({"empty": [], "Late": late, "Notes": NOTES * 30}))
    assert (reading.sheet, reading.sheets) == ("Late", ("Late", "Notes"))
    assert [each.name for each in reading.series] == ["late"]


@both
@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_passed_over_and_named_and_can_be_asked_for(make: Make, state: str) -> None:
    data = make({"Old": table("old"), "Data": table("a")}, {"Old": state})
    reading = read_csv(data)
    assert (reading.sheet, reading.sheets) == ("Data", ("Old", "Data"))
    assert reading.warnings == ("Sheet “Data” is read; the workbook has another: “Old” (hidden).",)
    assert series(data, sheet="Old") == ["old"]


@both
def test_a_workbook_whose_cells_are_all_hidden_is_refused(make: Make) -> None:
    data = make({"Old": table("old"), "shown": []}, {"Old": "hidden"})
    assert "has data only in hidden sheets: “Old” (hidden); show one" in refusal(data)


@both
def test_a_sheet_that_is_named_is_read_without_a_warning_and_told_in_the_same_word(make: Make) -> None:
    data = make({"Data": table("a"), "Sales 2019": table("b"), "Notes": NOTES})
    reading = read_csv(data, **said_in(["sheet=Sales 2019"]))
    assert [each.name for each in reading.series] == ["b"]
    assert (reading.sheet, reading.warnings) == ("Sales 2019", ())
    assert as_words(reading.overrides) == ["--set", "sheet=Sales 2019"]
    assert "has 2 rows of data" in refusal(data, sheet="Notes")


@both
@pytest.mark.parametrize("name", ["data", "empty", ""])
def test_a_name_of_no_sheet_with_data_is_refused_with_those_there_are(make: Make, name: str) -> None:
    data = make({"Data": table("a"), "empty": [], "Old": table("b")}, {"Old": "hidden"})
    assert f"has no sheet “{name}” with data; those it has: “Data”, “Old” (hidden)." in refusal(data, sheet=name)


def test_text_has_no_sheets_and_is_refused_where_one_is_named() -> None:
    data = "\n".join(["a", *map(str, range(40))]).encode()
    assert (read_csv(data).sheet, read_csv(data).sheets) == (None, ())
    assert "is no workbook, so it has no sheet “Data”" in refusal(data, sheet="Data")


@both
def test_of_many_other_sheets_the_first_five_are_named(make: Make) -> None:
    (warning,) = read_csv(make({f"s{k}": table("a") for k in range(9)})).warnings
    assert warning.endswith("others: “s1”, “s2”, “s3”, “s4”, “s5” and 3 more.")


def test_what_libreoffice_keeps_of_other_files_is_no_sheet() -> None:
    rows = "".join(row(cell("float", str(k % 7))) for k in range(40))
    reading = read_csv(named_ods({"'file:///x.ods'#$A": rows, "Data": rows}, copied=["'file:///x.ods'#$A"]))
    assert (reading.sheets, reading.warnings) == (("Data",), ())


def test_a_large_sheet_that_is_not_read_spends_no_room() -> None:
    big = row(cell("float", "1", times=100), times=MOST_CELLS)
    data = named_ods({"Old": big, "Data": big.replace(str(MOST_CELLS), "40"), "Big": big}, hidden=["Old"])
    reading = read_csv(data, sheet="Data")
    assert (len(reading.table), read_csv(data).sheet) == (40, "Data")


def test_a_workbook_that_lists_one_sheet_again_and_again_is_refused() -> None:
    parts = good_parts()
    begin, end = parts[WORKBOOK].index(b"<sheet "), parts[WORKBOOK].index(b"</sheets>")
    listed = parts[WORKBOOK][:begin] + parts[WORKBOOK][begin:end] * 2000 + parts[WORKBOOK][end:]
    assert "not an Excel file" in refusal(packed(parts | {WORKBOOK: listed}))
