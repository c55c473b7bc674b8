"""What a person said of a table: what is given is not guessed."""

from dataclasses import dataclass
from typing import Literal

from lstm_viz.data.reading.times import ORDERS, DateOrder
from lstm_viz.errors import DataError

Duplicates = Literal["first", "last", "mean", "sum"]
Step = Literal["min", "h", "D", "W-MON", "MS", "QS", "YS"]
STEPS: dict[str, str] = {
    "min": "minute",
    "h": "hour",
    "D": "day",
    "W-MON": "week",
    "MS": "month",
    "QS": "quarter",
    "YS": "year",
}
"""The steps that rows may be gathered into, as pandas offsets, and the word for one."""
_CHOICES = {
    "date_order": tuple(ORDERS),
    "gaps": ("steps", "fill"),
    "duplicates": ("first", "last", "mean", "sum"),
    "sentinels": ("missing", "values"),
    "resample": tuple(STEPS),
    "aggregate": ("mean", "sum"),
}
_WHAT = {
    "date_order": "an order of day, month and year",
    "gaps": "what gaps can become",
    "duplicates": "what repeated rows can become",
    "sentinels": "what numbers far below all others can be",
    "resample": "a step that rows can be gathered into",
    "aggregate": "what gathered rows can become",
}


@dataclass(frozen=True)
class Asked:
    """What a person said of times and values: see `read_csv`."""

    date: str | None = None
    id_column: str | None = None
    date_order: DateOrder | None = None
    gaps: Literal["steps", "fill"] | None = None
    duplicates: Duplicates | None = None
    sentinels: Literal["missing", "values"] | None = None
    resample: Step | None = None
    aggregate: Literal["mean", "sum"] | None = None


def check(decimal: str | None, asked: Asked) -> None:
    """Refuse what is no choice.

    Raises:
        DataError: a word is none of those that can be chosen.
    """
    if decimal not in (None, ".", ","):
        raise DataError(f"“{decimal}” cannot be the decimal mark: choose a point or a comma.")
    for setting, choices in _CHOICES.items():
        said = getattr(asked, setting)
        if said is not None and said not in choices:
            raise DataError(f"“{said}” is not {_WHAT[setting]}: choose {', '.join(choices[:-1])} or {choices[-1]}.")
    if asked.aggregate is not None and asked.resample is None:
        raise DataError(f"There is nothing to take the {asked.aggregate} of: say with resample into which steps.")
