"""Compare: an LSTM, a GRU and a tanh RNN trained side by side, and their gradients through time."""

import streamlit as st

from lstm_viz.errors import LstmVizError
from lstm_viz.ui import compare_controls, compare_files, server, session, trio
from lstm_viz.ui.compare_gradient import gradient
from lstm_viz.ui.compare_progress import losses_and_predictions, progress, table
from lstm_viz.ui.plain import plain
from lstm_viz.ui.settings import CELLS
from lstm_viz.ui.theme import theme
from lstm_viz.ui.trio import Trio

LOOK_EVERY = 0.5
"""Seconds between two looks at what trains."""


def page() -> None:
    """Draw the page."""
    st.header("Compare")
    st.markdown(
        "An LSTM, a GRU and a tanh RNN learn the same task from the same batches in the same order. Watch what each "
        "learns, and how far back its gradient reaches."
    )
    try:
        runs = trio.current()
    except LstmVizError as error:
        with st.sidebar:
            compare_controls.controls({}, disabled=False)
        session.show_notes()
        st.error(plain(str(error)))
        return
    playing = any(live.playing for live in runs.values())
    with st.sidebar:
        compare_controls.controls({cell: live.model for cell, live in runs.items()}, disabled=playing)
        if playing:
            st.caption("Pause to change anything.")
    _buttons(runs, playing)
    session.show_notes()
    moving = _moving(runs)
    st.fragment(_live, run_every=LOOK_EVERY if moving else None)(runs, moving)
    _look_inside(runs)
    compare_files.downloads(runs)


def _buttons(runs: Trio, playing: bool) -> None:
    turns = sum(live.turns for live in runs.values())
    with st.container(horizontal=True, gap="small", key="compare_controls"):
        # The key counts the commands given, so a click that arrives late can never undo the one after it.
        if playing:
            st.button(
                "Pause",
                type="primary",
                icon=":material/pause:",
                key=f"compare_pause_{turns}",
                on_click=trio.pause,
                args=(trio.comparison().ids,),
            )
        else:
            st.button(
                "Play",
                type="primary",
                icon=":material/play_arrow:",
                key=f"compare_play_{trio.comparison().ids['lstm']}_{turns}",
                on_click=_play,
                args=(runs,),
            )
        st.button("Reset", key="compare_reset", on_click=trio.change, help="Back to three untrained networks.")


def _play(runs: Trio) -> None:
    with session.in_words():
        trio.play(runs)


def _moving(runs: Trio) -> bool:
    """Return whether anything that is shown is still to come."""
    return any(
        live.playing
        or live.status().state in ("waiting", "playing", "queued", "disconnected")
        or server.scores().pending(live)
        for live in runs.values()
    )


def _live(runs: Trio, moving: bool) -> None:
    """Draw what changes while it trains."""
    for live in runs.values():
        live.touch()
    scores = {cell: server.scores().look(live) for cell, live in runs.items()}
    with st.container(key="compare_progress"):
        progress(runs)
    losses_and_predictions(runs, scores, theme())
    table(runs, scores)
    gradient(runs, theme())
    if _moving(runs) != moving:
        st.rerun()


def _look_inside(runs: Trio) -> None:
    st.subheader("Look inside")
    st.markdown("Every gate of each network at every timestep, in the Lab. The three runs also stand in My runs.")
    with st.container(horizontal=True, gap="small", key="compare_inside"):
        for cell in runs:
            run_id = trio.comparison().ids[cell]
            st.button(f"Open the {CELLS[cell]}", key=f"inside_{cell}", on_click=_open, args=(run_id,))


def _open(run_id: str) -> None:
    live = session.find(run_id)
    if live is not None:
        session.show_with_settings(run_id, live)
        st.session_state["go_to_lab"] = True
