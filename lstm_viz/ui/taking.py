"""A file comes to a page: it is read and used, or refused in words and kept until it is read another way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from lstm_viz.ui import session
from lstm_viz.ui.plain import plain
from lstm_viz.ui.reading_card import refused_card
from lstm_viz.ui.upload import Upload

Use = Callable[[Upload], None]


@dataclass(frozen=True)
class _Refused:
    """A file that could not be read, or whose series cannot be used, and what the person said of it."""

    name: str
    data: bytes
    place: str
    said: Mapping[str, Any] = field(default_factory=dict)


def take(name: str, data: bytes, place: str, use: Use, besides: str = "") -> None:
    """Read a file that came to a place and use it; what stands against that is said, and what holds besides."""
    _take(_Refused(name, data, place), use, besides)


def forget() -> None:
    """Forget a file that was refused."""
    st.session_state["refused"] = None


def another_way(place: str, use: Use, *, disabled: bool = False) -> None:
    """Offer to read the file that was refused at this place another way, if there is one."""
    refused: _Refused | None = st.session_state.get("refused")
    if refused is None or refused.place != place:
        return
    held: _Refused = refused

    def read_again(setting: str, value: Any) -> None:
        if st.session_state.get("refused") is not held:
            return  # a browser may tell of a widget that has gone by now
        said = {key: each for key, each in (dict(held.said) | {setting: value}).items() if each is not None}
        _take(_Refused(held.name, held.data, place, said), use, "")

    refused_card(plain(held.name), held.said, read_again, place, disabled=disabled)


def _take(file: _Refused, use: Use, besides: str) -> None:
    st.session_state["refused"] = file
    session.forget_notes()
    with session.in_words(besides):
        use(Upload.read(file.name, file.data, file.said))
        forget()
