import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.errors import SavedRunError
from lstm_viz.forecasting.bundle import save_forecast
from lstm_viz.ui.kept_files import check_is_forecast, check_is_run
from tests.unit.forecasting.made import made

KEPT = save_forecast(made())


def of_metadata(told: object) -> bytes:
    header = json.dumps({"__metadata__": told}).encode()
    return len(header).to_bytes(8, "little") + header


def test_a_kept_forecast_is_no_run_and_passes_where_it_belongs() -> None:
    check_is_forecast("a.safetensors", KEPT)
    with pytest.raises(SavedRunError, match=r"a.safetensors is a kept forecast.*on the Forecast page"):
        check_is_run("a.safetensors", KEPT)


def test_a_run_is_no_forecast_and_passes_where_it_belongs() -> None:
    run = of_metadata({"lstm_viz": "{}"})
    check_is_run("a.safetensors", run)
    with pytest.raises(SavedRunError, match=r"a.safetensors is a run of the Lab.*open it in the Lab"):
        check_is_forecast("a.safetensors", run)


@given(st.binary(max_size=64) | (st.none() | st.text() | st.lists(st.none())).map(of_metadata))
def test_whatever_else_it_is_passes_on_to_what_opens_it(data: bytes) -> None:
    check_is_run("a", data)
    check_is_forecast("a", data)


def test_a_header_that_is_nested_too_deeply_passes_on() -> None:
    header = b"[" * 200_000
    check_is_run("a", len(header).to_bytes(8, "little") + header)
