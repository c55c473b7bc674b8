"""A callback that is broken off is begun again, and what came meanwhile is handed on."""

import pytest
from streamlit.runtime.scriptrunner import RerunException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from lstm_viz.ui.unbroken import unbroken


def test_what_is_broken_off_is_done_and_the_newest_request_is_handed_on() -> None:
    requests = [RerunData(query_string="first"), RerunData(query_string="second")]
    done = []

    @unbroken
    def callback(word: str) -> None:
        if requests:
            raise RerunException(requests.pop(0))
        done.append(word)

    with pytest.raises(RerunException) as handed_on:
        callback("file")
    assert done == ["file"]
    assert handed_on.value.rerun_data.query_string == "second"
    callback("another")
    assert done == ["file", "another"]


def test_what_else_goes_wrong_is_not_tried_again() -> None:
    tried = []

    @unbroken
    def callback() -> None:
        tried.append(1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        callback()
    assert tried == [1]
