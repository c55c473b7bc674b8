"""What the proofs measured is told at the end."""

from collections.abc import Callable

import pytest
import torch

torch.set_num_threads(1)  # as in every worker: bits are compared, and the server needs the other core

_TOLD = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_TOLD] = []


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Add a line to what is told."""
    return request.config.stash[_TOLD].append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash[_TOLD]:
        terminalreporter.section("what the proofs measured")
        for line in config.stash[_TOLD]:
            terminalreporter.write_line(line)
