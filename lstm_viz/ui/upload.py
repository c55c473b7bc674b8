"""A file that a person uploaded: its bytes, how they were read, and what the person has answered."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lstm_viz.data.csv_reader import Question, Reading, read_csv
from lstm_viz.data.reading.stages import Tell
from lstm_viz.data.room import UPLOAD, Bounds
from lstm_viz.data.source import Source
from lstm_viz.errors import DataError, RepeatedTimes

TABLES = ["csv", "tsv", "txt", "xlsx", "ods", "gz", "zip"]
"""The endings of files that can be read as tables."""
REPEATED = {"first": "keep the first", "last": "keep the last", "mean": "take their mean", "sum": "take their sum"}
_OF_TABLE = ("header_rows", "decimal", "date", "id_column", "date_order", "gaps", "duplicates", "sentinels", "resample")
_OF_OTHERS = {
    "sheet": (*_OF_TABLE, "aggregate"),
    "encoding": ("date", "id_column"),
    "delimiter": ("date", "id_column", "date_order", "decimal"),
    "header_rows": ("date", "id_column"),
    "date": ("date_order", "id_column", "resample", "aggregate", "gaps", "duplicates"),
    "id_column": ("duplicates",),
    "resample": ("aggregate",),
}
"""What was said of a column or step falls with it."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Upload:
    """A file as it came and as it is read.

    `questions`: what it leaves open, also where that was answered by now. `at_first`: as it was read when it came, or
    when its sheet was chosen; the rows of that are let go when the file is read anew. `mark`: of the bytes, as SHA-256
    makes it.
    """

    name: str
    data: bytes
    reading: Reading
    questions: tuple[Question, ...]
    at_first: Reading
    mark: bytes

    @staticmethod
    def read(name: str, data: bytes, said: Mapping[str, Any] = _NOTHING) -> "Upload":
        """Return a file as it is read; what is `said` of it, by the keywords of `read_csv`, is not guessed.

        Raises:
            DataError: it cannot be.
        """
        return Upload.of(name, data, *understand(data, name, said))

    @staticmethod
    def of(name: str, data: bytes, reading: Reading, questions: tuple[Question, ...]) -> "Upload":
        """Return a file that has been read."""
        return Upload(name, data, reading, questions, reading, hashlib.sha256(data).digest())

    def again(self, setting: str, value: Any) -> "Upload":
        """Return the file as it is read with one more word of the person; None takes the word back.

        Raises:
            DataError: it cannot be read so, or its bytes are not here any more.
        """
        if not self.data:
            raise DataError(f"{self.name} itself is not here any more: upload it again to have it read another way.")
        return self.as_read_again(*understand(self.data, self.name, self.said_with(setting, value)))

    def said_with(self, setting: str, value: Any) -> dict[str, Any]:
        """Return what is said of the file with one more word; what falls with that is left out."""
        said = {key: held for key, held in self.reading.overrides.items() if key not in _OF_OTHERS.get(setting, ())}
        if setting == "resample" and value is not None and "aggregate" in self.reading.overrides:
            said["aggregate"] = self.reading.overrides["aggregate"]
        return {key: held for key, held in (said | {setting: value}).items() if held is not None}

    def as_read_again(self, reading: Reading, questions: tuple[Question, ...]) -> "Upload":
        """Return the file as it has been read anew."""
        said, first = reading.overrides, self.at_first
        if reading.sheet != self.reading.sheet:
            before = {key: held for key, held in first.overrides.items() if key in said}
            first = replace(reading, sheet=first.sheet, overrides=before)
        open_now = {each.setting: each for each in questions}
        kept = {each.setting: open_now.get(each.setting, each) for each in self.questions if each.setting in said}
        first = replace(first, table=first.table.iloc[:0].copy(), filled=first.filled[:0].copy())
        return Upload(self.name, self.data, reading, tuple((kept | open_now).values()), first, self.mark)

    def without_data(self) -> "Upload":
        """Return the file as it is read, its bytes let go."""
        return replace(self, data=b"")

    def chosen(self, question: Question) -> int:
        """Return which choice of a question is used."""
        said = self.reading.overrides.get(question.setting)
        return question.answers.index(said) if said in question.answers else 0

    @cached_property
    def digest(self) -> str:
        """Which file it is, and how it is read, as a word."""
        words = repr((self.name, sorted(self.reading.overrides.items())))
        return hashlib.sha256(words.encode() + self.mark).hexdigest()

    @cached_property
    def source(self) -> Source:
        """The series to learn from.

        Raises:
            DataError: there is none: see `Reading.to_source`.
        """
        return self.reading.to_source()


def understand(
    file: Path | bytes, name: str, said: Mapping[str, Any], bounds: Bounds = UPLOAD, tell: Tell | None = None
) -> tuple[Reading, tuple[Question, ...]]:
    """Read a file; where many rows share a time, a person is asked what a program is refused for not saying.

    Raises:
        DataError: it cannot be read.
    """
    try:
        reading = read_csv(file, name=name, bounds=bounds, tell=tell, **said)
    except RepeatedTimes:
        reading = read_csv(file, name=name, bounds=bounds, tell=tell, **said, duplicates="first")
        return reading, (*reading.questions, _what_of_repeated(reading))
    return reading, reading.questions


def _what_of_repeated(reading: Reading) -> Question:
    rows = reading.axis.duplicates if reading.axis else 0
    about = f"{rows:,} rows have a time that was there before, as of several series or events: what becomes of them?"
    return Question(about, tuple(REPEATED.values()), "duplicates", tuple(REPEATED))
