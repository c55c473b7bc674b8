"""A forecast before it is there: what will be done, the button, and how far it is."""

import streamlit as st

from lstm_viz.figures.forecast.planned import planned, planned_in_words
from lstm_viz.forecasting.estimate import expected_seconds
from lstm_viz.forecasting.moments import in_words
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.runner import Standing
from lstm_viz.ui import forecasting, server
from lstm_viz.ui.forecast_words import about
from lstm_viz.ui.forecasting import Asked
from lstm_viz.ui.job_progress import job_progress
from lstm_viz.ui.live_chart import live_chart
from lstm_viz.ui.plain import plain
from lstm_viz.ui.sidebar import duration
from lstm_viz.ui.theme import theme

LOOK_EVERY = 0.5
"""Seconds between two looks at one that is being made."""


def show(plan: Plan, standing: Standing | None) -> None:
    """Draw the plan, and the button or how far it is."""
    running = standing is not None and standing.state == "running"
    if not running:
        _resting()
        _offer(plan, standing)
    if standing is not None:
        with st.container(key="forecast_progress"):
            st.fragment(_progress, run_every=LOOK_EVERY if running else None)(standing.state)
    if running:
        st.button("Cancel", icon=":material/stop:", key="forecast_cancel", on_click=forecasting.cancel)
    _plan(plan)


def _resting() -> None:
    """Say that another forecast was under way, and offer the way back."""
    other = forecasting.resting()
    if other is None:
        return
    rows = "1 row" if other.plan.horizon == 1 else f"{other.plan.horizon} rows"
    of = f" of {other.about.file.name}" if isinstance(other.about, Asked) else ""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="forecast_resting"):
        st.markdown(plain(f"Your forecast{of}, {rows} ahead, waits with {other.done} of {other.count} fits done."))
        st.button("Go back to it", key="forecast_back_to", on_click=forecasting.show, args=(other.about,))


def _offer(plan: Plan, standing: Standing | None) -> None:
    seconds = expected_seconds(plan) / min(server.forecast_engine().slots, len(plan.work))
    left = seconds if standing is None else standing.seconds_left
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="forecast_start"):
        st.button(
            "Forecast",
            type="primary",
            icon=":material/play_arrow:",
            key="forecast_run",
            on_click=forecasting.start,
        )
        fits = "1 fit" if len(plan.work) == 1 else f"{len(plan.work):,} fits"
        st.caption(f"{fits}, about {duration(left)}; longer where others forecast too.", help=about("fit"))


def _plan(plan: Plan) -> None:
    first = in_words(plan.moments[:3], plan.panel.frequency)
    more = "" if plan.horizon <= 3 else "; and so on"
    st.markdown(plain(f"First comes {'; then '.join(first)}{more}."))
    for warning in plan.warnings:
        st.caption(plain(warning))
    said = planned_in_words(plan)
    st.caption(said, help=about("origin"))
    held = forecasting.forecasting()
    place = plan.panel.ids.index(held.shown) if held.shown in plan.panel.ids else 0
    live_chart(planned(plan, place, theme()), key="forecast_planned", alt=said)


def _progress(state: str) -> None:
    """Draw what changes while it is made."""
    standing = forecasting.standing()
    if standing is None or standing.state != state:
        st.rerun()
    done = f"{standing.done} of {standing.count} fits done"
    job_progress(standing, standing.state, done, doing="Running", press="Forecast")
