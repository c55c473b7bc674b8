"""One trained network of a forecast."""

from collections.abc import Mapping
from dataclasses import dataclass

from lstm_viz.forecasting.scaling import Normalisation
from lstm_viz.records import Array, ModelConfig

Weights = Mapping[str, Array]


@dataclass(frozen=True, eq=False)
class Member:
    """One of the networks whose forecasts are averaged."""

    normalisation: Normalisation
    seed: int
    steps: int
    model: ModelConfig
    weights: Weights
