"""The card of a file: what was understood of it, its first rows, what it leaves open, and every guess, changeable."""

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from lstm_viz.data.csv_reader import Reading
from lstm_viz.data.reading.axis import TimeAxis, moments_in_words
from lstm_viz.data.reading.sentence import SEPARATORS, coarser_than, sentence
from lstm_viz.data.reading.times import ORDERS
from lstm_viz.ui.plain import plain
from lstm_viz.ui.unbroken import unbroken
from lstm_viz.ui.upload import REPEATED, Upload

ReadAgain = Callable[[str, Any], None]
MANY_ROWS = 200_000
"""Rows beyond which it is offered at once to gather them: few networks learn from so many."""
SHOWN_ROWS, SHOWN_WARNINGS, SHOWN_ASIDE = 5, 5, 20
_MARKS, _ROWS = {".": "point", ",": "comma"}, {0: "none", 1: "1", 2: "2", 3: "3"}
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850")
_THREE_NUMBERS = re.compile(r"%([dmy])[-/. ] ?%([dmy])[-/. ] ?%([yYmd])")
_FILLED = "color: #8b8d98; font-style: italic"


def card(held: Upload, read_again: ReadAgain, page: str, *, disabled: bool = False) -> None:
    """Draw the card.

    `read_again` is called with a keyword of `read_csv` and what it is to be, None for what is found by rule; see
    `Upload.again`. `page` stands in the widgets' keys, which no two pages may share.
    """
    reading, chooser = held.reading, _chooser(held, read_again, page, disabled=disabled)
    with st.container(border=True, key=f"reading_{page}"):
        st.markdown(f"**How {plain(reading.name)} was read**")
        st.caption(plain(sentence(reading)))
        _questions(held, chooser)
        _first_rows(reading)
        _steps(reading, chooser)
        _warnings(reading)
        _set_aside(reading)
        with st.expander("Change how it is read"):
            st.caption("All this was found by rule; what you choose instead is obeyed.")
            _guesses(held, chooser)


def refused_card(name: str, said: Mapping[str, Any], read_again: ReadAgain, page: str, *, disabled: bool) -> None:
    """Draw what may be said of a file that could not be read. `said`: what was said already."""
    chooser = _Chooser(said, frozenset(), frozenset(), read_again, f"{page}_refused", disabled)
    by_rule: dict[Any, str] = {None: "by rule"}
    with st.expander(f"Read {name} another way", expanded=True):
        chooser.choice("encoding", "Encoding", by_rule | {each: each for each in _ENCODINGS})
        chooser.choice("delimiter", "Columns are separated by", by_rule | SEPARATORS)
        chooser.choice("decimal", "Decimal mark", by_rule | _MARKS)
        chooser.choice("header_rows", "Rows of names", by_rule | _ROWS)
        chooser.choice("date", "Time column", by_rule | {"": "none"})


@dataclass(frozen=True)
class _Chooser:
    """Widgets that change how a file is read, each by the place of a choice in its list.

    `overrides`: what the person said; `said_at_first`: of which settings before the file could be read at all.
    `questions`: the settings that are asked for by a question.
    """

    overrides: Mapping[str, Any]
    said_at_first: frozenset[str]
    questions: frozenset[str]
    read_again: ReadAgain
    page: str
    disabled: bool

    def tied(self, setting: str, choices: Mapping[Any, str], at: Any) -> dict[str, Any]:
        """Return what ties a widget over the places of choices to the one that is used now.

        Other choices make another widget: one that a browser still holds would tell of a choice that is no more.
        """
        values, words = list(choices), list(choices.values())
        place = values.index(at) if at in values else 0
        key = f"read_{self.page}_{setting}_{zlib.crc32(repr(words).encode())}"
        if st.session_state.get(key) != place:
            st.session_state[key] = place

        @unbroken
        def on_change() -> None:
            chosen = st.session_state[key]
            if chosen in range(len(values)):
                self.read_again(setting, values[chosen])

        options = {"options": range(len(values)), "format_func": words.__getitem__}
        return options | {"key": key, "on_change": on_change, "disabled": self.disabled}

    def guess(self, setting: str, label: str, found: Any, choices: Mapping[Any, str]) -> None:
        """Draw a select box of what may be said instead of what was `found` by rule; that is among the choices."""
        offered = dict(choices) if found in choices else {found: str(found), **choices}
        if setting not in self.said_at_first:
            offered = {None if value == found else value: words for value, words in offered.items()}
        st.selectbox(label, **self.tied(setting, offered, self.overrides.get(setting)))

    def choice(self, setting: str, label: str, choices: Mapping[Any, str]) -> None:
        """Draw a select box whose first choice is used until another is chosen."""
        at = self.overrides.get(setting, next(iter(choices)))
        st.selectbox(label, **self.tied(setting, choices, at))


def _chooser(held: Upload, read_again: ReadAgain, page: str, *, disabled: bool) -> _Chooser:
    asked = frozenset(question.setting for question in held.questions)
    at_first = frozenset(held.at_first.overrides)
    return _Chooser(held.reading.overrides, at_first, asked, read_again, page, disabled)


def _questions(held: Upload, chooser: _Chooser) -> None:
    """Ask what the file leaves open. An answer is obeyed at once, and the question stays to be answered anew."""
    for question in held.questions:
        choices = dict(zip(question.answers, map(plain, question.choices), strict=True))
        tied = chooser.tied(question.setting, choices, question.answers[held.chosen(question)])
        st.radio(plain(question.about), **tied)


