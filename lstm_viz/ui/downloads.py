"""What a person takes away from a run: made when it is asked for, and named after the run."""

import re
import unicodedata

import streamlit as st

from lstm_viz.training.live_run import LiveRun
from lstm_viz.ui import server
from lstm_viz.ui.experiment import title_of
from lstm_viz.ui.saved import explorer_page, save
from lstm_viz.ui.script_file import script_zip
from lstm_viz.ui.trace_file import trace_file

LONGEST = 60


def panel(live: LiveRun) -> None:
    """Draw the button that opens the list of downloads."""
    step = live.status().step
    name = file_name(title_of(live.about), step)
    with st.popover("Save", icon=":material/download:", disabled=step == 0, help="Take the run away as files."):
        st.download_button(
            "Run",
            data=lambda: save(live),
            file_name=f"{name}.safetensors",
            mime="application/octet-stream",
            on_click="ignore",
            width="stretch",
            help="Weights, settings and scaling in one safetensors file; upload it here to open it again.",
        )
        st.download_button(
            "Page",
            data=lambda: explorer_page(live),
            file_name=f"{name}.html",
            mime="text/html",
            on_click="ignore",
            width="stretch",
            help="The picture below as one HTML file: it opens without a server or a network, time machine and all.",
        )
        st.download_button(
            "Trace (Parquet)",
            data=lambda: trace_file(live, server.engine()),
            file_name=f"{name}.parquet",
            mime="application/vnd.apache.parquet",
            on_click="ignore",
            width="stretch",
            help="Every signal of every unit at every timestep, from the newest weights, as a table for pandas.",
        )
        st.download_button(
            "Scripts (Keras, PyTorch)",
            data=lambda: script_zip(live, server.engine()),
            file_name=f"{name}_scripts.zip",
            mime="application/zip",
            on_click="ignore",
            width="stretch",
            help="Two scripts that build this network in Keras and in PyTorch, with its newest weights and an example: "
            "each runs by itself and says how far its answers are from those here.",
        )


def file_name(title: str, step: int) -> str:
    """Return a run's title and step as a name without an ending: letters, digits, - and _."""
    words = re.sub(r"[^\w-]+", "-", unicodedata.normalize("NFC", title)).strip("-")[:LONGEST].strip("-")
    return f"{words or 'run'}_step{step}"
