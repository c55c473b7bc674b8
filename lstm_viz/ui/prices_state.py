"""What a session looks at on the page Prices: the stock, the view, and what was guessed."""

from dataclasses import dataclass, field

import streamlit as st

from lstm_viz.experiments.prices.days import STOCKS
from lstm_viz.experiments.prices.views import VIEWS
from lstm_viz.ui import session

_FIRST = {"stock": next(iter(STOCKS)), "view": next(iter(VIEWS))}
UNGUESSED = ""
"""Instead of a choice: the answer was asked for without a guess."""


@dataclass
class Prices:
    """`guessed`: (stock, view) → the key of the choice, or UNGUESSED."""

    stock: str
    view: str
    guessed: dict[tuple[str, str], str] = field(default_factory=dict)


def state() -> Prices:
    """Return this session’s state: at first that of the address, as far as it makes sense."""
    if "prices" not in st.session_state:
        stock, view = (st.query_params.get(name, first) for name, first in _FIRST.items())
        if stock not in STOCKS or view not in VIEWS:
            session.say("The link asks for a stock or a view that there is not: the first one is shown.")
        st.session_state["prices"] = Prices(
            stock if stock in STOCKS else _FIRST["stock"], view if view in VIEWS else _FIRST["view"]
        )
    held: Prices = st.session_state["prices"]
    return held


def query() -> dict[str, str]:
    """Return what the address says of this page; nothing of what is first."""
    held = state()
    found = {"stock": held.stock, "view": held.view}
    return {name: word for name, word in found.items() if word != _FIRST[name]}


def choose(stock: str) -> None:
    """Turn to a stock, at its first view."""
    held = state()
    held.stock, held.view = stock, _FIRST["view"]


def go(view: str) -> None:
    """Turn to a view."""
    state().view = view


def guess(view: str, choice: str) -> None:
    """Keep what was guessed."""
    held = state()
    held.guessed[held.stock, view] = choice
