"""The words of the Forecast page, a sentence each, out of the glossary."""

import streamlit as st

from lstm_viz.lessons.glossary import glossary
from lstm_viz.ui.plain import plain

SCORES = ("MAE", "RMSE", "MASE", "sMAPE")
METHODS = ("last value", "seasonal naive", "drift", "Theta", "ETS", "ARIMA")
TERMS = ("origin", "horizon", "season", "fit", "band", "residual")


def words() -> None:
    """Draw what the words of a result mean, folded."""
    with st.expander("What these words mean", type="compact", key="forecast_words"):
        st.markdown("\n".join(f"- **{term}**: {about(term)}" for term in (*SCORES, *METHODS, *TERMS)))


def about(term: str) -> str:
    """Return a term's sentence, for markdown."""
    return plain(glossary()[term])
