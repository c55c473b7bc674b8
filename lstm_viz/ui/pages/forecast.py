"""Forecast: a file in, a forecast with bands and a verdict out."""

import streamlit as st

from lstm_viz.errors import LstmVizError
from lstm_viz.ui import forecast_controls, forecast_job, forecast_result, forecasting, session
from lstm_viz.ui.plain import plain
from lstm_viz.ui.reading_card import card


def page() -> None:
    """Draw the page."""
    st.header("Forecast")
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
    standing = None if plan is None else forecasting.standing()
    if standing is not None and standing.result is not None:
        forecast_result.show(standing.result, file)
        card(file, forecasting.read_again, "forecast")
        return
    left, right = st.columns([2, 1], gap="large")
    with left:
        if plan is None:
            st.error(plain(trouble or ""))
        else:
            st.markdown(forecast_controls.described(file, plan))
            forecast_job.show(plan, standing)
    with right:
        card(file, forecasting.read_again, "forecast")
