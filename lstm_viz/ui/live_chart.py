"""A figure that changes while it is looked at, drawn in place.

`st.plotly_chart` builds itself anew at every change: with four of them a quarter of the frames were blank (measured).
"""

import plotly.graph_objects as go
import streamlit as st

from lstm_viz.ui import routes
from lstm_viz.ui.component import base

_CHART = st.components.v2.component(
    "lstm_chart",
    js="""export default async function (component) {
      const module = component.data.base + "explorer/" + component.data.version + "/live_chart.js";
      const { mount } = await import(new URL(module, location.origin).href);
      return mount(component);
    }""",
    isolate_styles=False,
)


def live_chart(figure: go.Figure, *, key: str, alt: str) -> None:
    """Draw a figure in place of the one before under the same key; `alt` says in a sentence what it shows."""
    data = {"base": base(), "version": routes.version(), "figure": figure.to_json(), "alt": alt}
    _CHART(key=key, data=data, height="content")
