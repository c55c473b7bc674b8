"""Experiments: a question, one press, a table over several seeds, and what it says."""

import streamlit as st

from lstm_viz.experiments.known import EXPERIMENTS
from lstm_viz.ui import session
from lstm_viz.ui.experiment_panel import panel

CHOSEN = "experiment"


def page() -> None:
    """Draw the page: the list, and the one that is open."""
    st.header("Experiments")
    st.markdown(
        "One press trains a set of networks, each from several seeds, and says what the numbers carry and what they "
        "do not."
    )
    _begin()
    session.show_notes()
    st.session_state["choose_experiment"] = st.session_state[CHOSEN]
    st.radio(
        "Experiment",
        list(EXPERIMENTS),
        horizontal=True,
        format_func=lambda name: EXPERIMENTS[name].title,
        key="choose_experiment",
        label_visibility="collapsed",
        on_change=_choose,
    )
    panel(st.session_state[CHOSEN])


def query() -> dict[str, str]:
    """Return what the address says of this page."""
    chosen = st.session_state.get(CHOSEN) or session.address().get(CHOSEN)
    return {CHOSEN: chosen} if chosen in EXPERIMENTS else {}


def _choose() -> None:
    st.session_state[CHOSEN] = st.session_state["choose_experiment"]


def _begin() -> None:
    if CHOSEN in st.session_state:
        return
    asked = session.address().get(CHOSEN)
    if asked and asked not in EXPERIMENTS:
        session.say("The link asks for an experiment that there is not: choose one.")
    st.session_state[CHOSEN] = asked if asked in EXPERIMENTS else next(iter(EXPERIMENTS))
