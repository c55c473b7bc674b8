"""The Lab's choice of data: a generated sequence, a sample, or the person's own file."""

from dataclasses import replace
from typing import Any

import streamlit as st

from lstm_viz.data.csv_reader import Reading, read_csv
from lstm_viz.data.recall import ABOUT_RECALL
from lstm_viz.data.source import Source
from lstm_viz.data.synthetic import GENERATORS
from lstm_viz.model.exchange import MOST_BYTES
from lstm_viz.ui import server, session
from lstm_viz.ui.control import show_setting
from lstm_viz.ui.experiment import chosen_columns
from lstm_viz.ui.plain import plain
from lstm_viz.ui.saved import open_saved
from lstm_viz.ui.session import Upload
from lstm_viz.ui.settings import UPLOADED, parameter_values, parameters_of, sources

FILE_TYPES = ["csv", "tsv", "txt", "xlsx", "safetensors"]


def panel() -> None:
    """Draw the choice of data."""
    st.subheader("1 · Data")
    options = sources() | ({UPLOADED: "Your file"} if session.uploaded_source() else {})
    show_setting("data", session.settings().data)
    st.selectbox("Data", list(options), format_func=lambda key: options[key], key="set_data", on_change=_data_chosen)
    st.file_uploader(
        "Upload a CSV",
        type=FILE_TYPES,
        key="file",
        on_change=_file_came,
        max_upload_size=MOST_BYTES // 2**20,
        help="CSV, TSV or Excel of at most 10 MB with one row per timestep; or a run that you saved here.",
    )


def _data_chosen() -> None:
    session.choose_data(st.session_state["set_data"])


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
            reading = read_csv(data, name=file.name)
            session.use_upload(Upload(reading.to_source(), reading, data))


def details(source: Source | None) -> None:
    """Draw what belongs to the chosen data: how a file was read, which columns, a generator's parameters."""
    st.caption(plain(source.about if source else ABOUT_RECALL))
    held = session.upload()
    if session.settings().data == UPLOADED and held and held.reading:
        with st.expander(f"How {plain(held.source.name)} was read"):
            _reading(held.reading, held)
        for warning in held.reading.warnings:
            st.caption(plain(warning))
    if source is not None and len(source.table.columns) > 1:
        _columns(source)
    if parameters_of(session.settings().data):
        with st.expander("Shape it"):
            _parameters()


def _columns(source: Source) -> None:
    names = [str(name) for name in source.table.columns]
    target, inputs = chosen_columns(session.settings(), source)
    show_setting("target", target)
    st.selectbox("Predict", names, key="set_target", on_change=_columns_chosen)
    show_setting("inputs", inputs)
    st.multiselect("Feed", names, key="set_inputs", on_change=_columns_chosen)
    if session.settings().data not in GENERATORS and len(inputs) > 1:
        st.caption("With more than one column fed, the network cannot run on freely past the end of the data.")


def _columns_chosen() -> None:
    session.change(target=st.session_state["set_target"], inputs=tuple(st.session_state["set_inputs"]))


def _parameters() -> None:
    values = parameter_values(session.settings())
    for each in parameters_of(session.settings().data):
        key = f"p.{each.name}"
        show_setting(key, values[each.name])
        label = f"{each.label} ({each.unit})" if each.unit else each.label
        st.slider(
            plain(label),
            each.low,
            each.high,
            step=each.step,
            key=f"set_{key}",
            help=each.help,
            on_change=_parameter_changed,
            args=(each.name, each.default),
        )


def _parameter_changed(name: str, default: float) -> None:
    value = st.session_state[f"set_p.{name}"]
    others = {key: held for key, held in session.settings().parameters if key != name}
    if value != default:
        others[name] = value
    session.change(parameters=tuple(sorted(others.items())))


def _reading(reading: Reading, held: Upload) -> None:
    """Show every guess, each changeable."""
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
        show_setting(f"read_{name}", guess)
        st.selectbox(
            label,
            choices,
            format_func=lambda each: {"\t": "tab", "": "none", True: "yes", False: "no"}.get(each, str(each)),
            key=f"set_read_{name}",
            on_change=_read_again,
            args=(name,),
        )


def _read_again(name: str) -> None:
    held = session.upload()
    if held is None or held.reading is None:
        return
    value = st.session_state[f"set_read_{name}"]
    with session.in_words():
        reading = read_csv(held.data, name=held.source.name, **{**held.reading.overrides, name: value})
        session.use_upload(replace(held, source=reading.to_source(), reading=reading))
