import numpy as np
import pytest

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.data.room import UPLOAD
from lstm_viz.errors import DataError
from tests.unit.data.tables import WAVE, days, file_of, refusal, table_of, text_of


@pytest.mark.parametrize(
    "data", [b"", b"\n\n \n", b"\xef\xbb\xbf", b"\xff\xfe", b",,,\n,,\n", b'""\n""\n', b"\t\t\r\n"]
)
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert "empty" in refusal(data)


def test_an_empty_excel_file_of_no_bytes_is_refused() -> None:
    assert refusal(b"PK\x03\x04")


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", b"1,2\n", b"5", b"a,b\n"])
def test_a_file_of_one_row_or_none_is_refused(data: bytes) -> None:
    assert "at least 3 " in refusal(data)


def test_to_learn_from_29_rows_are_too_few_and_30_are_enough() -> None:
    with pytest.raises(DataError, match=r"has 29 rows; at least 30 .*\.$"):
        read_csv(table_of({"a": text_of(WAVE[:29])})).to_source()
    assert len(read_csv(table_of({"a": text_of(WAVE[:30])})).to_source().table) == 30


def test_a_file_of_text_only_is_refused() -> None:
    assert "no column of numbers" in refusal(file_of([["red", "blue"]] * 40))
    assert "no column of numbers" in refusal(table_of({"when": days(), "colour": ["red"] * 40}))


def test_a_file_of_missing_values_only_is_refused() -> None:
    assert refusal(table_of({"when": days(), "a": ["NaN"] * 40}))


def test_constant_columns_are_read_but_make_no_source() -> None:
    reading = read_csv(table_of({"when": days(), "a": ["3.5"] * 40, "b": ["0"] * 40}), name="my table.csv")
    with pytest.raises(DataError, match=r"^Column “a” of my table\.csv is 3\.5 in every row.*\.$"):
        reading.to_source()


def test_the_first_column_that_changes_is_the_target() -> None:
    data = table_of({"a": ["3.5"] * 40, "b": text_of(WAVE), "c": text_of(-WAVE)})
    assert read_csv(data).to_source().target == "b"
    assert read_csv(data).to_source("c").target == "c"


@pytest.mark.parametrize("word", ["inf", "-inf", "Infinity", "1e999"])
def test_infinity_is_refused_and_its_row_named(word: str) -> None:
    cells = [*text_of(WAVE[:20]), word, *text_of(WAVE[21:])]
    sentence = refusal(table_of({"when": days(), "a": cells}))
    assert "“a”" in sentence
    assert "row 21" in sentence


@pytest.mark.parametrize("word", ["1e101", "-1e308", "9" * 102])
def test_numbers_whose_squares_overflow_are_refused_and_their_row_named(word: str) -> None:
    sentence = refusal(table_of({"when": days(), "a": [*text_of(WAVE[:20]), word, *text_of(WAVE[21:])]}))
    assert "too large" in sentence
    assert "row 21" in sentence


def test_many_missing_values_in_the_only_column_are_refused_and_counted() -> None:
    cells = ["NaN" if k in (5, 6, 7) else cell for k, cell in enumerate(text_of(WAVE))]
    with pytest.raises(DataError, match=r"3 of 40 values, the first in row 6;.*\.$"):
        read_csv(table_of({"when": days(), "a": cells})).to_source()


def test_binary_rubbish_is_refused() -> None:
    random = np.random.default_rng(0)
    for size in (100, 5000, 100_000):
        assert refusal(random.bytes(size))
    assert "not a text file" in refusal(b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 20)


def test_a_huge_line_is_refused() -> None:
    for end in (b"", b"\n"):
        assert "100,001 characters" in refusal(b"a,b\n" + b"1" * 100_001 + end)
        assert "one row" in refusal(b"a,b\n" + b"1" * 100_000 + end)
    assert refusal(b'a,b\n"' + b"1\n" * 200_000)


def test_an_open_quotation_mark_is_refused_or_read_but_never_crashes() -> None:
    assert refusal(b'a,b\n1,"2\n' + b"3,4\n" * 40)


def test_more_than_10_mb_are_refused() -> None:
    assert "10 MB is the most" in refusal(b"1.25,2.5\n" * (10 * 2**20 // 9 + 1), bounds=UPLOAD)


def test_more_than_200_columns_are_refused_and_200_are_not() -> None:
    def wide(columns: int) -> bytes:
        return file_of([[f"{k + row / 7:.4f}" for k in range(columns)] for row in range(30)])

    assert "200 is the most" in refusal(wide(201), bounds=UPLOAD)
    reading = read_csv(wide(200), bounds=UPLOAD)
    assert reading.table.shape == (30, 50)
    assert any("first 50 of 200" in warning for warning in reading.warnings)


def test_too_many_rows_are_refused() -> None:
    data = b"1.5\n2.5\n" * 100_001
    with pytest.raises(DataError, match=r"more than 200,000 rows; 200,000 is the most.*\.$"):
        read_csv(data, bounds=UPLOAD)


def test_an_encoding_that_does_not_fit_is_refused() -> None:
    data = table_of({"Größe": text_of(WAVE)}, encoding="cp1252")
    for encoding in ("utf-8", "ascii", "nonsense", "hex"):
        assert encoding in refusal(data, encoding=encoding)


@pytest.mark.parametrize("delimiter", ["", "::", "a", "\n", '"'])
def test_what_cannot_separate_columns_is_refused(delimiter: str) -> None:
    with pytest.raises(DataError, match=r"cannot separate columns: choose .*\.$"):
        read_csv(table_of({"a": text_of(WAVE)}), delimiter=delimiter)


@pytest.mark.parametrize("decimal", ["", "·", ".,"])
def test_what_cannot_be_a_decimal_mark_is_refused(decimal: str) -> None:
    with pytest.raises(DataError, match=r"decimal mark: choose .*\.$"):
        read_csv(table_of({"a": text_of(WAVE)}), decimal=decimal)


@pytest.mark.parametrize("date", ["a", "colour", "nowhere"])
def test_a_time_column_without_dates_is_refused(date: str) -> None:
    data = table_of({"when": days(), "a": text_of(WAVE), "colour": ["red"] * 40})
    assert f"“{date}”" in refusal(data, date=date)


def test_rows_of_several_series_are_refused() -> None:
    data = table_of({"when": days(20) * 2, "a": text_of(WAVE)})
    sentence = refusal(data)
    assert "2001-03-01" in sentence
