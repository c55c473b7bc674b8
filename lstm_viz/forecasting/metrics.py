"""How good forecasts are. R forecasts (origins and series together) of h steps each: arrays (R, h) throughout."""

from dataclasses import dataclass

import numpy as np

from lstm_viz.records import QUANTILES, Array

LEVELS = {"0.8": (1, 3), "0.95": (0, 4)}
"""Nominal coverage → which two quantiles bound it."""


@dataclass(frozen=True)
class Scores:
    """Of one method. None where it cannot be said: MASE of a series that never changed.

    Attributes:
        mase: mean absolute scaled error (Hyndman & Koehler, 2006). mae, rmse: in the data's unit.
        smape: symmetric mean absolute percentage error, 0 to 200, as in the M4 competition.
    """

    mase: float | None
    rmse: float
    mae: float
    smape: float


def scale_of(seen: Array, season: int) -> float:
    """Return the mean absolute error of the seasonal naive within a series (T,) itself; NaN if it made none."""
    lag = season if season < len(seen) else 1
    scale = float(np.mean(np.abs(seen[lag:] - seen[:-lag]))) if len(seen) > lag else 0.0
    return scale if scale > 0 else float("nan")


def scores(actual: Array, predicted: Array, scales: Array) -> Scores:
    """Return the scores of forecasts; `scales` (R,) are those of `scale_of` for each, taken before its origin."""
    error = np.abs(actual - predicted)
    size = np.abs(actual) + np.abs(predicted)
    percent = np.divide(200 * error, size, out=np.zeros_like(error), where=size > 0)
    mase = float(np.mean(error / scales[:, None]))
    return Scores(
        mase if np.isfinite(mase) else None,
        float(np.sqrt(np.mean(error**2))),
        float(np.mean(error)),
        float(np.mean(percent)),
    )


def scores_by_horizon(actual: Array, predicted: Array, scales: Array) -> tuple[Scores, ...]:
    """Return the scores at each step ahead, h of them."""
    steps = range(actual.shape[1])
    return tuple(scores(actual[:, k : k + 1], predicted[:, k : k + 1], scales) for k in steps)


def quantile_loss(actual: Array, quantiles: Array) -> float:
    """Return the mean of max(q (y − ŷ), (q − 1)(y − ŷ)) over quantiles (R, h, Q) (Koenker & Bassett, 1978)."""
    error = actual[..., None] - quantiles
    q = np.array(QUANTILES)
    return float(np.mean(np.maximum(q * error, (q - 1) * error)))


def coverage(actual: Array, quantiles: Array, level: str) -> float:
    """Return the share of answers within the band of a level, bounds included."""
    low, high = LEVELS[level]
    return float(np.mean((quantiles[..., low] <= actual) & (actual <= quantiles[..., high])))


def width(quantiles: Array, level: str) -> Array:
    """Return (h,): how wide the band of a level is at each step ahead, on average."""
    low, high = LEVELS[level]
    wide: Array = np.mean(quantiles[..., high] - quantiles[..., low], axis=0)
    return wide
