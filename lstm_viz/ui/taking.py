"""A file comes to a page: it is read and used, or refused in words and kept until it is read another way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from lstm_viz.data.room import LARGE
from lstm_viz.ui import server, session
from lstm_viz.ui.large_files import Fetched, is_large
from lstm_viz.ui.person import person
from lstm_viz.ui.plain import plain
from lstm_viz.ui.reading_card import refused_card
from lstm_viz.ui.upload import Upload

Use = Callable[[Upload], None]


LARGE_IS_READ = f" The Forecast page reads up to {LARGE.bytes // 2**20} MB."


@dataclass(frozen=True, eq=False)
class _Refused:
    """A file that could not be read, or whose series cannot be used, and what the person said of it."""

    name: str
    data: bytes
    place: str
    said: Mapping[str, Any] = field(default_factory=dict)


def take(name: str, data: bytes, place: str, use: Use, besides: str = "", *, apart: bool = False) -> None:
    """Read a file that came to a place and use it; what stands against that is said, and what holds besides.

    `apart`: a large one is read in a process of its own, and comes to who fetches it; else it is refused.
    """
    _take(_Refused(name, data, place), use, besides, apart=apart)


def refused(fetched: Fetched, place: str) -> None:
    """Keep a large file that could not be read, and say why."""
    held = _Refused(fetched.name, fetched.data, place, fetched.said)
    server.large_files().hold(held)
    st.session_state["refused"] = held
    session.say(fetched.trouble)


def forget() -> None:
    """Forget a file that was refused."""
    st.session_state["refused"] = None


def another_way(place: str, use: Use, *, disabled: bool = False, apart: bool = False) -> None:
    """Offer to read the file that was refused at this place another way, if there is one."""
    refused: _Refused | None = st.session_state.get("refused")
    if refused is None or refused.place != place:
        return
    held: _Refused = refused

    def read_again(setting: str, value: Any) -> None:
        if st.session_state.get("refused") is not held:
            return  # a browser may tell of a widget that has gone by now
        said = {key: each for key, each in (dict(held.said) | {setting: value}).items() if each is not None}
        _take(_Refused(held.name, held.data, place, said), use, "", apart=apart)

    refused_card(plain(held.name), held.said, read_again, place, disabled=disabled)


def _take(file: _Refused, use: Use, besides: str, *, apart: bool) -> None:
    session.forget_notes()
    large = is_large(file.data)
    if large and apart:
        forget()
        with session.in_words(besides):
            server.large_files().begin(person(), file.name, file.data, file.said)
        return
    st.session_state["refused"] = file
    if large:
        besides += LARGE_IS_READ
    with session.in_words(besides):
        use(Upload.read(file.name, file.data, file.said))
        forget()
