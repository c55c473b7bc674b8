"""What a session has learnt: the lesson it reads, those it has done, what it answered, and the networks it trained."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from lstm_viz.errors import LessonError
from lstm_viz.lessons.lesson import Lesson
from lstm_viz.lessons.shelf import lessons
from lstm_viz.records import CellName
from lstm_viz.ui import session
from lstm_viz.ui.routes import SHIPPED

GLOSSARY = "glossary"
SERIES: Mapping[str, str] = {
    "random_walk": "Random walk",
    "air_passengers": "Air passengers",
    "co2": "CO₂ at Mauna Loa",
    "power": "Electricity demand",
}
"""The series on which an LSTM stands beside simple methods: data source → what it is called."""


@dataclass
class Learning:
    """One session's way through the lessons.

    Attributes:
        lesson: the name of the one it reads. done: the names of those it has done.
        said: (run or data, question) → the key of the choice.
        ids: the networks trained here by their cell. series: the chosen data; series_ids: data → the run on it.
        led: how many presses have led to a place in the cell; place: the last one.
    """

    lesson: str
    done: set[str] = field(default_factory=set)
    said: dict[tuple[str, str], str] = field(default_factory=dict)
    ids: dict[CellName, str] = field(default_factory=dict)
    series: str = "random_walk"
    series_ids: dict[str, str] = field(default_factory=dict)
    led: int = 0
    place: str = "asked"


def names() -> list[str]:
    """Return the names of the lessons in order, and the glossary’s at the end."""
    return [*(each.name for each in lessons()), GLOSSARY]


def learning() -> Learning:
    """Return this session’s way: at first that of the address, as far as it makes sense."""
    if "learning" not in st.session_state:
        st.session_state["learning"] = _from_address(st.query_params.to_dict())
    held: Learning = st.session_state["learning"]
    return held


def _from_address(words: Mapping[str, str]) -> Learning:
    known = names()
    lesson = words.get("lesson", known[0])
    held = Learning(lesson if lesson in known else known[0])
    held.done = set(words.get("done", "").split(",")) & set(known)
    for run_id in words.get("learn", "").split(",")[:2]:
        live = session.find(run_id) if run_id not in SHIPPED else None
        if live is not None and live.model.cell in ("lstm", "rnn"):
            held.ids[live.model.cell] = run_id
    return held


def query() -> dict[str, str]:
    """Return what the address says of the lessons; nothing where they are broken, which their own page says."""
    try:
        held = learning()
    except LessonError:
        return {}
    found = {
        "lesson": held.lesson if held.lesson != names()[0] else "",
        "done": ",".join(each for each in names() if each in held.done),
        "learn": ",".join(held.ids.values()),
    }
    return {name: words for name, words in found.items() if words}


def current() -> Lesson | None:
    """Return the lesson that is read; None where it is the glossary."""
    chosen = learning().lesson
    return next((each for each in lessons() if each.name == chosen), None)


def go(name: str) -> None:
    """Turn to a lesson; one that asks nothing is done once it is left."""
    held, left = learning(), current()
    if left is not None and not left.questions:
        held.done.add(left.name)
    held.lesson = name


def answer(key: str, question: str, choice: str) -> None:
    """Keep what a reader answered; a lesson is done when all of its questions have been answered."""
    held, lesson = learning(), current()
    held.said[key, question] = choice
    answered = {name for _, name in held.said}
    if lesson is not None and answered >= set(lesson.questions):
        held.done.add(lesson.name)
