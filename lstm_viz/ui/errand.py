"""One call in a forecast's worker that a person waits for: said while it lasts, used when it is there."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import streamlit as st

from lstm_viz.errors import DataError, LstmVizError, WorkerLost
from lstm_viz.ui import server, session
from lstm_viz.ui.plain import plain
from lstm_viz.ui.sidebar import duration

LOOK_EVERY = 0.5
"""Seconds between two looks at it."""


@dataclass(frozen=True, eq=False)
class _Errand:
    """`of`: the forecast that it is for. `said`: what is done. `begun`: by the monotonic clock."""

    of: str
    said: str
    call: Future[Any]
    use: Callable[[Any], None]
    begun: float


def begin(of: str, said: str, use: Callable[[Any], None], function: Callable[..., Any], *args: Any) -> None:
    """Have a function called in a worker, and what it returns used when this session draws the page again."""
    cancel()
    call = server.forecast_engine().submit(function, *args)
    st.session_state["errand"] = _Errand(of, said, call, use, time.monotonic())


def cancel() -> None:
    """Break the call off, if there is one."""
    held: _Errand | None = st.session_state.pop("errand", None)
    if held is not None:
        server.forecast_engine().break_off(held.call)


def running() -> bool:
    """Return whether a call is awaited."""
    return st.session_state.get("errand") is not None


def finish(of: str) -> None:
    """Use what has come, and draw the page anew; break off what was for another forecast than the one on screen."""
    held: _Errand | None = st.session_state.get("errand")
    if held is None:
        return
    if held.of != of:
        cancel()
    elif held.call.done():
        with session.in_words():
            held.use(_result(held.call))
        del st.session_state["errand"]  # last: who is broken off here finds it again
        st.rerun()


def _result(call: Future[Any]) -> Any:
    try:
        return call.result()
    except WorkerLost as error:
        raise WorkerLost("The process that was at it ended: try again.") from error
    except LstmVizError:
        raise
    except Exception as error:
        raise DataError(f"It stopped: {type(error).__name__}: {error}.") from error


def show() -> None:
    """Draw what is awaited, and the button that ends it."""
    with st.container(key="errand"):
        st.fragment(_progress, run_every=LOOK_EVERY)()
        st.button("Cancel", icon=":material/stop:", key="errand_cancel", on_click=cancel)


def _progress() -> None:
    held: _Errand | None = st.session_state.get("errand")
    if held is None or held.call.done():
        st.rerun()
    if held.call.running():
        st.markdown(plain(f"{held.said}: {duration(time.monotonic() - held.begun)} so far."))
    else:
        st.markdown("It waits until what others forecast is out of the way.")
