"""Forecast: a file in, a forecast with bands and a verdict out; or one that was kept, opened again."""

import streamlit as st

from lstm_viz.errors import LstmVizError
from lstm_viz.forecasting.runner import Standing
from lstm_viz.ui import (
    errand,
    forecast_controls,
    forecast_job,
    forecast_kept,
    forecast_result,
    forecasting,
    large_reading,
    session,
)
from lstm_viz.ui.forecast_settings import KEPT
from lstm_viz.ui.forecasting import Kept
from lstm_viz.ui.plain import plain
from lstm_viz.ui.reading_card import card


def page() -> None:
    """Draw the page."""
    errand.finish(forecasting.key_of(forecasting.on_screen()))
    st.header("Forecast")
    large_reading.fetch()
    kept, standing = forecasting.kept(), forecasting.standing()
    with st.sidebar:
        forecast_controls.data(there=standing is not None and standing.result is not None)
    if kept is None:
        _made_here(standing)
    else:
        _kept(kept, standing)


def _notes(standing: Standing | None) -> None:
    """Draw what there is to say, unless it is of what was asked below a result, and stands there."""
    session.show_notes(here=standing is None or standing.result is None or not forecasting.forecasting().below)


def _kept(kept: Kept, standing: Standing | None) -> None:
    _notes(standing)
    if standing is None or standing.result is None:
        st.error(forecasting.GONE[KEPT])
        return
    with st.sidebar:
        forecast_controls.as_it_was_made(standing.plan)
    st.markdown(plain(forecast_kept.described(kept, standing.plan)))
    forecast_result.show(standing.result, kept.name, kept.newer)
    if kept.newer is not None:
        card(kept.newer, forecast_kept.read_again, "forecast_newer")


def _made_here(standing: Standing | None) -> None:
    file, plan, trouble = forecasting.file(), None, None
    try:
        plan = forecasting.plan()
    except LstmVizError as error:
        trouble = str(error)
    with st.sidebar:
        forecast_controls.settings(file.reading, plan)
    _notes(standing)
    large_reading.show()
    if standing is not None and standing.result is not None:
        forecast_result.show(standing.result, file.name, file)
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
