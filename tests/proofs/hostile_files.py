"""Files that mean harm, each made when it is asked for, with a word of the sentence that must refuse it."""

import io
import json
import pickle
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

import openpyxl

MEGABYTE = 2**20
JUST_UNDER = 10 * MEGABYTE - 1
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
WORKBOOK = "xl/workbook.xml"
LINKS = "xl/_rels/workbook.xml.rels"


class Hostile(NamedTuple):
    """A file to upload, and what its refusal says."""

    name: str
    make: Callable[[], bytes]
    words: str


def good_parts() -> dict[str, bytes]:
    """The parts of a workbook that is as it should be."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["value"])
    for row in range(40):
        sheet.append([row % 7 + 0.5])
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def with_part(part: str, data: bytes, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    return packed(good_parts() | {part: data}, how)


def with_rows(rows: bytes) -> bytes:
    return with_part(SHEET, b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>")


def with_texts(texts: bytes, rows: bytes = b"") -> bytes:
    """A workbook whose shared texts and rows are these."""
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = b'<Relationship Type="' + kind + b'" Target="sharedStrings.xml" Id="rId9"/></Relationships>'
    parts = good_parts()
    links = parts[LINKS].replace(b"</Relationships>", link)
    sheet = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    return packed(parts | {LINKS: links, TEXTS: texts, SHEET: sheet})


def lying(part: str, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A part of 200 MB of which the directory tells but the true beginning, with that beginning's checksum."""
    true = good_parts()[part]
    data = bytearray(with_part(part, true[:-1] + b" " * (200 * MEGABYTE), how))
    at = data.find(b"PK\x01\x02")
    while not data.startswith(part.encode(), at + 46):
        at = data.find(b"PK\x01\x02", at + 4)
    struct.pack_into("<L", data, at + 16, zlib.crc32(true[:-1]))
    struct.pack_into("<L", data, at + 24, len(true) - 1)
    return bytes(data)


def many_entities() -> bytes:
    """A thousand times a thousand times ten, by entities of entities."""
    inner = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * 10}">' for k in range(1, 9))
    kinds = f'<!DOCTYPE sst [<!ENTITY e0 "ten letters">{inner}]>'
    return with_texts(f"{kinds}<sst><si><t>&e8;</t></si></sst>".encode())


def safetensors_of(header: bytes) -> bytes:
    return len(header).to_bytes(8, "little") + header


def run_of_a_billion_units() -> bytes:
    told = {"format": 1, "model": {"hidden_size": 10**9}, "segments": [], "step": 0, "grad_norm": None, "about": {}}
    losses = {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]}
    header = {"__metadata__": {"lstm_viz": json.dumps(told)}, "losses": losses, "validation": losses}
    return safetensors_of(json.dumps(header).encode())


def pickled() -> bytes:
    class Shell:
        def __reduce__(self) -> tuple[object, ...]:
            return eval, ("open('pickle-was-run', 'w')",)

    return pickle.dumps(Shell())


TEXT = [
    Hostile("columns.csv", lambda: b",".join([b"1"] * 10**6) + b"\n", "line of 1,999,999 characters"),
    Hostile("wide.csv", lambda: (b"," * 99_990 + b"1\n") * 104, "more than 200 columns"),
    Hostile("long.csv", lambda: b"9" * JUST_UNDER, "line of 10,485,759 characters"),
    Hostile("lines.csv", lambda: b"\n" * (JUST_UNDER - 1) + b"1", "more than 1,000,000 lines"),
    Hostile("rows.csv", lambda: b"1\n" * (JUST_UNDER // 2), "more than 200,000 rows"),
    Hostile("cells.csv", lambda: (b"1," * 199 + b"1\n") * 26_000, "more than 1,000,000 cells"),
    Hostile("digits.csv", lambda: b"x\n" + (b"9" * 99_990 + b"\n") * 100, "is infinite in data row 1"),
    Hostile("quote.csv", lambda: b'"' + b"\n1" * 400_000, "cell that never ends"),
    Hostile("dates.csv", lambda: (b",".join([b"1 a"] * 200) + b"\n") * 4_990, "no column of numbers"),
    Hostile("cut.csv", lambda: b"day,x\n2001-01-01,1\n2001-01-02,2\n2001-0", "has 3 rows"),
    Hostile("large.csv", lambda: b"1,2\n" * (11 * MEGABYTE // 4), "10 MB is the most"),
]
WORKBOOKS = [
    Hostile("bomb.xlsx", lambda: with_part(SHEET, bytes(100 * MEGABYTE)), "unpacks to 100 MB"),
    Hostile("lie.xlsx", lambda: lying(WORKBOOK), "not an Excel file"),
    Hostile("lie2.xlsx", lambda: lying(WORKBOOK, zipfile.ZIP_BZIP2), "not an Excel file"),
    Hostile("entities.xlsx", many_entities, "not an Excel file"),
    Hostile("deep.xlsx", lambda: with_rows(b"<a>" * (16 * MEGABYTE)), "not an Excel file"),
    Hostile("tag.xlsx", lambda: with_rows(b"<a " + b" ".join(b"a%d=''" % k for k in range(10**6))), "not an Excel"),
    Hostile("names.xlsx", lambda: with_rows(b"".join(b"<a%d/>" % k for k in range(10**6))), "not an Excel file"),
    Hostile("comment.xlsx", lambda: with_rows(b"<!--" + b"x" * (49 * MEGABYTE)), "not an Excel file"),
    Hostile("blank.xlsx", lambda: with_rows(b"<c/>" * (12 * MEGABYTE)), "not an Excel file"),
    Hostile("texts.xlsx", lambda: with_texts(b"<sst>" + b"<si/>" * (9 * MEGABYTE)), "not an Excel file"),
    Hostile("cell.xlsx", lambda: with_rows(b"<row><c><v>" + b"1" * (49 * MEGABYTE)), "not an Excel file"),
    Hostile("far.xlsx", lambda: with_rows(b"<row><c r='GR1'><v>1</v></c></row>" * 20_000), "more than 1,000,000 cells"),
    Hostile("cut.xlsx", lambda: packed(good_parts())[:3000], "not an Excel file"),
    Hostile("members.xlsx", lambda: packed({f"../../etc/passwd{k}": b"" for k in range(9000)}), "not an Excel file"),
]
RUNS = [
    Hostile("pickle.safetensors", pickled, "not a run saved by LSTM Visualizer"),
    Hostile("units.safetensors", run_of_a_billion_units, "not a run saved by LSTM Visualizer"),
    Hostile("nested.safetensors", lambda: safetensors_of(b'{"a":' * 300_000), "not a run saved by LSTM Visualizer"),
    Hostile("header.safetensors", lambda: (2**62).to_bytes(8, "little") + b"{}", "not a run saved by LSTM Visualizer"),
    Hostile("empty.safetensors", lambda: b"", "not a run saved by LSTM Visualizer"),
]
