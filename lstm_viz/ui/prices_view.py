"""One view of a stock: what is looked at, a question, and after the guess the answer and the picture."""

import streamlit as st

from lstm_viz.experiments.prices.conclusion import conclusion
from lstm_viz.experiments.prices.findings import Findings, findings_of
from lstm_viz.experiments.prices.numbers import numbers_of
from lstm_viz.experiments.prices.views import VIEWS, View
from lstm_viz.experiments.report import Report
from lstm_viz.figures.prices import prices_figure, shown
from lstm_viz.ui import lesson_parts, prices_state
from lstm_viz.ui.live_chart import live_chart
from lstm_viz.ui.plain import plain
from lstm_viz.ui.theme import theme


def view(name: str, report: Report) -> None:
    """Draw a view of a report that is complete."""
    each, found = VIEWS[name], findings_of(report)
    if found is None:
        raise ValueError("trials are missing")
    lesson_parts.text("prices_head", (), title=f"{list(VIEWS).index(name) + 1} · {each.title}", about=each.about)
    guessed = prices_state.state().guessed.get((found.stock, name))
    if each.shows_first:
        _picture(name, found)
    _question(each, found.stock, guessed)
    if guessed is None:
        return
    told = each.tell(numbers_of(found))
    right, answer = guessed == told.right, each.choices[told.right]
    verdict = "That is right." if right else f"Not quite: {answer.lower()}." if guessed else f"{answer}."
    (st.success if right else st.info)(f"**{plain(verdict)}** {plain(told.said)}")
    if not each.shows_first:
        _picture(name, found)
    if name == list(VIEWS)[-1]:
        st.markdown(f"**{plain(conclusion(numbers_of(found)))}**")


def _picture(name: str, found: Findings) -> None:
    live_chart(prices_figure(name, found, theme()), key=f"prices_chart_{found.stock}_{name}", alt=shown(name))
    st.caption(shown(name))


def _question(asked: View, stock: str, guessed: str | None) -> None:
    key, choices = f"prices_{stock}_{asked.name}", list(asked.choices)
    with st.container(border=True, key=f"{key}_question"):
        st.markdown(plain(asked.ask))
        chosen = st.radio(
            "Your prediction",
            choices,
            choices.index(guessed) if guessed else None,
            format_func=lambda each: plain(asked.choices[each]),
            key=f"{key}_choice",
        )
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"{key}_buttons"):
            pressed = st.button(
                "Answer", type="primary", key=f"{key}_answer", on_click=_answer, args=(asked.name, f"{key}_choice")
            )
            if guessed is None:
                st.button(
                    "Show", key=f"{key}_show", on_click=prices_state.guess, args=(asked.name, prices_state.UNGUESSED)
                )
                st.caption("Guess, or press Show.")
        if pressed and chosen is None:
            st.caption("Choose one of the predictions first.")


def _answer(view_name: str, key: str) -> None:
    chosen = st.session_state[key]
    if chosen is not None:
        prices_state.guess(view_name, chosen)
