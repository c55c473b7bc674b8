"""Which columns hold the moments: one of dates, a date and a time of day, a year and its parts, or numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from lstm_viz.data.reading.frequency import distinct, grid_of
from lstm_viz.data.reading.patterns import matches
from lstm_viz.data.reading.times import FEWEST_DATED, DateOrder, Times, read_times

_CLOCK = r"^\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?[AaPp]\.?[Mm]\.?)?$"


def clock_in(columns: Mapping[str, pa.Array]) -> str | None:
    """Return the column that holds times of day and nothing else, or None."""
    for name, cells in columns.items():
        if matches(cells.slice(0, 1), _CLOCK).all() and matches(cells, _CLOCK).mean() >= FEWEST_DATED:
            return name
    return None


def first_times(
    columns: Mapping[str, pa.Array],
    numeric: Mapping[str, bool],
    order: DateOrder | None,
    *,
    chosen: str | None = None,
) -> Times | None:
    """Return the moments of the first column of dates; else of year, month … in several; else of numbers.

    Days take their time from a column of times of day, where there is one. `chosen`: a person says where moments are.
    """
    parts = of_parts(columns)
    if chosen is not None and parts is not None and chosen == ", ".join(parts.columns):
        return parts
    clock = clock_in(columns)
    wanted = [name for name in columns if not numeric[name]]
    wanted += [""] if parts is not None else []
    wanted += [name for name in columns if numeric[name]]
    if chosen is not None:
        wanted = [name for name in columns if chosen in (name, f"{name}, {clock}")]
    for name in wanted:
        if not name:
            return parts
        found = None
        if clock is not None and clock != name and chosen != name:
            both = pc.binary_join_element_wise(columns[name], columns[clock], " ")
            found = read_times(both, name, order=order, chosen=True)
            found = found and replace(found, columns=(name, clock))
        found = found or read_times(columns[name], name, order=order, chosen=chosen is not None)
        if found is not None:
            return found
    return None


_PARTS = {
    "year": {"year", "yr", "yyyy", "jahr", "année", "annee", "an", "año", "ano", "anno", "jaar", "år", "rok"},
    "month": {"month", "mon", "mm", "mo", "monat", "mois", "mes", "mês", "mese", "maand", "måned", "månad", "miesiąc"},
    "day": {"day", "dd", "dy", "tag", "jour", "día", "dia", "giorno", "dag", "dzień"},
    "hour": {"hour", "hr", "hh", "stunde", "heure", "hora", "ora", "uur", "time", "godzina"},
    "minute": {"minute", "min", "minuto", "minuut"},
    "quarter": {"quarter", "qtr", "quartal", "trimestre", "kwartaal", "kvartal"},
    "week": {"week", "woche", "semaine", "semana", "settimana", "kw"},
}


def of_parts(columns: Mapping[str, pa.Array]) -> Times | None:
    """Return moments told in several columns: a year with a month, quarter or week, a day and an hour; else None."""
    found: dict[str, str] = {}
    for name in columns:
        for part, words in _PARTS.items():
            if name.casefold().strip() in words and part not in found:
                found[part] = name
    if not found and all(name.startswith("column ") for name in columns):
        return _unnamed(columns)
    if "year" not in found or not {"month", "quarter", "week"} & set(found):
        return None
    coarse: Sequence[str] = ("year", "month", "quarter", "week")
    kinds = [part for part in coarse if part in found][:2]
    later: Sequence[str] = ("day", "hour", "minute") if kinds[1] == "month" else ()
    kinds += [part for part in later if part in found]
    if "hour" in kinds and "day" not in kinds:
        kinds = kinds[:2]
    between = {"month": "-", "day": "-", "hour": "T", "minute": ":", "quarter": "-Q", "week": "-W"}
    texts = [columns[found["year"]]]
    for part in kinds[1:]:
        cells = columns[found[part]]
        if part in ("quarter", "week"):
            cells = pc.replace_substring_regex(cells, r"^\pL+\.? ?", "")
        if part == "hour":
            cells = pc.replace_substring_regex(cells, r"^(\d)(:|$)", r"0\1\2")
        texts += [pa.array([between[part]] * len(cells)), cells]
    read = read_times(pc.binary_join_element_wise(*texts, ""), "date", chosen=True)
    return read and replace(read, columns=tuple(found[part] for part in kinds), format=" ".join(kinds))


def _unnamed(columns: Mapping[str, pa.Array]) -> Times | None:
    """Return moments of three columns without names, if year, month and day is what makes an even series of them."""
    first = list(columns)[:3]
    if len(columns) < 4 or not all(matches(columns[name].slice(0, 20), r"^\d{1,4}$").all() for name in first):
        return None
    read = read_times(pc.binary_join_element_wise(*(columns[name] for name in first), "-"), "", chosen=True)
    if read is None or grid_of(distinct(read.index.as_unit("us").asi8)) is None:
        return None
    return replace(read, columns=tuple(first), format="year month day")
