"""A figure that changes while it is looked at, drawn in place.

`st.plotly_chart` builds itself anew at every change: with four of them a quarter of the frames were blank (measured).
"""

import plotly.graph_objects as go

from lstm_viz.ui import routes
from lstm_viz.ui.component import base, loader

_CHART = loader("lstm_chart", "live_chart")


def live_chart(figure: go.Figure, *, key: str, alt: str) -> None:
    """Draw a figure in place of the one before under the same key; `alt` says in a sentence what it shows."""
    data = {"base": base(), "version": routes.version(), "figure": figure.to_json(), "alt": alt}
    _CHART(key=key, data=data, height="content")
