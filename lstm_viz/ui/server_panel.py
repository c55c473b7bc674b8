"""How the server fares: what trains, what waits, where it computes, and what is wrong."""

import pandas as pd
import streamlit as st

from lstm_viz.ui import server
from lstm_viz.ui.plain import plain
from lstm_viz.ui.serve import network_warning


def panel() -> None:
    """Draw the panel, closed; what is wrong stands above it."""
    report = server.engine().report()
    store = server.registry().store
    listening = network_warning(str(st.get_option("server.address") or ""))
    for sentence in filter(None, (report.warning, *store.notes)):
        st.warning(plain(sentence))
    with st.expander("This server"):
        training, waiting = server.places().counts
        figures = {
            "runs that train": training,
            "runs that wait in line": waiting,
            "slots": report.slots,
            "chunks at work": report.running,
            "chunks waiting": report.waiting,
            "workers replaced": report.restarts,
        }
        st.table(pd.DataFrame({"now": figures}))
        st.caption(
            plain(
                f"It computes on {report.place}. Runs take {server.registry().bytes / 2**20:.0f} MB of memory and "
                f"{store.bytes / 2**20:.0f} MB on disk."
            )
        )
        if listening:
            st.caption(plain(listening))
