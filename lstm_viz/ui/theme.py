"""Light or dark: which one the page is drawn in, and the one rule of style that Streamlit's theme cannot say."""

import streamlit as st

from lstm_viz.figures.palette import Theme

_DARK_ON_PALE = "<style>[data-testid=stSidebar] [data-tag] { color: #131418; }</style>"


def theme() -> Theme:
    """Return the theme that the page is drawn in."""
    return "dark" if st.context.theme.type == "dark" else "light"


def chosen_names() -> None:
    """Write names that were chosen from a list so that they can be read.

    Streamlit writes them white on the accent, which is pale in the dark sidebar, as values above sliders are written
    in it.
    """
    if theme() == "dark":
        st.html(_DARK_ON_PALE)
