"""One trained network of a forecast, with all that it needs to read newer values."""

from collections.abc import Mapping
from dataclasses import dataclass

from lstm_viz.forecasting.normalisation import Normalisation, Reach
from lstm_viz.forecasting.scaling import Constants
from lstm_viz.forecasting.seen import Sizes
from lstm_viz.records import Array, ModelConfig

Weights = Mapping[str, Array]


@dataclass(frozen=True, eq=False)
class Member:
    """One of the networks whose forecasts are averaged.

    Attributes:
        seed, steps: of its training. names: of its inputs.
        constants: of each series, and sizes: of the further columns, taken from the rows that it learnt from.
        parts: of the calendar that it is fed.
    """

    normalisation: Normalisation
    seed: int
    steps: int
    model: ModelConfig
    weights: Weights
    names: tuple[str, ...]
    constants: Constants
    sizes: Sizes
    reach: Reach
    parts: tuple[str, ...]
