"""The Lab's choice of data: a generated sequence, a sample, or the person's own file."""

from typing import Any

import streamlit as st

from lstm_viz.data.recall import ABOUT_RECALL
from lstm_viz.data.source import Source
from lstm_viz.model.exchange import MOST_BYTES
from lstm_viz.records import Problem
from lstm_viz.ui import server, session, taking
from lstm_viz.ui.control import lab_controls
from lstm_viz.ui.data_controls import shape
from lstm_viz.ui.experiment import steps_ahead
from lstm_viz.ui.kept_files import check_is_run
from lstm_viz.ui.plain import plain
from lstm_viz.ui.reading_card import card
from lstm_viz.ui.saved import open_saved
from lstm_viz.ui.settings import FORECAST, UPLOADED, sources
from lstm_viz.ui.unbroken import unbroken
from lstm_viz.ui.upload import TABLES


def panel() -> None:
    """Draw the choice of data."""
    st.subheader("1 · Data")
    options = sources() | ({UPLOADED: "Your file"} if session.uploaded_source() else {})
    options |= {FORECAST: "Your forecast"} if st.session_state["forecast"] else {}
    tied = lab_controls().tied("data", session.settings().data, session.choose_data)
    st.selectbox("Data", list(options), format_func=lambda key: options[key], **tied)
    st.file_uploader(
        "Upload a CSV",
        type=[*TABLES, "safetensors"],
        key="file",
        on_change=_file_came,
        max_upload_size=MOST_BYTES // 2**20,
        help="CSV, TSV, Excel or .ods of at most 10 MB, also as .gz or .zip, with one row per timestep; or a run that "
        "you saved here.",
    )
    taking.another_way("lab", session.use_upload)


@unbroken
def _file_came() -> None:
    file = st.session_state["file"]
    taking.forget()
    if file is None:
        return
    data = file.getvalue()
    held = session.uploaded_source()
    besides = f" {held.name} is still used." if held else ""
    if not file.name.lower().endswith(".safetensors"):
        taking.take(file.name, data, "lab", session.use_upload, besides)
        return
    session.forget_notes()
    with session.in_words(besides):
        check_is_run(file.name, data)
        session.adopt(open_saved(data, server.engine()))


def details(source: Source | None) -> None:
    """Draw what belongs to the chosen data: how a file was read, which columns, a generator's parameters."""
    st.caption(plain(source.about if source else _about_task()))
    held = session.upload()
    if held and held.source is source:
        card(held, _read_again, "lab")
    shape(lab_controls(), source)


def _about_task() -> str:
    problem: Problem | None = st.session_state["forecast"]
    if session.settings().data != FORECAST or problem is None:
        return ABOUT_RECALL
    return (
        f"What one network of your forecast of {problem.target_name} learnt: quantiles of {steps_ahead(problem)}, from "
        "all rows, so none are held out here. Play trains it further; another setting trains a new one on the same."
    )


def _read_again(setting: str, value: Any) -> None:
    held = session.upload()
    if held is not None:
        session.forget_notes()
        with session.in_words(" It is read as before."):
            session.use_upload(held.again(setting, value))
