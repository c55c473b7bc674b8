"""How the networks of the lessons get on: progress, and what stands against one of them."""

import streamlit as st

from lstm_viz.training.live_run import LiveRun
from lstm_viz.ui import lesson_networks
from lstm_viz.ui.plain import plain

LOOK_EVERY = 0.5
"""Seconds between two looks at what trains."""


def news() -> None:
    """Draw how far it is, while something trains; the page is drawn anew when it has come."""
    training = lesson_networks.in_training()
    if training:
        st.fragment(_progress, run_every=LOOK_EVERY)(training)
    for message in lesson_networks.troubles():
        st.error(plain(message))


def _progress(training: list[LiveRun]) -> None:
    for live in training:
        live.touch()
    states = [live.status() for live in training]
    step, goal = sum(each.step for each in states), sum(each.goal for each in states)
    playing = any(live.playing for live in training)
    st.progress(min(1.0, step / goal), f"Training: step {step:,} of {goal:,}" if playing else "Making the network")
    if not lesson_networks.in_training():
        st.rerun()
