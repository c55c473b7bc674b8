"""Prices: what an LSTM can predict of a stock, and what it cannot, in five views."""

import streamlit as st

from lstm_viz.experiments.prices.days import STOCKS
from lstm_viz.ui import prices_state, server, session
from lstm_viz.ui.person import person
from lstm_viz.ui.prices_panel import panel

WIDTH = 860
"""Pixels, at most."""


def page() -> None:
    """Draw the page."""
    held = prices_state.state()
    standing = server.prices().look(person(), held.stock)
    with st.container(key="prices", width=WIDTH):
        if standing is None or standing.state != "finished":
            st.header("Prices")
            st.markdown(
                "Networks that predict stock prices look convincing in pictures. Train one, and see in five views what "
                "it predicts and what it does not."
            )
        session.show_notes()
        st.session_state["prices_stock"] = held.stock
        st.radio(
            "Stock",
            list(STOCKS),
            horizontal=True,
            format_func=lambda name: STOCKS[name],
            key="prices_stock",
            on_change=lambda: prices_state.choose(st.session_state["prices_stock"]),
        )
        panel(held.stock, standing)
        st.caption(
            "Daily closing prices, March 2000 to March 2013, adjusted for splits and dividends; Quandl WIKI Prices, "
            "public domain. One stock and one stretch of time: another may say otherwise."
        )
