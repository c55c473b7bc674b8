"""Draws a lesson's blocks, one after another."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from itertools import groupby
from typing import cast

import streamlit as st

from lstm_viz.figures.palette import PALETTES
from lstm_viz.lessons.formulas import FORMULAS
from lstm_viz.lessons.lesson import Block, Formula, Line, Panel, Press, Prose, Question
from lstm_viz.lessons.questions import QUESTIONS
from lstm_viz.ui import learning, lesson_networks, lesson_parts, session
from lstm_viz.ui.lesson_networks import Trained
from lstm_viz.ui.lesson_news import news
from lstm_viz.ui.lesson_panels import panel
from lstm_viz.ui.plain import plain
from lstm_viz.ui.theme import theme


def draw(blocks: Sequence[Block], key: str) -> bool:
    """Draw blocks; return whether news of what trains stand among them, under the press that trains.

    `key` tells a lesson's widgets from another's. Presses that follow each other stand in a row.
    """
    told = False
    for kind, group in groupby(enumerate(blocks), lambda each: type(each[1])):
        members = list(group)
        row = st.container(horizontal=True, gap="small") if kind is Press else nullcontext()
        with row:
            for number, block in members:
                told = _block(block, f"{key}_{number}") or told
        if any(isinstance(block, Press) and block.kind == "train" for _, block in members):
            news()
            told = True
    return told


def _block(block: Block, key: str) -> bool:
    """Draw a block; return what `draw` says of what it reveals."""
    if isinstance(block, Question):
        return _question(block, key)
    if isinstance(block, Prose):
        lesson_parts.text(key, block.lines)
    elif isinstance(block, Formula):
        _formula(block.name)
    elif isinstance(block, Panel):
        panel(block.kind, block.of, key)
    else:
        _press(block, key)
    return False


def _formula(name: str) -> None:
    shown = FORMULAS[name]
    palette = PALETTES[theme()]
    with st.container(key=f"formula_{name}"):
        # Room for slanted letters, so that nothing scrolls.
        st.latex(rf"\textcolor{{{palette.of_signal(shown.signal)}}}{{{shown.latex}}}\;\;")
        st.caption(shown.says)


def _press(press: Press, key: str) -> None:
    st.button(plain(press.label), key=key, on_click=ACTS[press.kind], args=(press.of,))


def _train(which: str) -> None:
    with session.in_words():
        lesson_networks.train(cast("Trained", which))


def _lead(where: str) -> None:
    held = learning.learning()
    held.place, held.led = where, held.led + 1


def _to_lab(data: str) -> None:
    session.choose_data(data)
    st.session_state["go_to_lab"] = True


ACTS: Mapping[str, Callable[[str], None]] = {"train": _train, "place": _lead, "lab": _to_lab}


def _question(question: Question, key: str) -> bool:
    asked_of = lesson_networks.key_of(question.name)
    said = learning.learning().said.get((asked_of, question.name))
    own = f"{key}.{asked_of.replace('_', '.')}"  # a run's id may hold “__”, a component's key may not
    words = dict(question.choices)
    with st.container(border=True, key=f"question_{question.name}"):
        lesson_parts.text(f"{own}_ask", [Line("paragraph", question.ask)])
        keys = list(words)
        chosen = st.radio(
            "Your prediction",
            keys,
            keys.index(said) if said in keys else None,
            format_func=lambda each: plain(words[each]),
            key=f"{own}_choice",
        )
        pressed = st.button(
            "Answer", key=f"{own}_answer", type="primary", on_click=_answer, args=(asked_of, question.name, own)
        )
        if pressed and chosen is None:
            st.caption("Choose one of the predictions first.")
        if said is not None:
            _reveal(question, words, said)
    return said is not None and draw(question.reveal, own)


def _answer(asked_of: str, question: str, own: str) -> None:
    chosen = st.session_state[f"{own}_choice"]
    if chosen is not None:
        learning.answer(asked_of, question, chosen)


def _reveal(question: Question, words: dict[str, str], said: str) -> None:
    found = lesson_networks.answer_to(question.name)
    if found is None:
        if QUESTIONS[question.name].needs == "series":
            st.info("You predicted: " + plain(words[said]) + ". Train an LSTM to see.")
        else:
            st.info("The network is being made; the answer comes with its first weights.")
        return
    right = found.right == said
    verdict = "That is right." if right else f"Not quite. What happens: {_lower(words[found.right])}."
    (st.success if right else st.info)(f"**{plain(verdict)}** {plain(found.sentence)}")


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:].rstrip(".")
