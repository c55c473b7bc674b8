""".ods files: each cell its value, whatever its format shows; what means harm is refused in a sentence."""

import contextlib
import io
import zipfile
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.data.ods import rows_of_ods
from lstm_viz.data.room import UPLOAD
from lstm_viz.errors import DataError
from tests.unit.data.spreadsheets import blank, cell, content, ods, packed, row, words
from tests.unit.data.tables import refusal

MONTHS = pd.date_range("2001-01-01", periods=40, freq="MS")
REST = row(blank(16384), times=1_048_000)


def example() -> str:
    head = row(words("Monat"), words("Umsatz"), words("Anteil"), blank(16381))
    rows = [
        row(
            cell("date", f"{at:%Y-%m-%d}", f"{at:%d.%m.%y}"),
            cell("currency", f"{1000.125 * (k % 7)}", f"{k}.000,13 €"),
            cell("percentage", f"{k / 100}", f"{k} %"),
            blank(16381),
        )
        for k, at in enumerate(MONTHS)
    ]
    return row(blank(16384), times=2) + head + "".join(rows) + REST


def test_dates_currencies_and_percentages_are_read_by_their_values() -> None:
    reading = read_csv(ods(row(blank()) + REST, example()), name="umsatz.ods")
    assert (reading.encoding, reading.delimiter, reading.frequency) == (None, None, "MS")
    assert reading.table.index.tolist() == MONTHS.tolist()
    assert reading.table["Umsatz"].tolist() == [1000.125 * (k % 7) for k in range(40)]
    assert reading.table["Anteil"].tolist() == [k / 100 for k in range(40)]
    assert not reading.questions + reading.warnings + reading.skipped


def test_a_repeated_cell_stands_in_every_column_and_a_repeated_row_in_every_line() -> None:
    sheet = row(words("a"), blank(2), cell("float", "1.50", times=3)) + row(blank(9), times=4)
    sheet += row(cell("float", "7", times=2), times=3)
    found = rows_of_ods(ods(sheet), "x.ods")
    assert found.rows == [("a", "", "", "1.5", "1.5", "1.5"), *[("7", "7")] * 3]
    assert found.lines == [1, 6, 7, 8]


def test_times_truths_words_and_notes_are_told_apart() -> None:
    noted = (
        '<table:table-cell office:value-type="string"><office:annotation><dc:creator>me</dc:creator><text:p>note'
        "</text:p></office:annotation><text:p>two<text:s/>words</text:p><text:p>and a line</text:p></table:table-cell>"
    )
    cells = [
        *(cell("time", "PT26H05M09S", "26:05"), cell("boolean", "true", "WAHR"), noted),
        *("<table:covered-table-cell/>", cell("date", "2001-02-03T04:05:06")),
    ]
    (found,) = rows_of_ods(ods(row(*cells)), "x.ods").rows
    assert found == ("1 day, 2:05:09", "True", "two words and a line", "", "2001-02-03T04:05:06")


def bomb() -> bytes:
    return packed({"content.xml": bytes(60 * 2**20)})


def entities() -> bytes:
    inner = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * 10}">' for k in range(1, 9))
    return ods(row(words("&e8;")), head=f'<!DOCTYPE a [<!ENTITY e0 "ten letters">{inner}]>')


HARM: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (bomb, "unpacks to 60 MB"),
    "entities": (entities, "not an .ods file that can be read"),
    "a million rows in one": (lambda: ods(row(cell("float", "1"), times=10**6)), "more than 200,000 rows"),
    "a billion rows in one": (lambda: ods(row(cell("float", "1"), times=10**8)), "more than 200,000 rows"),
    "a row told ten digits": (lambda: ods(row(cell("float", "1"), times=10**10)), "not an .ods file"),
    "rows less than none": (lambda: ods('<table:table-row table:number-rows-repeated="-3"/>'), "not an .ods file"),
    "a billion columns in one": (lambda: ods(row(cell("float", "1", times=10**8)) * 40), "more than 200 columns"),
    "cells and cells": (lambda: ods(row(cell("float", "1", times=200), times=9000)), "more than 1,000,000 cells"),
    "a long text again and again": (lambda: ods(row(words("9" * 90_000)) * 2 + row(words("9" * 90_000), times=900)),
                                    "more than 50 MB of text"),
    "a text without end": (lambda: ods(row(words("9" * 200_000))), "not an .ods file"),
    "no number": (lambda: ods(row(cell("float", "seven")) * 40), "not an .ods file"),
    "deep tags": (lambda: ods("<a>" * 100_000), "not an .ods file"),
    "nothing in it": (lambda: ods(REST), "no sheet with data"),
    "no content": (lambda: packed({"meta.xml": b"<a/>"}), "not an .ods file"),
    "cut off": (lambda: ods(example())[:900], "not an .ods file"),
    "locked": (lambda: packed({"content.xml": bytes(range(256)) * 9}), "not an .ods file"),
}  # fmt: skip


@pytest.mark.parametrize("harm", HARM)
def test_what_means_harm_is_refused_in_one_sentence(harm: str) -> None:
    make, said = HARM[harm]
    assert said in refusal(make(), bounds=UPLOAD)


GOOD = content(example())


@settings(max_examples=100, deadline=None)
@given(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=9))
def test_a_spreadsheet_with_bytes_changed_is_read_or_refused(place: float, put: bytes) -> None:
    at = int(place * len(GOOD))
    with contextlib.suppress(DataError):
        assert (
            len(read_csv(packed({"content.xml": GOOD[:at] + put + GOOD[at + len(put) :]}), bounds=UPLOAD).table) <= 42
        )


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_no_spreadsheet_has_is_refused(how: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", GOOD)
    assert "not an .ods file" in refusal(out.getvalue())
