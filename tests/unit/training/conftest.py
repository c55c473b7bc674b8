from collections.abc import Iterator

import pytest
import torch

from lstm_viz.training.local_engine import LocalEngine

torch.set_num_threads(1)  # as in every worker: two threads are many times slower beside other processes


@pytest.fixture(scope="session")
def engine() -> Iterator[LocalEngine]:
    """Two slots of real worker processes, shared by the tests."""
    made = LocalEngine(2)
    made.warm_up()
    yield made
    made.shutdown()
