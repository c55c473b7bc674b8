"""Workbooks that mean harm: a sentence each, and little memory and time, whatever they claim and whatever they hold."""

import contextlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.data.excel import rows_of_excel
from lstm_viz.errors import DataError
from tests.proofs.hostile_files import (
    SHEET,
    TEXT,
    WORKBOOKS,
    Hostile,
    good_parts,
    packed,
    with_part,
    with_rows,
    with_texts,
)
from tests.unit.data.tables import refusal

PARTS = good_parts()
GOOD = packed(PARTS)
MOST_MEGABYTES, MOST_SECONDS = 300, 15
MEASURE = """
import resource, sys, time
from pathlib import Path
from lstm_viz.data.csv_reader import read_csv
from lstm_viz.data.room import UPLOAD
from lstm_viz.errors import DataError
data = Path(sys.argv[1]).read_bytes()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_csv(data, name="my table.csv", bounds=UPLOAD)
except DataError as error:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, time.process_time(), error)
"""
LIGHT = [each for each in WORKBOOKS if each.name not in ("blank.xlsx", "texts.xlsx", "lie.xlsx", "lie2.xlsx")]


@pytest.mark.parametrize("hostile", LIGHT, ids=lambda each: each.name)
def test_a_workbook_that_means_harm_is_refused_in_one_sentence(hostile: Hostile) -> None:
    assert hostile.words in refusal(hostile.make())


@pytest.mark.parametrize("name", ["lie.xlsx", "deep.xlsx", "far.xlsx", "wide.csv", "cells.csv", "lines.csv"])
def test_little_memory_is_spent_before_a_file_is_refused(name: str, tmp_path: Path) -> None:
    hostile = next(each for each in TEXT + WORKBOOKS if each.name == name)
    path = tmp_path / name
    path.write_bytes(hostile.make())
    done = subprocess.run([sys.executable, "-c", MEASURE, path], capture_output=True, text=True, timeout=60, check=True)
    kilobytes, seconds, sentence = done.stdout.split(maxsplit=2)
    assert hostile.words in sentence
    assert int(kilobytes) < MOST_MEGABYTES * 1024
    assert float(seconds) < MOST_SECONDS


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(PARTS)), st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=9), st.booleans()
)
def test_a_workbook_with_bytes_changed_is_read_or_refused(part: str, place: float, put: bytes, inside: bool) -> None:
    whole = PARTS[part] if inside else GOOD
    at = int(place * len(whole))
    changed = whole[:at] + put + whole[at + len(put) :]
    data = packed(PARTS | {part: changed}) if inside else b"PK\x03\x04" + changed[4:]
    with contextlib.suppress(DataError):
        assert len(read_csv(data).table) <= 41


def test_a_text_used_again_and_again_is_counted_each_time() -> None:
    texts = b"<sst><si><t>" + b"1" * 30_000 + b"</t></si></sst>"
    rows = b'<row><c t="s"><v>0</v></c></row>' * 2000
    assert "unpacks to more than 50 MB of text" in refusal(with_texts(texts, rows))


def test_a_member_that_names_a_path_outside_is_never_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read = read_csv(packed(good_parts() | {"../../evil.txt": b"x", f"{tmp_path}/evil.txt": b"x"}))
    assert len(read.table) == 40
    assert list(tmp_path.iterdir()) == []


def test_a_part_outside_the_archive_is_never_opened() -> None:
    links = good_parts()["xl/_rels/workbook.xml.rels"].replace(b"/xl/worksheets/sheet1.xml", b"../../../../etc/passwd")
    assert "not an Excel file" in refusal(with_part("xl/_rels/workbook.xml.rels", links))


def test_a_formula_is_read_as_the_value_it_had() -> None:
    cell = b'<row><c t="str"><f>HYPERLINK("http://x.example")</f><v>=1+1</v></c></row>'
    assert rows_of_excel(with_rows(cell), "x.xlsx").rows == [("=1+1",)]


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_excel_never_uses_is_refused(how: int) -> None:
    assert "not an Excel file" in refusal(packed(good_parts(), how))


def test_xml_in_two_bytes_a_letter_cannot_hide_a_document_type() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
    assert "not an Excel file" in refusal(with_part(SHEET, text.encode("utf-16")))
