"""What is done to a column before it is fed: chosen by a rule on the training part, and undone for every figure."""

import numpy as np

from lstm_viz.errors import DataError, SettingError
from lstm_viz.records import Array, Normalisation, Scale

TRAIN_PERCENT, VALIDATION_PERCENT = 70, 15
WANDERS = 0.2
GROWS = 1.5


def split(count: int) -> tuple[int, int]:
    """Return where the training part ends and where the validation part does, of `count` answers in time order."""
    return count * TRAIN_PERCENT // 100, count * (TRAIN_PERCENT + VALIDATION_PERCENT) // 100


def choose_normalisation(values: Array) -> tuple[Normalisation, str]:
    """Return how a series is best fed, and the reason in one sentence; only the training part of it is looked at.

    Differences, where the level wanders: the means of five equal stretches spread by more than a fifth (`WANDERS`) of
    the variance of the whole. Log differences, where besides all values are positive and the steps between neighbours
    grow with the level (`GROWS`). A later value that has no logarithm is the one thing outside the training part that
    counts: then plain differences are taken, for log differences could not be.
    """
    seen = np.asarray(values, np.float64)[: split(len(values))[0]]
    if not _wanders(seen):
        return "none", "Fed as it is: its level in the training part stays where it was."
    if (seen > 0).all() and _grows_with_level(seen):
        if np.min(values) <= 0:
            return "difference", "Fed as differences: its level moves, and a later value has no logarithm."
        return "log_difference", "Fed as log differences: its level moves, and its steps grow with its level."
    return "difference", "Fed as differences: its level moves, so later values would be unlike any seen in training."


def _wanders(seen: Array) -> bool:
    """Whether the means of five equal stretches spread by more than `WANDERS` of what the whole part spreads."""
    spread = seen.std()
    if spread == 0:
        return False
    means = np.array([stretch.mean() for stretch in np.array_split(seen, 5)])
    return bool(means.var() > WANDERS * spread**2)


def _grows_with_level(seen: Array) -> bool:
    """Whether steps between neighbours are larger where the level is: later half against the earlier one."""
    early, late = np.array_split(seen, 2)
    low, high = sorted((early, late), key=np.mean)
    step_ratio = np.abs(np.diff(high)).mean() / max(np.abs(np.diff(low)).mean(), 1e-300)
    return bool(step_ratio > 1 + (GROWS - 1) * (high.mean() / low.mean() - 1) and high.mean() / low.mean() > 1.2)


def transform(values: Array, normalisation: Normalisation, name: str) -> Array:
    """Return the series as it is, or its (log) differences, one value shorter.

    Raises:
        SettingError: logarithms are asked of a value that is not positive.
    """
    if normalisation == "none":
        return values
    if normalisation == "difference":
        return np.diff(values)
    if (values <= 0).any():
        row = int(np.argmax(values <= 0)) + 1
        raise SettingError(
            f"Log differences need positive values, and “{name}” is {values[row - 1]:g} in row {row}: "
            "choose differences."
        )
    logarithms: Array = np.diff(np.log(values))
    return logarithms


def fit_scale(seen: Array, normalisation: Normalisation, name: str) -> Scale:
    """Return centre and spread of the training part of a transformed column.

    Raises:
        DataError: the column is the same all through the training part.
    """
    spread = float(seen.std())
    if spread <= 1e-12 * float(np.abs(seen).max()):
        what, remedy = f"Column “{name}”", "choose another column"
        if normalisation != "none":
            what, remedy = f"The step from row to row of column “{name}”", f"feed it as it is, or {remedy}"
        raise DataError(
            f"{what} never changes in the training part, the first 70 %, so there is nothing to learn: {remedy}."
        )
    return Scale(normalisation, float(seen.mean()), spread)
