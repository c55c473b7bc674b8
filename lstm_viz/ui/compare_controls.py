"""The controls of the comparison: data, what is held equal, training. Each change makes three new runs."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lstm_viz.data.recall import ABOUT_RECALL
from lstm_viz.data.room import UPLOAD
from lstm_viz.data.source import Source
from lstm_viz.records import CellName, ModelConfig
from lstm_viz.ui import session, taking, trio
from lstm_viz.ui.control import Controls
from lstm_viz.ui.data_controls import shape, training
from lstm_viz.ui.gate_start import gate_start
from lstm_viz.ui.plain import plain
from lstm_viz.ui.reading_card import card
from lstm_viz.ui.settings import CELLS, RECALL, UPLOADED, sources
from lstm_viz.ui.unbroken import unbroken
from lstm_viz.ui.upload import TABLES, Upload

WIDEST = 64
MOST_STEPS = 20_000
EQUALS = {"parameters": "equally many parameters", "width": "equally many hidden units"}


def controls(configs: Mapping[CellName, ModelConfig], *, disabled: bool) -> None:
    """Draw the controls; `disabled` while something trains. `configs`: the three networks, none if there are none.

    Raises:
        DataError: the data are not here.
    """
    held = trio.comparison()
    own = Controls(held.settings, trio.change, "compare", disabled)
    st.subheader("1 · Data")
    source = _data(own)
    st.subheader("2 · Networks")
    st.radio(
        "Held equal",
        list(EQUALS),
        format_func=lambda each: EQUALS[each],
        **own.tied("equal", held.equal, lambda equal: trio.change(equal=equal)),
    )
    own.slider("units", "Hidden units of the LSTM", 1, high=WIDEST)
    for cell, each in configs.items():
        st.caption(f"{CELLS[cell]}: {each.hidden_size} units, {each.parameter_count:,} parameters")
    own.slider("layers", "Layers", 1)
    gate_start(own, ("lstm", "gru", "rnn"))
    st.subheader("3 · Training")
    training(own, source, about_seed="Of data, start and batches, for all three.", most_steps=MOST_STEPS)


def _data(own: Controls) -> Source | None:
    chosen, newest = own.settings.data, session.uploaded_source()
    options = sources() | ({UPLOADED: "Your file"} if newest or chosen == UPLOADED else {})
    options = {RECALL: options[RECALL]} | options
    st.selectbox(
        "Data",
        list(options),
        format_func=lambda key: options[key],
        **own.tied("data", chosen, trio.choose_data),
    )
    st.file_uploader(
        "Upload a CSV",
        type=TABLES,
        key="compare_file",
        on_change=_file_came,
        max_upload_size=UPLOAD.bytes // 2**20,
        disabled=own.disabled,
        help="CSV, TSV, Excel or .ods of at most 10 MB, also as .gz or .zip, with one row per timestep.",
    )
    taking.another_way("compare", _use, disabled=own.disabled)
    source = trio.source()
    st.caption(plain(source.about if source else ABOUT_RECALL))
    held = session.upload()
    if held is not None and held.source is source:
        card(held, _read_again, "compare", disabled=own.disabled)
    if chosen == UPLOADED and newest is not None and newest is not source:
        st.button(
            f"Compare on the Lab’s file, {plain(newest.name)}",
            on_click=trio.choose_data,
            args=(UPLOADED,),
            disabled=own.disabled,
        )
    shape(own, source, expanded=chosen == RECALL)
    return source


@unbroken
def _file_came() -> None:
    file = st.session_state["compare_file"]
    taking.forget()
    if file is not None:
        taking.take(file.name, file.getvalue(), "compare", _use)


def _use(upload: Upload) -> None:
    session.hold_upload(upload)
    trio.choose_data(UPLOADED)


def _read_again(setting: str, value: Any) -> None:
    held = session.upload()
    if held is not None:
        session.forget_notes()
        with session.in_words(" It is read as before."):
            _use(held.again(setting, value))
