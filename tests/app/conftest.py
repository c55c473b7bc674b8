import os
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from lstm_viz.ui import server


@pytest.fixture(scope="session", autouse=True)
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The server's own engine, ended with the tests; its runs are kept in a folder of the tests."""
    os.environ["LSTM_VIZ_RUNS"] = str(tmp_path_factory.mktemp("runs"))
    yield
    server.engine().shutdown()
    server.forecast_engine().end()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(server.ROOT / "app.py", default_timeout=60)
