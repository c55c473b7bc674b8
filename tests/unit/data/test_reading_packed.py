"""Packed files are unpacked within their bounds; the encoding and what separates the columns are said."""

import gzip
import io
import zipfile

import pytest

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.data.room import UPLOAD
from tests.unit.data.tables import WAVE, days, refusal, table_of, text_of

TABLE = table_of({"when": days(), "größe": text_of(WAVE)})


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(TABLE),
        gzip.compress(TABLE[:300]) + gzip.compress(TABLE[300:]),
        zipped({"a/table.csv": TABLE}),
        zipped({"a/": b"", "a/table.csv": TABLE, "__MACOSX/a/._table.csv": b"x"}),
    ],
)
def test_a_packed_table_is_read_as_the_table(packed: bytes) -> None:
    assert read_csv(packed).table.equals(read_csv(TABLE).table)


def test_what_unpacks_to_more_than_the_bounds_is_refused_before_it_is_unpacked_whole() -> None:
    bomb = b"1,2\n" * (UPLOAD.bytes // 4 + 1)
    for packed in (gzip.compress(bomb), zipped({"a.csv": bomb})):
        assert len(packed) < 100_000
        assert "unpacks to" in refusal(packed, bounds=UPLOAD)


def test_damaged_and_odd_packages_are_told() -> None:
    assert "damaged gzip" in refusal(gzip.compress(TABLE)[:-20])
    assert "damaged gzip" in refusal(b"\x1f\x8b" + bytes(50))
    assert refusal(zipped({"a.csv": TABLE, "b.csv": TABLE}))
    assert "empty" in refusal(gzip.compress(b"\n\n"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850"])
def test_the_encoding_is_found_and_said(encoding: str) -> None:
    data = TABLE.decode().replace("größe", "größte Übergröße ü").encode(encoding)
    reading = read_csv(data)
    assert reading.encoding == encoding
    assert list(reading.table.columns) == ["größte Übergröße ü"]


def test_a_sep_line_is_obeyed_and_named_without_a_warning() -> None:
    rows = "\n".join(f"{day};{k},5" for k, day in enumerate(days()))
    reading = read_csv(f"sep=;\nwhen;x\n{rows}".encode())
    assert (reading.delimiter, reading.decimal) == (";", ",")
    assert [tuple(each)[:2] for each in reading.skipped] == [(1, "sep=;")]
    assert reading.warnings == ()


def test_one_name_above_numbers_with_commas_is_one_column_and_that_is_told() -> None:
    reading = read_csv("\n".join(["wert", *(f"{k},5" for k in range(20))]).encode())
    assert reading.table["wert"].tolist() == [k + 0.5 for k in range(20)]
    assert "decimal mark" in reading.warnings[0]
    two = read_csv("\n".join(["wert", *(f"{k},{k * k % 7}" for k in range(20))]).encode(), delimiter=",")
    assert two.table.shape[1] == 1
    assert [column.kind for column in two.columns] == ["id", "number"]


def test_zero_bytes_are_passed_over_and_told() -> None:
    reading = read_csv(TABLE.replace(b"2001-03-05", b"2001-03\x00-05"))
    assert len(reading.table) == 40
    assert reading.warnings == ("1 zero byte was passed over, the first in line 6: the file may be damaged.",)
