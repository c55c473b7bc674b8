"""Callbacks that are carried out, whatever a person does meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from streamlit.runtime.scriptrunner import RerunException

P = ParamSpec("P")


def unbroken(callback: Callable[P, None]) -> Callable[P, None]:
    """Return a callback that is begun again where it is broken off, so it must do no harm when done twice.

    When another request of the browser has come, Streamlit breaks a callback off at its next look at the session's
    state and never comes back to it: who clicked while a file was being read lost the file. What came meanwhile is
    handed on when the callback is done.
    """

    @wraps(callback)
    def whole(*args: P.args, **kwargs: P.kwargs) -> None:
        meanwhile: RerunException | None = None
        while True:
            try:
                callback(*args, **kwargs)
                break
            except RerunException as asked:
                meanwhile = asked
        if meanwhile is not None:
            raise meanwhile

    return whole
