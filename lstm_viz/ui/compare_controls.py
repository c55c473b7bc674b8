"""The controls of the comparison: data, what is held equal, training. Each change makes three new runs."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from lstm_viz.data.recall import ABOUT_RECALL
from lstm_viz.records import CellName, ModelConfig
from lstm_viz.ui import session, trio
from lstm_viz.ui.control import show_setting
from lstm_viz.ui.experiment import load_source, suggested
from lstm_viz.ui.plain import plain
from lstm_viz.ui.settings import BOUNDS, CELLS, RECALL, UPLOADED, Settings, parameter_values, parameters_of, sources
from lstm_viz.ui.sidebar import RATES

WIDEST = 64
MOST_STEPS = 20_000
EQUALS = {"parameters": "equally many parameters", "width": "equally many hidden units"}


def controls(configs: Mapping[CellName, ModelConfig], *, disabled: bool) -> None:
    """Draw the controls; `disabled` while something trains. `configs`: the three networks, none if there are none."""
    chosen = trio.comparison().settings
    st.subheader("1 · Data")
    _data(chosen, disabled)
    st.subheader("2 · Networks")
    key = "set_compare_equal"
    show_setting("compare_equal", trio.comparison().equal)
    st.radio(
        "Held equal",
        list(EQUALS),
        format_func=lambda each: EQUALS[each],
        key=key,
        disabled=disabled,
        on_change=lambda: trio.change(equal=st.session_state[key]),
    )
    _slider("units", "Hidden units of the LSTM", 1, WIDEST, 1, disabled)
    for cell, each in configs.items():
        st.caption(f"{CELLS[cell]}: {each.hidden_size} units, {each.parameter_count:,} parameters")
    _slider("layers", "Layers", 1, int(BOUNDS["layers"].high), 1, disabled)
    _slider(
        "forget_bias",
        "Bias of the keeping gate at start",
        BOUNDS["forget_bias"].low,
        BOUNDS["forget_bias"].high,
        0.5,
        disabled,
        help="Of the LSTM’s forget gate and the GRU’s update gate; the tanh RNN has none. At 3 a gate starts at 0.95.",
    )
    st.subheader("3 · Training")
    _ladder("learning_rate", "Learning rate", RATES, disabled)
    _number("steps", "Steps", int(BOUNDS["steps"].low), MOST_STEPS, 100, disabled)
    _number("seed", "Seed", 0, int(BOUNDS["seed"].high), 1, disabled, help="Of data, start and batches, for all three.")


def _data(chosen: Settings, disabled: bool) -> None:
    options = sources() | ({UPLOADED: "Your file"} if session.uploaded_source() else {})
    options = {RECALL: options[RECALL]} | options
    show_setting("compare_data", chosen.data)
    st.selectbox(
        "Data",
        list(options),
        format_func=lambda key: options[key],
        key="set_compare_data",
        disabled=disabled,
        on_change=_data_chosen,
    )
    source = load_source(chosen, session.uploaded_source())
    st.caption(plain(source.about if source else ABOUT_RECALL))
    if parameters_of(chosen.data):
        with st.expander("Shape it", expanded=chosen.data == RECALL):
            _parameters(chosen, disabled)


def _data_chosen() -> None:
    data = st.session_state["set_compare_data"]
    if data == RECALL:
        new = trio.DEFAULT
    else:
        with session.in_words():
            new = suggested(Settings(data=data, units=trio.comparison().settings.units), session.uploaded_source())
    trio.change(**{name: getattr(new, name) for name in Settings.__dataclass_fields__})


def _parameters(chosen: Settings, disabled: bool) -> None:
    values = parameter_values(chosen)
    for each in parameters_of(chosen.data):
        show_setting(f"compare_p.{each.name}", values[each.name])
        st.slider(
            plain(f"{each.label} ({each.unit})" if each.unit else each.label),
            each.low,
            each.high,
            step=each.step,
            key=f"set_compare_p.{each.name}",
            help=each.help,
            disabled=disabled,
            on_change=_parameter_changed,
            args=(each.name, each.default),
        )


def _parameter_changed(name: str, default: float) -> None:
    value = st.session_state[f"set_compare_p.{name}"]
    others = {key: held for key, held in trio.comparison().settings.parameters if key != name}
    if value != default:
        others[name] = value
    trio.change(parameters=tuple(sorted(others.items())))


def _tied(field: str) -> dict[str, Any]:
    key = f"set_compare_{field}"
    show_setting(f"compare_{field}", getattr(trio.comparison().settings, field))
    return {"key": key, "on_change": lambda: trio.change(**{field: st.session_state[key]})}


def _slider(field: str, label: str, low: float, high: float, step: float, disabled: bool, **more: Any) -> None:
    st.slider(label, low, high, step=step, disabled=disabled, **_tied(field), **more)


def _ladder(field: str, label: str, rungs: Sequence[float], disabled: bool) -> None:
    value = getattr(trio.comparison().settings, field)
    st.select_slider(
        label, sorted({*rungs, value}), format_func=lambda each: f"{each:g}", disabled=disabled, **_tied(field)
    )


def _number(field: str, label: str, low: int, high: int, step: int, disabled: bool, **more: Any) -> None:
    st.number_input(label, low, high, step=step, disabled=disabled, **_tied(field), **more)
