"""My runs: everything that this browser has trained here, to open, rename, delete and compare."""

import time

import streamlit as st

from lstm_viz.data.csv_writer import to_csv
from lstm_viz.errors import LstmVizError
from lstm_viz.training.run_file import Card, KeptRun
from lstm_viz.ui import server, server_panel, session
from lstm_viz.ui.comparison import compare
from lstm_viz.ui.person import person
from lstm_viz.ui.plain import plain
from lstm_viz.ui.theme import theme

SHOWN = 20
LONGEST_NAME = 80


def page() -> None:
    """Draw the page."""
    st.header("My runs")
    session.show_notes()
    _undo()
    cards = server.registry().of(person())
    if not cards:
        st.markdown("Nothing is kept yet. A run is kept from its first step on: press **Play** in the Lab.")
    else:
        st.caption(
            "Kept on this server for 30 days after their last change, for this browser. Tick two to compare them."
        )
        _list(cards)
    st.caption("A forecast is kept as a file of yours: press **Keep the run** below it on the Forecast page.")
    st.space("medium")
    server_panel.panel()


def _list(cards: list[Card]) -> None:
    everything = len(cards) <= SHOWN or st.toggle(f"Show all {len(cards)}")
    shown = cards if everything else cards[:SHOWN]
    ticked = [card for card in shown if st.session_state.get(f"tick_{card.run_id}")]
    for card in shown:
        _row(card, may_tick=len(ticked) < 2 or card in ticked)
    if len(ticked) == 2:
        _compare(*ticked)


def _row(card: Card, *, may_tick: bool) -> None:
    with st.container(border=True, key=f"row_{card.run_id}"):
        left, right = st.columns([5, 3], vertical_alignment="center")
        with left:
            st.checkbox(plain(card.name), key=f"tick_{card.run_id}", disabled=not may_tick)
            st.caption(_what(card))
        with right, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
            st.button("Open", key=f"open_{card.run_id}", on_click=_open, args=(card,))
            with st.popover("Rename", key=f"rename_{card.run_id}", on_change="rerun"):
                st.text_input(
                    "New name",
                    card.name,
                    max_chars=LONGEST_NAME,
                    key=f"name_{card.run_id}",
                    on_change=_rename,
                    args=(card,),
                )
            st.button("Delete", key=f"delete_{card.run_id}", on_click=_delete, args=(card,))


def _what(card: Card) -> str:
    at = "training" if card.playing else "finished" if card.step >= card.goal else f"paused, of {card.goal:,}"
    pieces = [f"{card.step:,} steps, {at}"]
    if card.validation is not None:
        pieces.append(f"validation loss {card.validation:.3g}")
    return " · ".join([*pieces, ago(time.time() - card.changed)])


def ago(seconds: float) -> str:
    """Return how long ago something was, in words."""
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        count = int(seconds // length)
        if count > 0:
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "just now"


def _open(card: Card) -> None:
    with session.in_words():
        live = session.find(card.run_id)
        if live is not None:
            session.show_with_settings(card.run_id, live)
            st.session_state["go_to_lab"] = True


def _rename(card: Card) -> None:
    name = " ".join(str(st.session_state[f"name_{card.run_id}"]).split())
    with session.in_words():
        if name:
            server.registry().rename(card.run_id, name)
    st.session_state[f"rename_{card.run_id}"] = False


def _delete(card: Card) -> None:
    with session.in_words():
        st.session_state["deleted"] = server.registry().delete(card.run_id)


def _undo() -> None:
    deleted: KeptRun | None = st.session_state.get("deleted")
    if deleted is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Deleted: {plain(deleted.card.name)}.")
        st.button("Undo", on_click=_put_back, args=(deleted,))


def _put_back(deleted: KeptRun) -> None:
    with session.in_words():
        server.registry().put_back(deleted)
        st.session_state["deleted"] = None


def _compare(one: Card, other: Card) -> None:
    st.subheader("Compared")
    try:
        first, second = (server.registry().look(card.run_id) for card in (one, other))
    except LstmVizError as error:
        st.error(plain(str(error)))
        return
    if first and second:
        table = compare(first, second, theme())
        st.download_button(
            "Download the table (CSV)",
            to_csv(table.reset_index(names="")),
            file_name="compared_runs.csv",
            mime="text/csv",
            on_click="ignore",
        )
