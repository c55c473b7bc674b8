"""Files made from series that are known, by the troubles that real files have, alone and in pairs.

Nothing here knows how files are read: a `Case` holds the bytes and the truth.
"""

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
import pandas as pd

from lstm_viz.records import Array

ROWS = {"D": 64, "MS": 60, "h": 72, "W-SUN": 60, "B": 60, "QS": 48, "YS": 40, "ME": 50, "30min": 96, "W-MON": 60}
FIRST = "1979-03-05"
_GERMAN = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
_FRENCH = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."
_SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
GERMAN, FRENCH, SPANISH = (names.split() for names in (_GERMAN, _FRENCH, _SPANISH))


@dataclass(frozen=True)
class Plan:
    """How a file is to be written. `rows`: which of the rows are written, in which order."""

    frequency: str = "D"
    names: tuple[str, ...] = ("sales",)
    number: Callable[[float], str] = "{:.2f}".format
    moment: Callable[[pd.Timestamp], list[str]] = lambda at: [
        at.isoformat(sep=" ") if at.hour or at.minute else f"{at:%Y-%m-%d}"
    ]
    times: tuple[str, ...] = ("date",)
    delimiter: str = ","
    encoding: str = "utf-8"
    end: str = "\n"
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    upper: bool = False
    header: bool = True
    units: bool = False
    index: str | None = None
    trailing: bool = False
    gone: tuple[int, ...] = ()
    mark: str = ""
    order: Callable[[int], list[int]] = lambda n: list(range(n))
    pack: Callable[[bytes], bytes] = bytes
    duplicate: bool = False
    thinned: bool = False
    scale: float = 1.0
    lowest: float = 0.0


@dataclass(frozen=True)
class Case:
    """A file and what is true of it."""

    trouble: str
    data: bytes
    names: list[str]
    moments: pd.DatetimeIndex | None
    values: Array
    gone: Array
    frequency: str | None
    aside: list[str] = field(default_factory=list)
    clean: bool = False
    missing: int = 0
    duplicates: int = 0


def _sized(value: float, thousands: str, decimal: str, places: int = 2) -> str:
    return f"{value:,.{places}f}".translate({ord(","): thousands, ord("."): decimal})


def _bracketed(value: float) -> str:
    return f"({-value:.2f})" if value < 0 else f"{value:.2f}"


def _named(at: pd.Timestamp, words: list[str], form: str) -> list[str]:
    return [form.format(d=at.day, n=words[at.month - 1], y=at.year)]


def _stamp(form: str) -> Callable[[pd.Timestamp], list[str]]:
    return lambda at: [at.strftime(form)]


