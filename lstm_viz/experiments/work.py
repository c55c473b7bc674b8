"""What one row of an experiment does with a seed, as plain values: they are hashed, kept, and sent to workers.

No torch here.
"""

from dataclasses import dataclass
from typing import Literal

from lstm_viz.records import CellName

Given = tuple[tuple[str, float], ...]
"""Names with values, hashable."""


@dataclass(frozen=True)
class Series:
    """A generated series and how it is parted: the seed draws it, its last `test` rows ask, those before are learnt.

    Attributes:
        generator: a name in lstm_viz.data.synthetic. parameters: of the generator, but for the length.
        rows: how many rows are generated in all; `train` + `validation` + `test` may be fewer: the latest are taken,
            so that series of different lengths share their test rows.
        window: timesteps of a training window.
    """

    generator: str
    parameters: Given
    rows: int
    train: int
    validation: int
    test: int
    window: int


@dataclass(frozen=True)
class Stock:
    """A stock of the sample, and what is asked on the evening of each day.

    Attributes:
        name: its column. asks: for the next day's "price" or log "return", or for the "volatility" of the next 21 days.
    """

    name: str
    asks: Literal["price", "return", "volatility"]
    window: int = 30


@dataclass(frozen=True)
class Solve:
    """Train on a task of the literature until its criterion is met or its steps are used up."""

    task: str
    cell: CellName
    settings: Given


@dataclass(frozen=True)
class Fit:
    """Train a network for so many steps to predict a series ahead; look at its errors every `look` steps."""

    series: Series | Stock
    cell: CellName
    units: int
    steps: int
    look: int
    learning_rate: float = 0.01
    batch: int = 32


@dataclass(frozen=True)
class Linear:
    """Predict the next row as a weighted sum of the last `lags` rows: a linear autoregression, by least squares."""

    series: Series
    lags: int


@dataclass(frozen=True)
class LastValue:
    """Predict the next row to be what the last one was."""

    series: Series


Work = Solve | Fit | Linear | LastValue
