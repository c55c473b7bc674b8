import io
import struct
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.data.room import UPLOAD
from tests.unit.data.tables import WAVE, days, refusal, table_of

FIRST = datetime(2001, 3, 1)  # noqa: DTZ001


def workbook(*sheets: Sequence[Sequence[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def moments(step: timedelta) -> list[datetime]:
    return [FIRST + k * step for k in range(40)]


@pytest.mark.parametrize("step", [timedelta(days=1), timedelta(hours=1), timedelta(minutes=30)])
def test_dates_and_numbers_are_those_of_the_same_table_as_csv(step: timedelta) -> None:
    when = moments(step)
    counts = [k * k for k in range(40)]
    book = read_csv(workbook([["when", "a", "count"], *zip(when, WAVE.tolist(), counts, strict=True)]))
    text = read_csv(
        table_of({"when": [str(each) for each in when], "a": [repr(each) for each in WAVE.tolist()], "count": counts})
    )
    pd.testing.assert_frame_equal(book.table, text.table)
    assert (book.time, book.frequency, book.columns) == (text.time, text.frequency, text.columns)
    assert (book.encoding, book.delimiter, text.delimiter) == (None, None, ",")
    assert book.warnings == ()


def test_plain_dates_and_missing_cells_are_read() -> None:
    rows: list[list[Any]] = [[date(2001, 3, 1) + timedelta(days=k), value] for k, value in enumerate(WAVE.tolist())]
    rows[7][1] = None
    table = read_csv(workbook([["when", "a"], *rows])).table
    assert list(table.index) == list(pd.date_range("2001-03-01", periods=40))
    assert table["a"].iloc[7] == pytest.approx((WAVE[6] + WAVE[8]) / 2)


def test_text_cells_are_understood_as_in_a_csv() -> None:
    rows = [[day, f"{k},25"] for k, day in enumerate(days(form="%d.%m.%Y"))]
    reading = read_csv(workbook([["when", "a"], *rows]))
    assert reading.decimal == ","
    assert reading.table["a"].tolist() == [k + 0.25 for k in range(40)]


def test_empty_sheets_and_rows_are_passed_over() -> None:
    rows = [[value] for value in WAVE.tolist()]
    table = read_csv(workbook([], [[None]], [[], ["a"], [], *rows], [["b"], [1]])).table
    np.testing.assert_allclose(table["a"], WAVE, rtol=1e-12)  # openpyxl keeps 16 digits


def test_thousandths_are_not_taken_for_thousands() -> None:
    values = [1.125 + k / 8 for k in range(40)]
    assert read_csv(workbook([["a"], *([each] for each in values)])).table["a"].tolist() == values


@pytest.mark.parametrize("small", [1e-7, 1e22, -2.5e-310])
def test_numbers_in_powers_of_ten_are_read(small: float) -> None:
    values = [small * k for k in range(1, 41)]
    assert read_csv(workbook([["a"], *([each] for each in values)])).table["a"].tolist() == pytest.approx(values)


def test_a_workbook_without_data_is_refused() -> None:
    assert refusal(workbook([]))
    assert refusal(workbook([["a", "b"]]))


def test_a_workbook_of_text_is_refused() -> None:
    assert "no column of numbers" in refusal(workbook([["red", "blue"]] * 40))


@pytest.mark.parametrize(
    "data",
    [
        zipped(**{"hello.txt": b"hello"}),
        zipped(),
        zipped(**{"[Content_Types].xml": b"<not xml"}),
        zipped(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<a/>"}),
        b"PK\x03\x04" + bytes(1000),
    ],
)
def test_a_zip_that_is_no_workbook_is_refused(data: bytes) -> None:
    assert refusal(data)


def test_a_workbook_cut_short_is_refused() -> None:
    data = workbook([["a"], *([value] for value in WAVE.tolist())])
    for size in range(4, len(data), 97):
        assert refusal(data[:size])


def test_a_zip_bomb_is_refused_by_its_declared_size() -> None:
    data = zipped(**{"xl/worksheets/sheet1.xml": bytes(200 * 2**20)})
    assert len(data) < 2**20
    sentence = refusal(data)
    assert "unpacks to 200 MB" in sentence


def test_a_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(workbook([["a"], *([value] for value in WAVE.tolist())]))
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<L", data, place + 24, 7)
        place = data.find(b"PK\x01\x02", place + 4)
    assert refusal(bytes(data))


def test_a_workbook_of_more_than_10_mb_is_refused() -> None:
    noise = np.random.default_rng(0).bytes(11 * 2**20)
    assert "10 MB is the most" in refusal(zipped(**{"noise.bin": noise}), bounds=UPLOAD)
