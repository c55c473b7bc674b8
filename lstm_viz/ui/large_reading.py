"""A large file on its way into the Forecast page: how far it is, and its use when it is there."""

import streamlit as st

from lstm_viz.ui import forecasting, server, session, taking
from lstm_viz.ui.large_files import UnderWay
from lstm_viz.ui.person import person
from lstm_viz.ui.plain import plain
from lstm_viz.ui.sidebar import duration

LOOK_EVERY = 0.5
"""Seconds between two looks."""


def fetch() -> None:
    """Use a file that was read for this person in the meantime, or say why it cannot be used."""
    fetched = server.large_files().fetch(person())
    if fetched is None:
        return
    if fetched.read is not None:
        forecasting.use_large(fetched.read, fetched.before)
    elif fetched.before is not None:
        session.say(f"{fetched.trouble} It is read as before.")
    else:
        taking.refused(fetched, "forecast")


def show() -> None:
    """Draw how far a file is that is being read for this person, if there is one, and what ends that."""
    if server.large_files().look(person()) is None:
        return
    with st.container(border=True, key="large_reading"):
        st.fragment(_progress, run_every=LOOK_EVERY)()
        st.button("Cancel", icon=":material/stop:", key="large_cancel", on_click=_cancel)


def _cancel() -> None:
    server.large_files().cancel(person())


def _progress() -> None:
    now = server.large_files().look(person())
    if now is None or now.done:
        st.rerun()
    st.progress(now.share, plain(in_words(now)))
    st.caption("It goes on while you look at another page or reload this one. Until it is read, the data before stays.")


def in_words(now: UnderWay) -> str:
    """Return how far a file is."""
    if not now.stage:
        return f"Reading {now.name}: it waits for a process that is free"
    left = "" if now.seconds_left is None else f", about {duration(now.seconds_left)} left"
    return f"Reading {now.name}: {now.stage}, {now.share:.0%}{left}"
