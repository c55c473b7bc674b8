"""What a person takes away from a run: made when it is asked for, and named after the run."""

import re
import unicodedata
from collections.abc import Callable

import streamlit as st

from lstm_viz.training.live_run import LiveRun
from lstm_viz.ui import server
from lstm_viz.ui.experiment import title_of
from lstm_viz.ui.saved import explorer_page, save
from lstm_viz.ui.script_file import script_zip
from lstm_viz.ui.trace_file import trace_file

LONGEST = 60
MEDIA = {
    "safetensors": "application/octet-stream",
    "html": "text/html",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}


def panel(live: LiveRun) -> None:
    """Draw the button that opens the list of downloads; of a run that plays each has what it is at the press."""
    step = live.status().step
    name = file_name(title_of(live.about), None if live.playing else step)
    untrained = step == 0 and not live.playing
    with st.popover("Save", icon=":material/download:", disabled=untrained, help="Take the run away as files."):
        st.caption("The whole run. Pictures and numbers of what is on the screen: **Take away**, the last tab below.")
        _offer(
            "Run",
            lambda: save(live),
            f"{name}.safetensors",
            "Weights, settings and scaling in one safetensors file; upload it here to open it again.",
        )
        _offer(
            "Page",
            lambda: explorer_page(live),
            f"{name}.html",
            "The picture below as one HTML file: it opens without a server or a network, time machine and all.",
        )
        _offer(
            "Trace (Parquet)",
            lambda: trace_file(live, server.engine()),
            f"{name}.parquet",
            "Every signal of every unit at every timestep, from the newest weights, as a table for pandas.",
        )
        _offer(
            "Scripts (Keras, PyTorch)",
            lambda: script_zip(live, server.engine()),
            f"{name}_scripts.zip",
            "Two scripts that build this network in Keras and in PyTorch, with its newest weights and an example: each "
            "runs by itself and says how far its answers are from those here.",
        )


def _offer(label: str, made: Callable[[], str | bytes], name: str, about: str) -> None:
    """Draw one download, made when it is pressed."""
    kind = MEDIA[name.rpartition(".")[2]]
    st.download_button(label, data=made, file_name=name, mime=kind, on_click="ignore", width="stretch", help=about)


def file_name(title: str, step: int | None) -> str:
    """Return a run's title, and its step unless it trains, as a name without an ending: letters, digits, - and _."""
    words = re.sub(r"[^\w-]+", "-", unicodedata.normalize("NFC", title)).strip("-")[:LONGEST].strip("-")
    return (words or "run") + ("" if step is None else f"_step{step}")
