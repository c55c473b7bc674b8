"""Tables as files: what the tests of the reader write, and what a refusal must look like."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.errors import DataError
from lstm_viz.records import Array

WAVE = np.round(np.sin(np.arange(40.0)) * 10, 4) + 0.0001


def days(count: int = 40, form: str = "%Y-%m-%d", start: str = "2001-03-01", step: str = "D") -> list[str]:
    first = np.datetime64(start)
    unit = {"D": "D", "M": "M", "h": "h"}[step]
    return [
        (first.astype(f"datetime64[{unit}]") + k).astype("datetime64[s]").item().strftime(form) for k in range(count)
    ]


def file_of(rows: Sequence[Sequence[Any]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def table_of(columns: dict[str, Sequence[Any]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    return file_of([list(columns), *zip(*columns.values(), strict=True)], delimiter, encoding)


def text_of(values: Array, decimal: str = ".") -> list[str]:
    return [f"{value:.4f}".replace(".", decimal) for value in values]


def refusal(data: bytes, **given: Any) -> str:
    """Return why the file is refused, once it is sure that it is in one sentence that names the file."""
    with pytest.raises(DataError) as caught:
        read_csv(data, name="my table.csv", **given)
    sentence = str(caught.value)
    assert "my table.csv" in sentence
    assert sentence.endswith(".")
    assert ". " not in sentence
    assert "\n" not in sentence
    return sentence
