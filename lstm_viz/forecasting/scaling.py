"""How a series is put before the network: at every timestep relative to something known by then, and the way back.

Nothing after the last row given is looked at, and nothing after a timestep but the answers that belong to it.
"""

from dataclasses import dataclass

import numpy as np

from lstm_viz.errors import DataError
from lstm_viz.forecasting.normalisation import Normalisation, Reach, Relative, own_inputs, places_of, rows_lost
from lstm_viz.records import Array

FLATTEST = 0.1
"""The least unit of a window, as a share of the usual one: a flat stretch must not blow up what follows."""


@dataclass(frozen=True, eq=False)
class Constants:
    """What is taken from the rows that may be learnt from, of each of N series, and kept with a network.

    Attributes:
        level: (N,) mean. usual: (N,) the root mean square of the spread in a window; 1 where it is not used.
        size: (N,) of the answers, in units of the normalisation, and fed: (N, F) of each input: their root mean square.
    """

    level: Array
    usual: Array
    size: Array
    fed: Array


@dataclass(frozen=True, eq=False)
class Scaled:
    """N series of T rows as one normalisation sees them, from row `first` on (the rows before lack a past).

    Attributes:
        fed: (N, T − first, F) what the network reads at a row. names: F.
        centre: (N, T − first, h), or (…, 1) where it is the same for each, and spread: (N, T − first, 1): answer k rows
            ahead = centre + spread × output.
        targets: (N, T − first, h), scaled; NaN where no answer is asked, and beyond the last row.
        values: (N, T − first) the rows themselves, in the data's own unit.
    """

    normalisation: Normalisation
    first: int
    fed: Array
    names: tuple[str, ...]
    centre: Array
    spread: Array
    targets: Array
    values: Array

    def restore(self, outputs: Array, rows: slice = slice(None)) -> Array:
        """Return outputs (N, T − first, h, Q), or those of some rows, in the data's own unit."""
        values: Array = self.centre[:, rows, :, None] + self.spread[:, rows, :, None] * outputs
        return np.exp(values) if self.normalisation.log else values


def constants_of(
    values: Array, normalisation: Normalisation, reach: Reach, learnt: int, filled: Array | None = None
) -> Constants:
    """Return what scaling takes from the first `learnt` rows of series (N, T); answers that are `filled` have no say.

    Raises:
        DataError: the first `learnt` rows hold no past to be fed from.
    """
    first = rows_lost(normalisation, reach)
    if first + 2 > learnt:
        raise DataError(f"{learnt} rows are too few for {first} rows of past: give a longer series.")
    v = _values(values[:, :learnt], normalisation)
    n = len(v)
    level = v.mean(axis=1)
    usual = np.ones(n)
    if normalisation.relative == "window":
        spreads = np.lib.stride_tricks.sliding_window_view(v, reach.window, axis=1).std(axis=2)
        spreads = np.pad(spreads, ((0, 0), (reach.window - 1, 0)), mode="edge")
        usual = np.array([_rms(each) for each in spreads])
    bare = Constants(level, usual, np.ones(n), np.ones((n, 1)))
    parts = _parts(v, normalisation, bare, reach)
    errors = _errors(v, parts, reach.horizon, None if filled is None else filled[:, :learnt])
    size = np.array([_rms(each[first:]) for each in errors])
    fed = np.stack([[_rms(each[first:]) for each in column] for column in parts.fed], axis=1)
    return Constants(level, usual, size, fed)


def scale(
    values: Array, normalisation: Normalisation, constants: Constants, reach: Reach, filled: Array | None = None
) -> Scaled:
    """Return series (N, T) as the network is to read them.

    Beside its main input the network is fed what the last season had at the first, middle and last place ahead. Neither
    is an answer asked where a value is `filled` (N, T), nor from such a row, for a fill looks ahead.
    """
    v = _values(values, normalisation)
    first = rows_lost(normalisation, reach)
    parts = _parts(v, normalisation, constants, reach)
    size = constants.size[:, None]
    inputs = np.stack([column / constants.fed[:, k, None] for k, column in enumerate(parts.fed)], axis=-1)
    spread = (parts.unit * size)[..., None]
    targets = _errors(v, parts, reach.horizon, filled)[:, first:] / size[..., None]
    return Scaled(
        normalisation,
        first,
        inputs[:, first:],
        own_inputs(normalisation, reach),
        parts.centre[:, first:],
        spread[:, first:],
        targets,
        np.asarray(values, np.float64)[:, first:],
    )


@dataclass(frozen=True, eq=False)
class _Parts:
    """What values (N, T) become: centre (N, T, h or 1), unit (N, T), and each input (N, T), not yet scaled."""

    centre: Array
    unit: Array
    fed: tuple[Array, ...]


def _parts(v: Array, normalisation: Normalisation, constants: Constants, reach: Reach) -> _Parts:
    season, horizon = reach.season, reach.horizon
    base, unit, main = _relative(v, normalisation.relative, reach, constants)
    before = _last_season(v, season, horizon)
    seasonal = normalisation.relative == "seasonal difference"
    centre = before + main[..., None] if seasonal else base[..., None]
    fed = (main, *((before[..., place] - base) / unit for place in places_of(reach)))
    return _Parts(centre, unit, fed)


def _errors(v: Array, parts: _Parts, horizon: int, filled: Array | None) -> Array:
    """Return (N, T, h): how many units the answers lie from their centre; NaN where none is asked."""
    answers = v if filled is None else np.where(filled, np.nan, v)
    errors: Array = (_ahead(answers, horizon) - parts.centre) / parts.unit[..., None]
    return errors if filled is None else np.where(filled[..., None], np.nan, errors)


def _relative(v: Array, relative: Relative, reach: Reach, constants: Constants) -> tuple[Array, Array, Array]:
    """Return what values (N, T) are taken relative to, in which unit, and the main input, each (N, T)."""
    one = np.ones_like(v)
    if relative == "none":
        means = np.broadcast_to(constants.level[:, None], v.shape)
        return means, one, v - means
    if relative == "last value":
        return v, one, np.diff(v, axis=1, prepend=v[:, :1])
    if relative == "seasonal difference":
        return v, one, v - np.roll(v, reach.season, axis=1)
    windows = np.lib.stride_tricks.sliding_window_view(v, reach.window, axis=1)
    lost = ((0, 0), (reach.window - 1, 0))
    means, spreads = np.pad(windows.mean(axis=2), lost, mode="edge"), np.pad(windows.std(axis=2), lost, mode="edge")
    unit = np.maximum(spreads, FLATTEST * constants.usual[:, None])
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


def _values(values: Array, normalisation: Normalisation) -> Array:
    return np.log(values) if normalisation.log else np.asarray(values, np.float64)


def _rms(values: Array) -> float:
    """Return the root of the mean square of what is known; 1 for nothing but zeros, which nothing is divided by."""
    values = values[np.isfinite(values)]
    size = float(np.sqrt(np.mean(values**2))) if values.size else 0.0
    return size if size > 0 else 1.0
