"""How far work is that runs apart from the page: a bar with the time left, or where it stopped and why."""

from typing import Protocol

import streamlit as st

from lstm_viz.ui.plain import plain
from lstm_viz.ui.sidebar import duration


class _Standing(Protocol):
    """What experiments, prices and forecasts tell alike."""

    @property
    def share(self) -> float: ...
    @property
    def seconds_left(self) -> float: ...
    @property
    def message(self) -> str | None: ...


def job_progress(standing: _Standing, state: str, done: str, *, doing: str, press: str) -> None:
    """Draw it. `done`: how much of how much. `doing`: what is done now. `press`: the button that goes on."""
    if state == "running":
        st.progress(standing.share, f"{doing}, {done}, about {duration(standing.seconds_left)} left")
        st.caption("It waits while this page is closed, and goes on when you are back.")
    elif state == "stopped":
        st.progress(standing.share, f"Stopped, {done}. {press} goes on from here.")
    if standing.message:
        st.error(plain(standing.message))
