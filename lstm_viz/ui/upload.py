"""A file that a person uploaded: its bytes, how they were read, and what the person has answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from lstm_viz.data.csv_reader import Question, Reading, read_csv
from lstm_viz.data.room import UPLOAD
from lstm_viz.data.source import Source
from lstm_viz.errors import RepeatedTimes

TABLES = ["csv", "tsv", "txt", "xlsx", "ods", "gz", "zip"]
"""The endings of files that can be read as tables."""
REPEATED = {"first": "keep the first", "last": "keep the last", "mean": "take their mean", "sum": "take their sum"}
_OF_OTHERS = {
    "encoding": ("date",),
    "delimiter": ("date", "date_order", "decimal"),
    "header_rows": ("date",),
    "date": ("date_order", "resample", "aggregate", "gaps", "duplicates"),
    "resample": ("aggregate",),
}
"""What was said of a column or step falls with it."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Upload:
    """A file as it came and as it is read.

    `questions`: what it leaves open, also where that was answered by now. `at_first`: as it was read when it came.
    """

    name: str
    data: bytes
    reading: Reading
    questions: tuple[Question, ...]
    at_first: Reading

    @staticmethod
    def read(name: str, data: bytes, said: Mapping[str, Any] = _NOTHING) -> "Upload":
        """Return a file as it is read; what is `said` of it, by the keywords of `read_csv`, is not guessed.

        Raises:
            DataError: it cannot be.
        """
        reading, questions = _read(name, data, said)
        return Upload(name, data, reading, questions, reading)

    def again(self, setting: str, value: Any) -> "Upload":
        """Return the file as it is read with one more word of the person; None takes the word back.

        Raises:
            DataError: it cannot be read so.
        """
        said = {key: held for key, held in self.reading.overrides.items() if key not in _OF_OTHERS.get(setting, ())}
        if setting == "resample" and value is not None and "aggregate" in self.reading.overrides:
            said["aggregate"] = self.reading.overrides["aggregate"]
        said = {key: held for key, held in (said | {setting: value}).items() if held is not None}
        reading, questions = _read(self.name, self.data, said)
        open_now = {each.setting: each for each in questions}
        kept = {each.setting: open_now.get(each.setting, each) for each in self.questions if each.setting in said}
        return Upload(self.name, self.data, reading, tuple((kept | open_now).values()), self.at_first)

    def chosen(self, question: Question) -> int:
        """Return which choice of a question is used."""
        said = self.reading.overrides.get(question.setting)
        return question.answers.index(said) if said in question.answers else 0

    @cached_property
    def source(self) -> Source:
        """The series to learn from.

        Raises:
            DataError: there is none: see `Reading.to_source`.
        """
        return self.reading.to_source()


def _read(name: str, data: bytes, said: Mapping[str, Any]) -> tuple[Reading, tuple[Question, ...]]:
    """Read a file; where many rows share a time, a person is asked what a program is refused for not saying."""
    try:
        reading = read_csv(data, name=name, bounds=UPLOAD, **said)
    except RepeatedTimes:
        reading = read_csv(data, name=name, bounds=UPLOAD, **said, duplicates="first")
        return reading, (*reading.questions, _what_of_repeated(reading))
    return reading, reading.questions


def _what_of_repeated(reading: Reading) -> Question:
    rows = reading.axis.duplicates if reading.axis else 0
    about = f"{rows:,} rows have a time that was there before, as of several series or events: what becomes of them?"
    return Question(about, tuple(REPEATED.values()), "duplicates", tuple(REPEATED))
