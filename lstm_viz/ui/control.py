"""The controls of a page: Streamlit widgets that show settings and change them.

The setting is the truth. The widget's own state is set from it before it is drawn, so a link, a reset, an undo or a
visit to another page never leave the two apart.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from lstm_viz.ui import session
from lstm_viz.ui.settings import BOUNDS, Settings
from lstm_viz.ui.unbroken import unbroken


def tied(key: str, value: Any, changed: Callable[[Any], None], *, disabled: bool = False) -> dict[str, Any]:
    """Return what ties a widget to a value: shown before it is drawn, and `changed` called with what is chosen."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value

    @unbroken
    def on_change() -> None:
        chosen = st.session_state[key]
        if chosen is not None:
            changed(chosen)

    return {"key": key, "on_change": on_change, "disabled": disabled}


@dataclass(frozen=True)
class Controls:
    """The widgets of one page's settings.

    `settings`: what they show. `change`: what is called with a new value by the setting's name. `page` stands in the
    widgets' keys, which no two pages may share. `disabled`: nothing may be changed now.
    """

    settings: Settings
    change: Callable[..., None]
    page: str
    disabled: bool = False

    def key(self, field: str) -> str:
        """Return the key of a setting's widget."""
        return f"set_{self.page}_{field}"

    def tied(self, field: str, value: Any, changed: Callable[[Any], None]) -> dict[str, Any]:
        """Return what ties a widget to a value: shown before it is drawn, and `changed` called with what is chosen."""
        return tied(self.key(field), value, changed, disabled=self.disabled)

    def slider(self, field: str, label: str, step: float, *, high: float | None = None, **more: Any) -> None:
        """Draw a slider for a number, over its bounds; with `high` not so far."""
        bound = BOUNDS[field]
        st.slider(label, bound.low, bound.high if high is None else high, step=step, **self._setting(field), **more)

    def ladder(self, field: str, label: str, rungs: Sequence[float], **more: Any) -> None:
        """Draw a slider over given values; a value between them (from a link) becomes a rung of its own."""
        steps = sorted({*rungs, getattr(self.settings, field)})
        st.select_slider(label, steps, format_func=lambda each: f"{each:g}", **self._setting(field), **more)

    def number(self, field: str, label: str, step: int, *, high: int | None = None, **more: Any) -> None:
        """Draw a box for a whole number within its bounds; with `high` not so far."""
        bound = BOUNDS[field]
        most = bound.high if high is None else high
        st.number_input(label, bound.low, most, step=step, **self._setting(field, int), **more)

    def choice(self, field: str, label: str, options: dict[Any, str], **more: Any) -> None:
        """Draw a select box: value → words."""
        st.selectbox(label, list(options), format_func=lambda each: options[each], **self._setting(field), **more)

    def _setting(self, field: str, read: Callable[[Any], Any] = lambda value: value) -> dict[str, Any]:
        return self.tied(field, getattr(self.settings, field), lambda value: self.change(**{field: read(value)}))


def lab_controls() -> Controls:
    """Return the Lab's controls, as its settings are now."""
    return Controls(session.settings(), session.change, "lab")
