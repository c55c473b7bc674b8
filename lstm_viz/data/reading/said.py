"""What a person says of a file in words such as date_order=mdy, as the command line takes it."""

from collections.abc import Mapping, Sequence
from typing import Any

from lstm_viz.data.reading.records import Question
from lstm_viz.errors import DataError

_TABLE = "sheet encoding delimiter decimal header_rows date id_column"
_NAMES = f"{_TABLE} date_order gaps duplicates sentinels resample aggregate"
NAMES = frozenset(_NAMES.split())
"""The keywords of `read_csv` that can be said so; the others are ways to say these."""


def said_in(words: Sequence[str]) -> dict[str, Any]:
    """Return keywords of `read_csv` from words.

    Raises:
        DataError: a word has another form or name, comes twice, or is no number where one is needed.
    """
    said: dict[str, Any] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign or name not in NAMES:
            raise DataError(f"“{word}” does not say how to read the file: write --set NAME=VALUE, NAME {_one_of()}.")
        if name in said:
            raise DataError(f"“{name}” is said twice: say it once.")
        if name == "header_rows" and not (value.isdecimal() and len(value) < 4):
            raise DataError(f"“{value}” is no number of rows of names: write a whole number such as header_rows=1.")
        said[name] = int(value) if name == "header_rows" else value
    return said


def _one_of() -> str:
    *others, last = _NAMES.split()
    return f"{', '.join(others)} or {last}"


def as_words(said: Mapping[str, Any]) -> list[str]:
    """Return the words of a command line that say so."""
    return [part for name, value in said.items() if name in NAMES for part in ("--set", f"{name}={value}")]


def asked(question: Question) -> str:
    """Return a question with how to answer it."""
    answers = " or ".join(f"--set {question.setting}={each}" for each in question.answers[1:])
    return f"{question.about} {' or '.join(question.choices)}; the first is used, else say {answers}."
