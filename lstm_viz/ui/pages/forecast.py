"""Forecast: a file in, a forecast with bands and a verdict out."""

import streamlit as st

from lstm_viz.errors import LstmVizError
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.runner import Standing
from lstm_viz.ui import forecast_controls, forecast_job, forecast_result, forecasting, session
from lstm_viz.ui.plain import plain


def page() -> None:
    """Draw the page."""
    st.header("Forecast")
    held = forecasting.forecasting()
    with st.sidebar:
        forecast_controls.data()
    file, plan, trouble = forecasting.file(), None, None
    try:
        plan = forecasting.plan()
    except LstmVizError as error:
        trouble = str(error)
    with st.sidebar:
        forecast_controls.settings(file.reading, plan)
    session.show_notes()
    if plan is None:
        st.error(plain(trouble or ""))
        return
    standing = forecasting.standing()
    _body(plan, standing)
    held.shown = held.shown if held.shown in plan.panel.ids else ""


def _body(plan: Plan, standing: Standing | None) -> None:
    if standing is not None and standing.result is not None:
        forecast_result.show(standing.result, forecasting.file())
        return
    st.markdown(forecast_controls.described(forecasting.file(), plan))
    forecast_job.show(plan, standing)
