"""Learn: the story of the LSTM in ten lessons, told on a network that is really trained."""

import streamlit as st

from lstm_viz.errors import LessonError, LstmVizError
from lstm_viz.lessons.lesson import Lesson
from lstm_viz.lessons.shelf import lessons
from lstm_viz.ui import learning, lesson_parts, session
from lstm_viz.ui.learning import GLOSSARY
from lstm_viz.ui.lesson_blocks import draw
from lstm_viz.ui.lesson_news import news
from lstm_viz.ui.plain import plain

WIDTH = 740
"""Pixels, at most: lines of some ninety letters."""


def page() -> None:
    """Draw the page."""
    try:
        lesson = learning.current()
    except LessonError as error:
        st.error(plain(str(error)))
        return
    with st.sidebar:
        _list()
    session.show_notes()
    with st.container(key="lesson", width=WIDTH):
        try:
            _lesson(lesson)
        except LstmVizError as error:
            st.error(plain(str(error)))
    _steps(learning.learning().lesson)


def _lesson(lesson: Lesson | None) -> None:
    """Draw a lesson, or the glossary."""
    if lesson is None:
        about = "Every term of the lessons in a sentence."
        lesson_parts.text("lesson_glossary", (), title="Glossary", about=about, whole_glossary=True)
        return
    place = [each.name for each in lessons()].index(lesson.name) + 1
    lesson_parts.text("lesson_head", (), title=f"{place} · {lesson.title}", about=lesson.about)
    above = st.container(key="lesson_progress")
    if not draw(lesson.blocks, lesson.name):
        with above:
            news()


def _list() -> None:
    held, names = learning.learning(), learning.names()
    titles = {each.name: f"{number} · {each.title}" for number, each in enumerate(lessons(), 1)} | {
        GLOSSARY: "Glossary"
    }
    key = "lesson_list"
    st.session_state[key] = held.lesson
    st.radio(
        "Lessons",
        names,
        format_func=lambda name: titles[name] + (" ✓" if name in held.done else ""),
        key=key,
        on_change=lambda: learning.go(st.session_state[key]),
    )
    count = len(lessons())
    st.caption(
        f"{len(held.done & set(names[:count]))} of {count} done. A lesson is done when its question is answered or, "
        "where it has none, when you go on."
    )


def _steps(now: str) -> None:
    names = learning.names()
    at = names.index(now)
    with st.container(horizontal=True, gap="small", key="lesson_steps"):
        before, after = names[max(0, at - 1)], names[min(len(names) - 1, at + 1)]
        st.button(
            "Previous", key="lesson_previous", on_click=learning.go, args=(before,), disabled=at == 0,
            icon=":material/arrow_back:",
        )  # fmt: skip
        st.button(
            "Next", key="lesson_next", on_click=learning.go, args=(after,), disabled=at == len(names) - 1,
            icon=":material/arrow_forward:", type="primary",
        )  # fmt: skip
