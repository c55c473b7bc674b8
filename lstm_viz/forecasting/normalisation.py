"""What a series is taken relative to before a network reads it, and what is fed of it."""

from dataclasses import dataclass
from typing import Literal, get_args

from lstm_viz.records import Array

Relative = Literal["none", "last value", "window", "seasonal difference"]
RELATIVES: tuple[Relative, ...] = get_args(Relative)


@dataclass(frozen=True)
class Normalisation:
    """What values are taken relative to, and whether of their logarithms.

    "none": the mean of the training part (a z-score). "last value": the value at the timestep. "window": mean and
    spread of the rows up to the timestep. "seasonal difference": the same place in the last season, moved by
    how much higher the series lies now than a season ago (a SARIMA model without terms, Box & Jenkins, 1970).
    """

    relative: Relative
    log: bool

    def __str__(self) -> str:
        return f"log, {self.relative}" if self.log else self.relative


@dataclass(frozen=True)
class Reach:
    """How far is looked, in rows: back a season and a window, and ahead the horizon."""

    season: int
    horizon: int
    window: int


def normalisations(values: Array, season: int) -> tuple[Normalisation, ...]:
    """Return those that can be used on series (N, T): a season needs one, logarithms need positive values."""
    relatives: list[Relative] = ["none", "last value", "window"]
    if season > 1:
        relatives.append("seasonal difference")
    logs = (False, True) if (values > 0).all() else (False,)
    return tuple(Normalisation(relative, log) for log in logs for relative in relatives)


def rows_lost(normalisation: Normalisation, reach: Reach) -> int:
    """Return how many rows at the start have no past to be fed from."""
    season = reach.season
    own = {"none": 0, "last value": 1, "window": reach.window - 1, "seasonal difference": season}[
        normalisation.relative
    ]
    return max(own, season - 1 if season > 1 else 0)


def own_inputs(normalisation: Normalisation, reach: Reach) -> tuple[str, ...]:
    """Return the names of the inputs that a network is fed of a series itself."""
    return (normalisation.relative, *(f"last season, {place + 1} ahead" for place in places_of(reach)))


def places_of(reach: Reach) -> list[int]:
    """Return at which places ahead, from 0, the last season is fed."""
    return sorted({0, (reach.horizon - 1) // 2, reach.horizon - 1}) if reach.season > 1 else []
