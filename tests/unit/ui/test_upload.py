"""A file keeps its bytes and what was said of it; each word reads it again."""

import gzip
import io
import zipfile

import numpy as np
import pandas as pd
import pytest

from lstm_viz.errors import DataError
from lstm_viz.ui.upload import TABLES, Upload
from tests.unit.data.spreadsheets import cell, named_ods, ods, row, words

AT = [pd.Timestamp(2003, 1, day, hour, day * 7 % 60) for day in range(1, 13) for hour in (8, 13, 19)]
DATES = "\n".join(["time,other,x", *(f"{at:%m/%d/%Y %H:%M},{k % 5},{k % 7}" for k, at in enumerate(AT))]).encode()
EVENTS = "\n".join(
    ["day,sold", *(f"2003-01-{1 + k:02},{10 * k + j}" for k in range(31) for j in range(1 + k % 3))]
).encode()


def test_an_answered_question_stays_and_can_be_answered_anew_or_taken_back() -> None:
    held = Upload.read("x.csv", DATES)
    (question,) = held.questions
    assert held.chosen(question) == 0
    other = held.again(question.setting, question.answers[1])
    assert other.questions == held.questions
    assert other.chosen(question) == 1
    assert other.reading.table.index.tolist() == AT
    assert held.reading.table.index.tolist() != AT
    for back in (other.again(question.setting, question.answers[0]), other.again(question.setting, None)):
        assert back.questions == held.questions
        assert back.reading.table.equals(held.reading.table)


def test_what_was_said_of_a_column_falls_with_it_and_the_rest_stays() -> None:
    held = Upload.read("x.csv", DATES).again("date_order", "mdy").again("decimal", ".").again("date", "")
    assert held.reading.overrides == {"decimal": ".", "date": ""}
    assert held.questions == ()


def test_what_was_said_of_one_sheet_falls_with_it_and_what_is_found_by_rule_is_of_the_other() -> None:
    rows = {"a": "day", "b": "when"}
    sheets = {
        name: row(words(time), words("x"))
        + "".join(row(cell("date", f"2001-01-{k:02}"), cell("float", str(k % 5))) for k in range(1, 31))
        for name, time in rows.items()
    }
    held = Upload.read("x.ods", named_ods(sheets)).again("date", "").again("sheet", "b")
    assert held.reading.overrides == {"sheet": "b"}
    assert (held.at_first.time, held.at_first.sheet, len(held.at_first.table)) == ("when", "a", 0)
    back = held.again("resample", "W-MON").again("sheet", None)
    assert back.reading.overrides == {}
    assert (back.reading.time, back.at_first.time) == ("day", "day")


def test_many_rows_that_share_a_time_are_asked_about_and_the_answer_is_obeyed() -> None:
    held = Upload.read("x.csv", EVENTS)
    (question,) = held.questions
    assert question.about.startswith("30 rows have a time that was there before")
    expected: dict[str, list[float]] = {
        "first": [10 * k for k in range(31)],
        "last": [10 * k + k % 3 for k in range(31)],
        "mean": [10 * k + (k % 3) / 2 for k in range(31)],
        "sum": [sum(10 * k + j for j in range(1 + k % 3)) for k in range(31)],
    }
    for value in question.answers:
        again = held.again("duplicates", value)
        assert np.allclose(again.reading.table["sold"], expected[value])
        assert again.questions == held.questions


def test_a_word_that_does_not_fit_is_refused_and_the_file_stays_as_it_was() -> None:
    held = Upload.read("x.csv.gz", gzip.compress(DATES))
    with pytest.raises(DataError, match="cannot be filled"):
        held.again("gaps", "fill")
    assert held.reading.overrides == {}
    assert held.source.target == "other"


def test_the_same_table_packed_or_as_a_spreadsheet_is_read_alike() -> None:
    days = [f"2001-02-{k:02}" for k in range(1, 29)] + ["2001-03-01", "2001-03-02"]
    plain = "\n".join(["day,x", *(f"{day},{k * k % 17}" for k, day in enumerate(days))]).encode()
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("x.csv", plain)
    rows = [row(words("day"), words("x"))]
    rows += [row(cell("date", day), cell("float", str(k * k % 17))) for k, day in enumerate(days)]
    files = {"csv": plain, "gz": gzip.compress(plain), "zip": zipped.getvalue(), "ods": ods("".join(rows))}
    assert set(files) <= set(TABLES)
    tables = [Upload.read(f"x.{ending}", data).source.table for ending, data in files.items()]
    assert all(table.equals(tables[0]) for table in tables)
