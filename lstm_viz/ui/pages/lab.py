"""The Lab: choose data and network, train live, and look inside."""

from dataclasses import fields

import streamlit as st

from lstm_viz.errors import LstmVizError
from lstm_viz.training.live_run import LiveRun
from lstm_viz.ui import data_panel, downloads, server, session, sidebar
from lstm_viz.ui.component import explorer
from lstm_viz.ui.experiment import Experiment, load_source
from lstm_viz.ui.plain import plain
from lstm_viz.ui.routes import SHIPPED
from lstm_viz.ui.settings import MOST_STEPS, UPLOADED, Settings

WORDS = {
    "data": "the data",
    "parameters": "the data’s shape",
    "units": "the hidden units",
    "chrono": "the chrono start",
    "inputs": "what is fed",
}


def page() -> None:
    """Draw the page."""
    with st.sidebar:
        data_panel.panel()
    try:
        source = load_source(session.settings(), session.uploaded_source())
    except LstmVizError as error:
        st.error(plain(str(error)))
        return
    with st.sidebar:
        data_panel.details(source)
        sidebar.network()
        sidebar.training(source)
    trouble = _follow_controls()
    found = session.shown()
    changed = _changes(found[1].about) if found else []
    if found:
        _buttons(*found, changed)
    if trouble:
        st.error(plain(trouble))
    if found:
        _offer(*found, changed)
    session.show_notes()
    session.show_run_note()
    if found:
        status = found[1].status()
        explorer(found[0], f"{found[1].turns} {status.learning_rate} {status.goal}")


def _follow_controls() -> str | None:
    """Make the run on screen follow the controls; return what stands against it.

    A run that plays is never broken off: it takes over only the settings that may change in mid-run, and the rest waits
    for a word. Any other is replaced by an untrained one; Undo brings it back.
    """
    found = session.shown()
    changed = bool(found and _changes(found[1].about))
    try:
        if found is None or (changed and not found[1].playing):
            session.new_run()
            found, changed = session.shown(), False
        elif found[0] not in SHIPPED:
            _hand_on(found[1])
        if found:
            with st.sidebar:
                sidebar.cost(session.experiment() if changed else found[1].about, playing=found[1].playing)
    except LstmVizError as error:
        return str(error)
    return None


def _hand_on(live: LiveRun) -> None:
    """Hand on the two settings that may change in mid-run."""
    status, chosen = live.status(), session.settings()
    if status.learning_rate != chosen.learning_rate:
        live.set_learning_rate(chosen.learning_rate)
    if status.goal != chosen.steps:
        live.set_goal(chosen.steps)


def _changes(experiment: Experiment) -> list[str]:
    """Return what the controls say that the run does not, in words."""
    now, then = session.settings().structure, experiment.settings.structure
    names = [each.name for each in fields(Settings) if getattr(now, each.name) != getattr(then, each.name)]
    if not names and experiment.source is not None and session.uploaded_source() is not None and now.data == UPLOADED:
        return [] if experiment.source is session.uploaded_source() else ["the file"]
    return [WORDS.get(name, name.replace("_", " ")) for name in names]


def _buttons(run_id: str, live: LiveRun, changed: list[str]) -> None:
    with st.container(horizontal=True, gap="small", key="controls"):
        # The key counts the commands given, so a click that arrives late can never undo the one after it.
        if live.playing:
            st.button("Pause", type="primary", icon=":material/pause:", key=f"pause_{live.turns}", on_click=live.pause)
        else:
            st.button(
                "Play",
                type="primary",
                icon=":material/play_arrow:",
                key=f"play_{run_id}_{live.turns}",
                on_click=_play,
                args=(run_id, live, bool(changed)),
            )
        st.button(
            "Step", on_click=_step, args=(run_id, live, bool(changed)), disabled=live.playing, help="One training step."
        )
        st.button("Reset", on_click=_reset, disabled=run_id in SHIPPED, help="Back to an untrained network.")
        if st.session_state["before"]:
            st.button("Undo", on_click=session.bring_back, help="Back to the run before.")
        downloads.panel(live)


def _play(run_id: str, live: LiveRun, changed: bool) -> None:
    with session.in_words():
        if changed or run_id in SHIPPED or live.status().state == "failed":
            live = session.new_run()
        session.play(live)
        if live.status().goal != session.settings().steps:
            session.change(steps=min(live.status().goal, MOST_STEPS))


def _step(run_id: str, live: LiveRun, changed: bool) -> None:
    with session.in_words():
        (session.new_run() if changed or run_id in SHIPPED else live).step()
        session.keep()


def _reset() -> None:
    with session.in_words():
        session.new_run()


def _offer(run_id: str, live: LiveRun, changed: list[str]) -> None:
    """Say where the picture and the controls differ, and offer both ways out."""
    if live.status().state == "disconnected":
        with st.container(horizontal=True, vertical_alignment="center", key="lost"):
            st.markdown("The cluster cannot be reached. The run keeps its state and goes on when it is back.")
            st.button("Go on on the server itself", on_click=lambda: live.move_to(server.local_engine()))
    if run_id in SHIPPED:
        st.caption("This run was trained beforehand: look around. Play trains one of your own.")
    elif changed:
        with st.container(horizontal=True, vertical_alignment="center", key="changed"):
            st.markdown(f"You changed {plain(', '.join(changed))}. The run on screen still has the old settings.")
            if live.playing:
                st.button("Start a new run", on_click=_play, args=(run_id, live, True))
            st.button("Take the change back", on_click=session.show_with_settings, args=(run_id, live))
