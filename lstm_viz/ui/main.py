"""The frame of every page: session, pages, address."""

from urllib.parse import urlencode

import streamlit as st

from lstm_viz.ui import forecasting, learning, prices_state, server, session, trio
from lstm_viz.ui.component import address
from lstm_viz.ui.pages import compare, experiments, forecast, lab, learn, prices, runs
from lstm_viz.ui.theme import chosen_names


def main() -> None:
    """Draw the page that was asked for."""
    st.set_page_config("LSTM Visualizer", page_icon=str(server.ROOT / "assets" / "icon.svg"), layout="wide")
    server.engine()
    session.begin()
    pages = [
        st.Page(lab.page, title="Lab", default=True),
        st.Page(forecast.page, title="Forecast", url_path="forecast"),
        st.Page(compare.page, title="Compare", url_path="compare"),
        st.Page(experiments.page, title="Experiments", url_path="experiments"),
        st.Page(prices.page, title="Prices", url_path="prices"),
        st.Page(runs.page, title="My runs", url_path="runs"),
        st.Page(learn.page, title="Learn", url_path="learn"),
    ]
    chosen = st.navigation(pages, position="hidden")
    with st.sidebar:
        st.title("LSTM Visualizer")
        st.caption("Train one. Look inside. Or forecast a file of yours.")
        with st.container(horizontal=True, gap="small"):
            for each in pages:
                st.page_link(each)
    found = session.shown()
    if found:
        found[1].touch()
    if st.session_state.pop("go_to_lab", False):
        st.switch_page(pages[0])
    chosen.run()
    query = session.query() | forecasting.query() | trio.query() | experiments.query()
    query |= prices_state.query() | learning.query()
    address(urlencode(query), chosen.title, found[0] if found else "")
    chosen_names()