def _first_rows(reading: Reading) -> None:
    backwards = reading.axis is not None and reading.axis.descending
    order = slice(None, None, -1) if backwards else slice(None)
    table = reading.table[order].head(SHOWN_ROWS)
    filled = reading.filled[order][:SHOWN_ROWS]
    if isinstance(table.index, pd.DatetimeIndex):
        table = table.set_axis(pd.Index(moments_in_words(table.index), name=reading.time), axis=0)
    else:
        table = table.set_axis(pd.RangeIndex(1, len(table) + 1, name="row"), axis=0)
    styles = pd.DataFrame("", index=table.index, columns=table.columns).mask(filled, _FILLED)
    st.dataframe(table.style.apply(lambda _: styles, axis=None) if filled.any() else table)
    count = int(reading.filled.sum())
    if count:
        values = (
            "1 value was filled: the file lacks it"
            if count == 1
            else f"{count:,} values were filled: the file lacks them"
        )
        st.caption(f"{values}. Among these rows filled values are grey." if filled.any() else f"{values}.")


def _steps(reading: Reading, chooser: _Chooser) -> None:
    """Offer what can become of missing steps and repeated or uneven times, where the file has such."""
    axis = reading.axis
    if axis is None:
        return
    if axis.missing and axis.frequency and "resample" not in chooser.overrides:
        label = f"{axis.missing:,} missing step{'' if axis.missing == 1 else 's'}"
        chooser.choice("gaps", label, {"steps": "keep as steps", "fill": "fill, and mark them"})
    if axis.duplicates and "duplicates" not in chooser.questions:
        label = f"{axis.duplicates:,} row{'' if axis.duplicates == 1 else 's'} of a time that was there before"
        chooser.choice("duplicates", label, REPEATED)
    if _is_gathered_often(axis):
        _gathering(reading, chooser)


def _is_gathered_often(axis: TimeAxis) -> bool:
    """Return whether gathering the rows is offered in sight, not among the guesses."""
    return axis.frequency is None or axis.rows > MANY_ROWS


def _gathering(reading: Reading, chooser: _Chooser) -> None:
    axis = reading.axis
    steps = coarser_than(axis) if axis else {}
    if not steps:
        return
    chooser.choice("resample", "Gather the rows into", {None: "nothing: keep them"} | steps)
    if "resample" in chooser.overrides:
        word = steps.get(chooser.overrides["resample"], "steps")
        chooser.choice("aggregate", f"The values of {word} become", {"mean": "their mean", "sum": "their sum"})


def _warnings(reading: Reading) -> None:
    told = [plain(warning) for warning in reading.warnings]
    for each in told[:SHOWN_WARNINGS]:
        st.caption(each)
    if len(told) > SHOWN_WARNINGS:
        with st.expander(f"{len(told) - SHOWN_WARNINGS} more notes"):
            for each in told[SHOWN_WARNINGS:]:
                st.caption(each)


def _set_aside(reading: Reading) -> None:
    rows = reading.skipped
    if not rows:
        return
    count = "1 line" if len(rows) == 1 else f"{len(rows):,} lines"
    with st.expander(f"{count} set aside"):
        for each in rows[:SHOWN_ASIDE]:
            st.caption(plain(f"Line {each.row:,}, {each.why}: {each.text}"))
        if len(rows) > SHOWN_ASIDE:
            rest = pd.DataFrame(rows[SHOWN_ASIDE:], columns=["line", "text", "why"])
            st.dataframe(rest.set_index("line")[["why", "text"]])


def _guesses(held: Upload, chooser: _Chooser) -> None:
    now, found = held.reading, held.at_first
    if found.encoding is not None:
        chooser.guess("encoding", "Encoding", found.encoding, {each: each for each in _ENCODINGS})
        chooser.guess("delimiter", "Columns are separated by", found.delimiter, SEPARATORS)
        chooser.guess("decimal", "Decimal mark", found.decimal, _MARKS)
    elif len(now.sheets) > 1:
        chooser.guess("sheet", "Sheet", found.sheet, {each: each for each in now.sheets})
    chooser.guess("header_rows", "Rows of names", found.header_rows, _ROWS)
    names = {column.name: column.name for column in now.columns}
    chooser.guess("date", "Time column", found.time or "", {"": "none"} | names)
    if now.axis is not None:
        _told_apart(now, found, chooser)
        _date_order(now.axis.format, chooser)
        if not _is_gathered_often(now.axis):
            _gathering(now, chooser)


def _told_apart(now: Reading, found: Reading, chooser: _Chooser) -> None:
    """Offer another column of ids, where times stand in columns of their own and two columns are left or more."""
    times = ", ".join(column.name for column in now.columns if column.kind == "time")
    others = {column.name: column.name for column in now.columns if column.kind != "time"}
    if times == now.time and len(others) > 1:
        label = "Series below each other are told apart by"
        chooser.guess("id_column", label, ", ".join(found.ids), {"": "nothing"} | others)


def _date_order(form: str, chooser: _Chooser) -> None:
    """Offer the order of day, month and year, where all three are numbers and the question is not asked anyway."""
    found = _THREE_NUMBERS.match(form)
    if found is None or "date_order" in chooser.questions:
        return
    order = chooser.overrides.get("date_order", "".join(found.groups()).lower())
    choices = {each: words for each, words in ORDERS.items() if each != "ymd" or "%y" in form}
    st.selectbox("Dates are written", **chooser.tied("date_order", choices, order))
