"""A control of the Lab: a Streamlit widget that shows one setting and changes it.

The setting is the truth. The widget's own state is set from it before it is drawn, so a link, a reset, an undo or a
visit to another page never leave the two apart.
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from lstm_viz.ui import session
from lstm_viz.ui.settings import BOUNDS


def bound_to(field: str, *, read: Callable[[Any], Any] = lambda value: value) -> dict[str, Any]:
    """Return the `key` and `on_change` that tie a widget to a setting; `read` turns the widget's value into it."""
    key = f"set_{field}"

    def changed() -> None:
        value = st.session_state[key]
        if value is not None:
            session.change(**{field: read(value)})

    return {"key": key, "on_change": changed}


def show_setting(field: str, value: Any) -> None:
    """Put a value into the widget of a setting, before it is drawn."""
    key = f"set_{field}"
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def slider(field: str, label: str, step: float, **more: Any) -> None:
    """Draw a slider for a number, over its bounds."""
    show_setting(field, getattr(session.settings(), field))
    st.slider(label, BOUNDS[field].low, BOUNDS[field].high, step=step, **bound_to(field), **more)


def ladder(field: str, label: str, rungs: Sequence[float], **more: Any) -> None:
    """Draw a slider over given values; a value between them (from a link) becomes a rung of its own."""
    value = getattr(session.settings(), field)
    show_setting(field, value)
    st.select_slider(label, sorted({*rungs, value}), format_func=lambda each: f"{each:g}", **bound_to(field), **more)


def number(field: str, label: str, step: int, **more: Any) -> None:
    """Draw a box for a whole number within its bounds."""
    show_setting(field, getattr(session.settings(), field))
    st.number_input(label, BOUNDS[field].low, BOUNDS[field].high, step=step, **bound_to(field, read=int), **more)


def choice(field: str, label: str, options: dict[Any, str], **more: Any) -> None:
    """Draw a select box: value → words."""
    show_setting(field, getattr(session.settings(), field))
    st.selectbox(label, list(options), format_func=lambda each: options[each], **bound_to(field), **more)
