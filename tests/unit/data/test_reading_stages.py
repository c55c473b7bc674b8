"""What is told while a file is read: true stages, in their order, up to the whole."""

import gzip
import io
from itertools import pairwise

import numpy as np
import openpyxl
import pytest

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.data.reading.stages import BEGINS
from lstm_viz.data.told import told_on_stderr
from lstm_viz.errors import DataError
from tests.unit.data.tables import WAVE, days, table_of, text_of

YEARS = "\n".join(
    ["Year,Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec"]
    + [",".join(map(str, [year, *range(year - 1990, year - 1978)])) for year in range(2000, 2010)]
).encode()


def workbook() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in [["a"], *([value] for value in WAVE.tolist())]:
        book.worksheets[0].append(row)
    book.save(file)
    return file.getvalue()


def told_of(data: bytes) -> list[tuple[float, str]]:
    told: list[tuple[float, str]] = []
    read_csv(data, tell=lambda share, stage: told.append((share, stage)))
    return told


@pytest.mark.parametrize("packed", [False, True])
def test_the_stages_are_told_in_their_order_from_0_to_1(packed: bool) -> None:
    data = table_of({"when": days(), "a": text_of(WAVE)})
    assert told_of(gzip.compress(data) if packed else data) == [(share, stage) for stage, share in BEGINS.items()]


@pytest.mark.parametrize("data", [workbook(), YEARS], ids=["a workbook, which is not decoded", "months across"])
def test_whatever_the_layout_the_shares_ascend_to_1(data: bytes) -> None:
    told = told_of(data)
    assert all(before <= after for (before, _), (after, _) in pairwise(told))
    assert (told[0], told[-1]) == ((0.0, "unpacking"), (1.0, "done"))
    assert {stage for _, stage in told} <= set(BEGINS)


def test_of_many_rows_with_quotes_the_way_through_the_longest_stage_is_told_by_the_rows_that_are_split() -> None:
    rows = 250_000
    data = b'"a",b\n' + b"".join(b"%d,%d\n" % (k % 97, k % 89) for k in range(rows))
    shares = [share for share, stage in told_of(data) if stage == "splitting into cells"]
    begin, end = BEGINS["splitting into cells"], BEGINS["finding the names"]
    expected = begin + (end - begin) * np.array([0, 100_000, 200_000]) / (rows + 2)
    assert shares == pytest.approx(expected)


def test_a_file_that_is_refused_is_not_told_to_be_done() -> None:
    told: list[str] = []
    with pytest.raises(DataError):
        read_csv(b"colour\n" + b"red\n" * 40, tell=lambda _, stage: told.append(stage))
    assert "done" not in told


def test_a_command_says_nothing_within_a_second_and_then_one_line_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    moments = iter((0.0, 0.5, 2.0, 2.5, 4.0, 5.5))
    tell = told_on_stderr("x.csv", lambda: next(moments))
    for share in (0.1, 0.25, 0.5, 0.8, 1.0):
        tell(share, "splitting into cells")
    assert capsys.readouterr().err.splitlines() == [
        "Reading x.csv: splitting into cells, 25%, about 6 s left.",
        "Reading x.csv: splitting into cells, 80%, about 1 s left.",
    ]
