"""The same run done alone, in one process and in one piece."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from lstm_viz.records import Array
from lstm_viz.training.advance import advance, start
from lstm_viz.ui.experiment import build
from lstm_viz.ui.settings import Settings


@lru_cache(maxsize=64)
def weights_alone(seed: int, steps: int) -> Mapping[str, Array]:
    """Return the weights after so many steps of the default settings with this seed."""
    experiment = build(Settings(seed=seed, steps=steps), None)
    state = start(experiment.model, experiment.train, experiment.problem)
    return advance(state, experiment.problem, experiment.model, experiment.train, steps=steps).weights


def same_bits(found: Mapping[str, Array], expected: Mapping[str, Array]) -> bool:
    """Whether two sets of weights are the same to the bit."""
    return found.keys() == expected.keys() and all(
        found[name].dtype == expected[name].dtype and np.array_equal(found[name].view(np.int32), array.view(np.int32))
        for name, array in expected.items()
    )
