"""The Lab's choice of data: a generated sequence, a sample, or the person's own file."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from lstm_viz.data.csv_reader import Reading, read_csv
from lstm_viz.data.recall import ABOUT_RECALL
from lstm_viz.data.room import UPLOAD
from lstm_viz.data.source import Source
from lstm_viz.model.exchange import MOST_BYTES
from lstm_viz.records import Problem
from lstm_viz.ui import server, session
from lstm_viz.ui.control import lab_controls
from lstm_viz.ui.data_controls import shape
from lstm_viz.ui.experiment import steps_ahead
from lstm_viz.ui.plain import plain
from lstm_viz.ui.saved import open_saved
from lstm_viz.ui.session import Upload
from lstm_viz.ui.settings import FORECAST, UPLOADED, sources

TABLES = ["csv", "tsv", "txt", "xlsx"]


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
        help="CSV, TSV or Excel of at most 10 MB with one row per timestep; or a run that you saved here.",
    )


def _file_came() -> None:
    file = st.session_state["file"]
    if file is None:
        return
    data = file.getvalue()
    session.forget_notes()
    held = session.upload()
    with session.in_words(f" {held.source.name} is still used." if held else ""):
        if file.name.lower().endswith(".safetensors"):
            session.adopt(open_saved(data, server.engine()))
        else:
            session.use_upload(Upload.read(file.name, data))


def details(source: Source | None) -> None:
    """Draw what belongs to the chosen data: how a file was read, which columns, a generator's parameters."""
    st.caption(plain(source.about if source else _about_task()))
    held = session.upload()
    if session.settings().data == UPLOADED and held and held.reading:
        with st.expander(f"How {plain(held.source.name)} was read"):
            _reading(held.reading, held)
        warnings(source)
    shape(lab_controls(), source)


def _about_task() -> str:
    problem: Problem | None = st.session_state["forecast"]
    if session.settings().data != FORECAST or problem is None:
        return ABOUT_RECALL
    return (
        f"What one network of your forecast of {problem.target_name} learnt: quantiles of {steps_ahead(problem)}, from "
        "all rows, so none are held out here. Play trains it further; another setting trains a new one on the same."
    )


def warnings(source: Source | None) -> None:
    """Say what was mended in this session's file, if the series is of it."""
    held = session.upload()
    if held and held.reading and held.source is source:
        for question in held.reading.questions:
            st.caption(plain(f"{question.about} {' or '.join(question.choices)}; the first is used."))
        for warning in held.reading.warnings:
            st.caption(plain(warning))


def _reading(reading: Reading, held: Upload) -> None:
    """Show every guess, each changeable."""
    controls = lab_controls()
    names = [column.name for column in reading.columns]
    guesses: dict[str, tuple[str, list[Any], Any]] = {
        "encoding": ("Encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"], reading.encoding),
        "delimiter": ("Columns are separated by", [",", ";", "\t", "|"], reading.delimiter),
        "decimal": ("Decimal mark", [".", ","], reading.decimal),
        "header": ("First row holds names", [True, False], reading.header),
        "date": ("Time column", ["", *names], reading.time or ""),
    }
    if held.source.name.lower().endswith(".xlsx"):
        guesses = {name: guesses[name] for name in ("header", "date")}
    for name, (label, options, guess) in guesses.items():
        choices = options if guess in options else [guess, *options]
        st.selectbox(
            label,
            choices,
            format_func=lambda each: {"\t": "tab", "": "none", True: "yes", False: "no"}.get(each, str(each)),
            **controls.tied(f"read_{name}", guess, partial(_read_again, name)),
        )


def _read_again(name: str, value: Any) -> None:
    held = session.upload()
    if held is None or held.reading is None:
        return
    with session.in_words():
        guesses = {**held.reading.overrides, name: value}
        reading = read_csv(held.data, name=held.source.name, bounds=UPLOAD, **guesses)
        session.use_upload(replace(held, source=reading.to_source(), reading=reading))
