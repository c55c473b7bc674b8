"""How a series is put before the network: at every timestep relative to something known by then, and the way back.

Nothing after the last row given is looked at, and nothing after a timestep but the answers that belong to it.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from lstm_viz.errors import DataError
from lstm_viz.records import Array

Relative = Literal["none", "last value", "window", "seasonal difference"]
FLATTEST = 0.1
"""The least unit of a window, as a share of the usual one: a flat stretch must not blow up what follows."""


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


@dataclass(frozen=True, eq=False)
class Scaled:
    """N series of T rows as one normalisation sees them, from row `first` on (the rows before lack a past).

    Attributes:
        fed: (N, T − first, F) what the network reads at a row. names: F.
        centre: (N, T − first, h) and spread: (N, T − first, 1): answer k rows ahead = centre + spread × output.
        targets: (N, T − first, h), scaled; NaN where the answer lies beyond the last row.
    """

    normalisation: Normalisation
    first: int
    fed: Array
    names: tuple[str, ...]
    centre: Array
    spread: Array
    targets: Array

    def restore(self, outputs: Array) -> Array:
        """Return outputs (N, T − first, h, Q) in the data's own unit."""
        values: Array = self.centre[..., None] + self.spread[..., None] * outputs
        return np.exp(values) if self.normalisation.log else values


def normalisations(values: Array, season: int) -> tuple[Normalisation, ...]:
    """Return those that can be used on series (N, T): a season needs one, logarithms need positive values."""
    relatives: list[Relative] = ["none", "last value", "window"]
    if season > 1:
        relatives.append("seasonal difference")
    logs = (False, True) if (values > 0).all() else (False,)
    return tuple(Normalisation(relative, log) for log in logs for relative in relatives)


def rows_lost(normalisation: Normalisation, season: int, window: int) -> int:
    """Return how many rows at the start have no past to be fed from."""
    own = {"none": 0, "last value": 1, "window": window - 1, "seasonal difference": season}[normalisation.relative]
    return max(own, season - 1 if season > 1 else 0)


def scale(
    values: Array, normalisation: Normalisation, *, season: int, horizon: int, window: int, learnt: int
) -> Scaled:
    """Return series (N, T) as the network is to read them; constants are taken from the first `learnt` rows alone.

    Beside its main input the network is fed what the last season had at the first, middle and last place ahead.

    Raises:
        DataError: the first `learnt` rows hold no past to be fed from.
    """
    v = np.log(values) if normalisation.log else np.asarray(values, np.float64)
    first = rows_lost(normalisation, season, window)
    if first + 2 > learnt:
        raise DataError(f"{learnt} rows are too few for {first} rows of past: give a longer series.")
    ahead, before = _ahead(v, horizon), _last_season(v, season, horizon)
    base, unit, main = _relative(v, normalisation.relative, season, window, learnt)
    seasonal = normalisation.relative == "seasonal difference"
    centre = before + main[..., None] if seasonal else np.repeat(base[..., None], horizon, axis=2)
    errors = (ahead - centre) / unit[..., None]
    known = np.arange(v.shape[1])[:, None] + np.arange(1, horizon + 1) < learnt
    size = np.array([_rms(each[first:][known[first:]]) for each in errors])
    fed = [main]
    names: list[str] = [normalisation.relative]
    if season > 1:
        places = sorted({0, (horizon - 1) // 2, horizon - 1})
        fed += [(before[..., place] - base) / unit for place in places]
        names += [f"last season, {place + 1} ahead" for place in places]
    sizes = [np.array([_rms(each[first:learnt]) for each in column])[:, None] for column in fed]
    inputs = np.stack([column / each for column, each in zip(fed, sizes, strict=True)], axis=-1)
    spread = (unit * size[:, None])[..., None]
    targets = errors / size[:, None, None]
    return Scaled(
        normalisation, first, inputs[:, first:], tuple(names), centre[:, first:], spread[:, first:], targets[:, first:]
    )


def _relative(v: Array, relative: Relative, season: int, window: int, learnt: int) -> tuple[Array, Array, Array]:
    """Return what values (N, T) are taken relative to, in which unit, and the main input, each (N, T)."""
    one = np.ones_like(v)
    if relative == "none":
        means = np.broadcast_to(v[:, :learnt].mean(axis=1, keepdims=True), v.shape)
        return means, one, v - means
    if relative == "last value":
        return v, one, np.diff(v, axis=1, prepend=v[:, :1])
    if relative == "seasonal difference":
        return v, one, v - np.roll(v, season, axis=1)
    windows = np.lib.stride_tricks.sliding_window_view(v, window, axis=1)
    lost = ((0, 0), (window - 1, 0))
    means, spreads = np.pad(windows.mean(axis=2), lost, mode="edge"), np.pad(windows.std(axis=2), lost, mode="edge")
    usual = np.array([_rms(each[:learnt]) for each in spreads])[:, None]
    unit = np.maximum(spreads, FLATTEST * usual)
    return means, unit, (v - means) / unit


def _ahead(v: Array, horizon: int) -> Array:
    """Return (N, T, h): the values 1 … h rows after each; NaN beyond the last."""
    padded = np.pad(v, ((0, 0), (0, horizon)), constant_values=np.nan)
    return np.lib.stride_tricks.sliding_window_view(padded[:, 1:], horizon, axis=1)


def _last_season(v: Array, season: int, horizon: int) -> Array:
    """Return (N, T, h): the last value known at each row of the same place in the season as each row ahead."""
    steps = np.arange(1, horizon + 1)
    back = steps - season * -(-steps // season)
    rows = np.arange(v.shape[1])[:, None] + back
    return v[:, np.maximum(rows, 0)]


def _rms(values: Array) -> float:
    """Return the root of the mean square; 1 for nothing but zeros, by which nothing should be divided."""
    size = float(np.sqrt(np.mean(values**2))) if values.size else 0.0
    return size if size > 0 else 1.0
