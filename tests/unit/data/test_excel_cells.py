"""Cells as Excel itself writes them, which openpyxl does not: shared and rich texts, errors, truths, counts of days."""

import pandas as pd
import pytest

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.data.excel import rows_of_excel
from lstm_viz.data.sheets import Picked
from tests.proofs.hostile_files import LINKS, WORKBOOK, good_parts, packed, with_rows, with_texts

STYLES = "xl/styles.xml"
STRICT = b' xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"'


def rows_of(cells: bytes) -> list[tuple[str, ...]]:
    return rows_of_excel(with_rows(b"<row>" + cells + b"</row>"), "my table.xlsx").rows


def dated(serials: list[float], form: bytes, *, from_1904: bool = False) -> bytes:
    """A workbook whose first column has a number format of its own."""
    parts = good_parts()
    styles = parts[STYLES].replace(
        b"<cellXfs", b'<numFmts><numFmt numFmtId="200" formatCode="' + form + b'"/></numFmts><cellXfs'
    )
    styles = styles.replace(b"</cellXfs>", b'<xf numFmtId="200"/></cellXfs>')
    rows = b"".join(
        b'<row><c s="1"><v>%s</v></c><c><v>%d</v></c></row>' % (repr(day).encode(), day % 7) for day in serials
    )
    sheet = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    workbook = parts[WORKBOOK]
    if from_1904:
        workbook = workbook.replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
        assert workbook != parts[WORKBOOK]
    return packed(parts | {STYLES: styles, "xl/worksheets/sheet1.xml": sheet, WORKBOOK: workbook})


def test_shared_texts_are_whole_without_how_to_pronounce_them() -> None:
    texts = b"<sst><si><t>day</t></si><si><r><t>va</t></r><r><rPr/><t>lue</t></r><rPh><t>no</t></rPh></si></sst>"
    parts_of_sheet = b'<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
    book = with_texts(texts, parts_of_sheet)
    assert rows_of_excel(book, "my table.xlsx") == Picked([("day", "value")], [1], "Sheet", ("Sheet",), ())


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (b"<c><v>1E-3</v></c>", "0.001"),
        (b"<c><v>-12</v></c>", "-12"),
        (b"<c><v>0.10000000000000001</v></c>", "0.1"),
        (b'<c t="b"><v>1</v></c>', "True"),
        (b'<c t="e"><v>#N/A</v></c>', "#N/A"),
        (b'<c t="str"><f>A1&amp;"x"</f><v> 1x </v></c>', "1x"),
        (b"<c><f>SUM(A1:A9)</f><v>4.5</v></c>", "4.5"),
        (b'<c t="d"><v>2001-03-01T00:00:00</v></c>', "2001-03-01T00:00:00"),
        (b'<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', "ab"),
    ],
)
def test_a_cell_of_each_kind_is_read_as_its_value(cell: bytes, text: str) -> None:
    assert rows_of(cell) == [(text,)]


def test_cells_stand_where_they_say_or_after_the_last_one() -> None:
    assert rows_of(b'<c r="B1"><v>1</v></c><c><v>2</v></c><c r="AA1"><v>3</v></c>') == [("", "1", "2", *[""] * 23, "3")]


def test_a_workbook_of_the_strict_standard_is_read() -> None:
    sheet = b"<worksheet%s><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>" % STRICT
    assert rows_of_excel(packed(good_parts() | {"xl/worksheets/sheet1.xml": sheet}), "my table.xlsx").rows == [("1",)]


@pytest.mark.parametrize("form", [b"yyyy\\-mm\\-dd", b"[$-409]d/mmm/yy;@", b"dd.mm.yyyy"])
def test_a_number_in_a_date_format_is_a_date(form: bytes) -> None:
    reading = read_csv(dated([36951.0 + day for day in range(40)], form))
    assert list(reading.table.index) == list(pd.date_range("2001-03-01", periods=40))


def test_days_may_be_counted_from_1904() -> None:
    reading = read_csv(dated([36951.0 - 1462 + day for day in range(40)], b"yyyy-mm-dd", from_1904=True))
    assert reading.table.index[0] == pd.Timestamp("2001-03-01")


@pytest.mark.parametrize("form", [b"0.00", b"&quot;day&quot; 0", b"[Red]0"])
def test_a_number_in_another_format_is_a_number(form: bytes) -> None:
    assert read_csv(dated([36951.5 + 2 * day for day in range(40)], form)).time is None


def test_a_date_that_no_calendar_has_is_left_as_the_number_it_is() -> None:
    assert rows_of_excel(dated([1e12], b"yyyy"), "my table.xlsx").rows == [("1000000000000.0", "1")]


def test_a_workbook_without_styles_is_read() -> None:
    parts = good_parts()
    links = parts[LINKS].replace(b"styles.xml", b"elsewhere.xml")
    del parts[STYLES]
    assert len(rows_of_excel(packed(parts | {LINKS: links}), "my table.xlsx").rows) == 41
