from collections.abc import Iterator

import pytest

from lstm_viz.training.engine import LocalEngine


@pytest.fixture(scope="session")
def engine() -> Iterator[LocalEngine]:
    """Two slots of real worker processes, shared by the tests."""
    made = LocalEngine(2)
    made.warm_up()
    yield made
    made.shutdown()
