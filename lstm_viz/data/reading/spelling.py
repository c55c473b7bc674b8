"""How a column spells its moments, to the letter, so that later ones can be written alike."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from lstm_viz.data.reading.months import month_of, names_like
from lstm_viz.data.reading.patterns import compiled
from lstm_viz.data.reading.time_forms import FORMS, letters_of, minutes_of, template

_PART = re.compile(r"%([a-zA-Z])")
_NUMBERS = frozenset({"epoch", "serial", "counted", "season"})
"""Forms that are no words of strptime's."""


@dataclass(frozen=True)
class Spelling:
    """How moments are spelled.

    Attributes:
        form: in strptime's letters, and %q for a quarter. months: number → name, of those that are known. bare: the
            letters of numbers that have no zero before them. zone: as it is written, and minutes east of Greenwich.
    """

    form: str
    months: Mapping[int, str]
    bare: frozenset[str]
    zone: tuple[str, int] = ("", 0)

    def of(self, moment: pd.Timestamp) -> str | None:
        """Return a moment so spelled, or None where it cannot be: its month's name is not known.

        Where there is a zone, the moment is one of universal time.
        """
        moment += pd.Timedelta(self.zone[1], "min")
        parts = {letter: self._part(letter, moment) for letter in _PART.findall(self.form)}
        if None in parts.values():
            return None
        return _PART.sub(lambda found: str(parts[found[1]]), self.form)

    def _part(self, letter: str, moment: pd.Timestamp) -> str | None:
        if letter in "bB":
            return self.months.get(moment.month)
        if letter == "z":
            return self.zone[0]
        if letter == "q":
            return str(moment.quarter)
        text = moment.strftime(f"%{letter}")
        return str(int(text)) if letter in self.bare else text


def spelling_of(cells: Sequence[str], moments: pd.DatetimeIndex, form: str, order: str) -> Spelling | None:
    """Return how cells of a form and an order of its parts are spelled; None where that does not give every one back.

    `moments`: what the cells were read as, in universal time where they tell a zone.
    """
    if form in _NUMBERS:
        return None
    letters = letters_of(form, order)
    found = [compiled(FORMS[form]).fullmatch(cell) for cell in cells]
    parts = [each.groupdict() for each in found if each is not None]
    if len(parts) < len(cells) or not parts:
        return None
    bare = {letters[name][1] for each in parts for name, text in each.items() if text and len(text) == 1}
    bare |= {"I"} if "H" in bare else set()
    named = {month_of(each["n"]): each["n"] for each in parts if each.get("n")}
    zone = parts[0].get("z") or ""
    made = Spelling(
        template(cells[0], form, order), names_like(named), frozenset(bare & set("dmHI")), (zone, minutes_of(zone))
    )
    same = (made.of(moment) == cell for cell, moment in zip(cells, moments, strict=True))
    return made if all(same) else None