def _zipped(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("table.csv", data)
    return out.getvalue()


def _shuffled(n: int) -> list[int]:
    return [int(place) for place in np.random.default_rng(5).permutation(n)]


Change = Callable[[Plan], Plan]


def _set(**what: object) -> Change:
    return lambda plan: replace(plan, **what)  # type: ignore[arg-type]  # each is a field of a plan


SLOTS: dict[str, dict[str, Change]] = {
    "encoding": {
        "UTF-8 with a mark": _set(encoding="utf-8-sig", names=("Größe",)),
        "UTF-16": _set(encoding="utf-16", names=("Größe",)),
        "UTF-16 without a mark": _set(encoding="utf-16-le", names=("Größe",)),
        "Windows": _set(encoding="cp1252", names=("Größe in €",)),
    },
    "writing": {
        "semicolon": _set(delimiter=";"),
        "tab": _set(delimiter="\t"),
        "bar": _set(delimiter="|"),
        "decimal comma": _set(delimiter=";", number=lambda v: f"{v:.2f}".replace(".", ",")),
        "decimal comma, tab": _set(delimiter="\t", number=lambda v: f"{v:.1f}0".replace(".", ",")),
        "German thousands": _set(delimiter=";", scale=1e4, number=lambda v: _sized(v, ".", ",")),
        "English thousands": _set(scale=1e4, number=lambda v: _sized(v, ",", ".")),
        "whole thousands": _set(scale=1e5, number=lambda v: _sized(v, ",", ".", 0)),
        "blank thousands": _set(delimiter=";", scale=1e5, number=lambda v: _sized(v, "\u00a0", ",")),
        "Swiss thousands": _set(scale=1e4, number=lambda v: _sized(v, "'", ".")),
        "per cent": _set(number=lambda v: f"{v:.2f} %"),
        "currency": _set(number=lambda v: f"{'-' if v < 0 else ''}${abs(v):.2f}"),
        "euro behind": _set(delimiter=";", number=lambda v: f"{v:.2f} €".replace(".", ",")),
        "accounting": _set(lowest=-20.0, number=_bracketed),
        "minus behind": _set(lowest=-20.0, number=lambda v: f"{abs(v):.2f}{'-' if v < 0 else ''}"),
        "powers of ten": _set(number=lambda v: f"{v:.4e}"),
    },
    "dates": {
        "dots": _set(moment=_stamp("%d.%m.%Y")),
        "day first": _set(moment=_stamp("%d/%m/%Y")),
        "month first": _set(moment=_stamp("%m/%d/%Y")),
        "short years": _set(moment=_stamp("%d/%m/%y")),
        "short years, month first": _set(moment=_stamp("%m/%d/%y")),
        "compact": _set(moment=_stamp("%Y%m%d")),
        "slashes": _set(moment=_stamp("%Y/%m/%d")),
        "with a zone": _set(moment=_stamp("%Y-%m-%dT%H:%M:%SZ")),
        "English months": _set(moment=_stamp("%d-%b-%Y")),
        "American months": _set(moment=_stamp("%b %d %Y")),
        "German months": _set(moment=lambda at: _named(at, GERMAN, "{d}. {n} {y}")),
        "French months": _set(moment=lambda at: _named(at, FRENCH, "{d} {n} {y}")),
        "Spanish months": _set(moment=lambda at: _named(at, SPANISH, "{d} de {n} de {y}")),
        "seconds": _set(moment=lambda at: [str(int(at.timestamp()))]),
        "milliseconds": _set(moment=lambda at: [str(int(at.timestamp() * 1000))]),
        "in three columns": _set(
            times=("year", "month", "day"), moment=lambda at: [str(at.year), str(at.month), str(at.day)]
        ),
    },
    "above": {
        "a title": _set(above=("Report of the year",)),
        "a preamble": _set(above=("Sales report", "made on 2021-05-06", "Region: north")),
        "a blank line": _set(above=("Exported", "")),
        "comments": _set(above=("# made by hand", "# second line")),
        "sep=": _set(above=("sep=",)),
    },
    "below": {
        "a total": _set(below=("Total{d}12345",)),
        "a source": _set(below=("Source: the office of numbers",)),
        "total and notes": _set(below=("", "Summe{d}9999", "* preliminary", "Quelle: Amt")),
    },
    "header": {
        "two rows of names": _set(upper=True, names=("north", "south")),
        "units": _set(units=True),
        "an index": _set(index=""),
        "a named index": _set(index="No"),
        "trailing separators": _set(trailing=True),
        "two series": _set(names=("a", "b")),
        "names twice": _set(names=("x", "x")),
        "no header": _set(header=False),
    },
    "cells": {
        "NA": _set(gone=(7, 8, 30), mark="NA"),
        "n/a": _set(gone=(5,), mark="n/a"),
        "dashes": _set(gone=(20, 21), mark="-"),
        "blank": _set(gone=(9,), mark=""),
        "#N/A": _set(gone=(9, 10), mark="#N/A"),
    },
    "rows": {
        "reversed": _set(order=lambda n: list(range(n))[::-1]),
        "shuffled": _set(order=_shuffled),
        "a row twice": _set(duplicate=True),
        "a third missing": _set(thinned=True),
    },
    "bytes": {
        "CRLF": _set(end="\r\n"),
        "CR": _set(end="\r"),
        "gzip": _set(pack=gzip.compress),
        "zip": _set(pack=_zipped),
        "zero bytes": _set(pack=lambda data: data.replace(b"\n", b"\x00\n", 1)),
    },
}
NOT_TOGETHER = frozenset(
    {
        frozenset(pair)
        for pair in (
            ("UTF-16", "zero bytes"),
            ("UTF-16 without a mark", "zero bytes"),
        )
    }
)


def case(trouble: str, plan: Plan, *, clean: bool = False) -> Case:
    """Write a plan's file."""
    count = ROWS[plan.frequency]
    moments = pd.date_range(FIRST, periods=count, freq=plan.frequency)
    random = np.random.default_rng(len(trouble))
    raw = np.abs(np.cumsum(random.normal(size=(count, len(plan.names))), axis=0) * 3 + 50) + plan.lowest * 4
    texts = [[plan.number(float(value)) for value in row] for row in np.round(raw * plan.scale, 2) + 0.0]
    values = np.array([[_value_of(plan, float(value)) for value in row] for row in np.round(raw * plan.scale, 2) + 0.0])
    gone = np.zeros(values.shape, bool)
    for place in plan.gone:
        texts[place][0], gone[place, 0] = plan.mark, True
    keep = [k for k in range(count) if not plan.thinned or k in (0, count - 1) or k * 7 % 11 % 3 != 1]
    order = [keep[k] for k in plan.order(len(keep))]
    written = [*order[:12], order[11], *order[12:]] if plan.duplicate else order
    rows = [[*plan.moment(moments[k]), *texts[k]] for k in written]
    aside = [line.replace("{d}", plan.delimiter) for line in (*plan.above, *plan.below) if line]
    head = _head(plan)
    body = [*head, *rows]
    if plan.index is not None:
        body = [[plan.index if k == 0 and plan.header else str(k), *row] for k, row in enumerate(body)]
    if plan.units:
        body.insert(1, ["", *[""] * (len(plan.times) - 1), *["kWh"] * len(plan.names)])
        if plan.index is not None:
            body[1] = ["", *body[1]]
        aside.append("kWh")
    lines = [_line(row, plan) for row in body]
    above = [line if line != "sep=" else f"sep={plan.delimiter}" for line in plan.above]
    aside = [f"sep={plan.delimiter}" if line == "sep=" else line for line in aside]
    below = [line.replace("{d}", plan.delimiter) for line in plan.below]
    text = plan.end.join([*above, *lines, *below]) + plan.end
    names = _names(plan)
    return Case(
        trouble,
        plan.pack(text.encode(plan.encoding)),
        names,
        moments[keep],
        values[keep],
        gone[keep],
        plan.frequency,
        aside,
        clean,
        count - len(keep),
        int(plan.duplicate),
    )


def _value_of(plan: Plan, value: float) -> float:
    """The number that the text tells: formats round."""
    if plan.number("{:.4e}".count("e") + 0.5).endswith("e+00"):
        return float(f"{value:.4e}")
    places = len(plan.number(0.25).rstrip(" %€-)").replace(",", ".").partition(".")[2])
    if plan.number(0.25).replace(",", ".").startswith("0.20"):
        return float(f"{value:.1f}")
    return float(f"{value:.{places}f}") if "." in plan.number(0.25).replace(",", ".") else float(f"{value:.0f}")


def _head(plan: Plan) -> list[list[str]]:
    if not plan.header:
        return []
    if plan.upper:
        return [[*[""] * len(plan.times), "Sales", ""], [*plan.times, *plan.names]]
    return [[*plan.times, *plan.names]]


def _names(plan: Plan) -> list[str]:
    first = len(plan.times) + 1 + (plan.index is not None)
    if not plan.header:
        return [f"column {first + k}" for k in range(len(plan.names))]
    if plan.upper:
        return [f"Sales {name}" for name in plan.names]
    names: list[str] = []
    for k, name in enumerate(plan.names):
        names.append(name if name not in names else f"{name} ({first + k})")
    return names


def _line(row: list[str], plan: Plan) -> str:
    cells = [f'"{cell}"' if plan.delimiter in cell else cell for cell in row]
    return plan.delimiter.join([*cells, ""] if plan.trailing else cells)


def cases() -> Iterator[Case]:
    """Yield clean files of every frequency, every trouble alone, and pairs of troubles."""
    for frequency in ROWS:
        yield case(f"clean {frequency}", Plan(frequency=frequency), clean=True)
    all_of = [(slot, name, change) for slot, troubles in SLOTS.items() for name, change in troubles.items()]
    for slot, name, change in all_of:
        for frequency in ("D", "MS", "W-SUN") if slot != "dates" else ("D", "B", "W-SUN", "ME"):
            yield case(name, change(Plan(frequency=frequency)))
    pairs = [pair for pair in combinations(all_of, 2) if pair[0][0] != pair[1][0]]
    for k, ((_, one, change), (_, other, more)) in enumerate(pairs):
        if k % 7 == 0 and frozenset((one, other)) not in NOT_TOGETHER:
            yield case(f"{one} + {other}", more(change(Plan(frequency=("D", "B", "W-SUN")[k % 3]))))
