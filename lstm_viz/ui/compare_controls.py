"""The controls of the comparison: data, what is held equal, training. Each change makes three new runs."""

from collections.abc import Mapping

import streamlit as st

from lstm_viz.data.recall import ABOUT_RECALL
from lstm_viz.records import CellName, ModelConfig
from lstm_viz.ui import session, trio
from lstm_viz.ui.control import RATES, Controls
from lstm_viz.ui.data_controls import shape
from lstm_viz.ui.experiment import load_source, suggested
from lstm_viz.ui.gate_start import gate_start
from lstm_viz.ui.plain import plain
from lstm_viz.ui.settings import CELLS, RECALL, UPLOADED, Settings, sources

WIDEST = 64
MOST_STEPS = 20_000
EQUALS = {"parameters": "equally many parameters", "width": "equally many hidden units"}


def controls(configs: Mapping[CellName, ModelConfig], *, disabled: bool) -> None:
    """Draw the controls; `disabled` while something trains. `configs`: the three networks, none if there are none."""
    held = trio.comparison()
    own = Controls(held.settings, trio.change, "compare", disabled)
    st.subheader("1 · Data")
    _data(own)
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
    own.ladder("learning_rate", "Learning rate", RATES)
    own.number("steps", "Steps", 100, high=MOST_STEPS)
    own.number("seed", "Seed", 1, help="Of data, start and batches, for all three.")


def _data(own: Controls) -> None:
    options = sources() | ({UPLOADED: "Your file"} if session.uploaded_source() else {})
    options = {RECALL: options[RECALL]} | options
    chosen = own.settings
    st.selectbox(
        "Data",
        list(options),
        format_func=lambda key: options[key],
        **own.tied("data", chosen.data, _data_chosen),
    )
    source = load_source(chosen, session.uploaded_source())
    st.caption(plain(source.about if source else ABOUT_RECALL))
    shape(own, source, expanded=chosen.data == RECALL)


def _data_chosen(data: str) -> None:
    if data == RECALL:
        new = trio.DEFAULT
    else:
        with session.in_words():
            new = suggested(Settings(data=data, units=trio.comparison().settings.units), session.uploaded_source())
    trio.change(**{name: getattr(new, name) for name in Settings.__dataclass_fields__})
