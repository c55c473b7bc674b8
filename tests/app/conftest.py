from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from lstm_viz.ui import server


@pytest.fixture(scope="session", autouse=True)
def engine() -> Iterator[None]:
    """The server's own engine, ended with the tests."""
    yield
    server.engine().shutdown()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(server.ROOT / "app.py", default_timeout=60)
