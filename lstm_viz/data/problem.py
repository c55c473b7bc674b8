"""From a series to a forecasting problem: one step ahead, split in time order, scaled by the training part alone."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from lstm_viz.data.ahead import MEDIAN, restore_ahead
from lstm_viz.data.normalisation import choose_normalisation, fit_scale, split, transform
from lstm_viz.data.source import Source
from lstm_viz.errors import DataError, SettingError
from lstm_viz.records import TEST, TRAIN, VALIDATION, Array, Normalisation, Problem, Scale


def forecasting_problem(
    source: Source,
    *,
    target: str | None = None,
    inputs: Sequence[str] | None = None,
    window: int = 48,
    loss_at_last: bool = False,
    normalisation: Normalisation | Literal["auto"] = "auto",
) -> Problem:
    """Return the problem of predicting `target` one timestep ahead from `inputs` (the target's past, if not given).

    Of R rows, R − 1 answers can be asked, one fewer with differences; the first 70 % train, the next 15 % validate, the
    rest test. The target's column is fed in the same form in which it is predicted; other columns by the rule.

    Raises:
        DataError: the target never changes.
        SettingError: a column is unknown, the window does not fit, or the normalisation cannot be used.
    """
    target = source.target if target is None else target
    names = list(inputs) if inputs else [target]
    for name in (target, *names):
        if name not in source.table.columns:
            raise SettingError(
                f"There is no column “{name}”: choose among {', '.join(map(str, source.table.columns))}."
            )
    levels = source.table[target].to_numpy(np.float64)
    if (levels == levels[0]).all():
        raise DataError(
            f"Column “{target}” is {levels[0]:g} in every row, so there is nothing to predict: choose another column."
        )
    kind = choose_normalisation(levels)[0] if normalisation == "auto" else normalisation
    kinds = {name: kind if name == target else _kind_of_input(source, name) for name in {target, *names}}
    lost = int(any(each != "none" for each in kinds.values()))
    answers = len(levels) - 1 - lost
    train_end, validation_end = split(answers)
    _check_window(window, train_end, source.name)

    scaled, scales = {}, {}
    for name, each in kinds.items():
        column = transform(source.table[name].to_numpy(np.float64), each, name)[lost if each == "none" else 0 :]
        scales[name] = fit_scale(column[: train_end + 1], each, name)
        scaled[name] = (column - scales[name].centre) / scales[name].spread
    place = np.arange(answers)
    return Problem(
        inputs=np.stack([scaled[name][:-1] for name in names], axis=1)[None],
        targets=scaled[target][None, 1:],
        part=np.where(place < train_end, TRAIN, np.where(place < validation_end, VALIDATION, TEST))[None],
        window=window,
        loss_at_last=loss_at_last,
        loss="mse",
        output_size=1,
        probe=0,
        actual=levels[None, 1 + lost :],
        anchor=levels[None, lost:-1],
        target_scale=scales[target],
        input_names=tuple(names),
        target_name=target,
        unit=source.units.get(target, ""),
        time_labels=time_labels(source.table.index[1 + lost :]),
        target_input=names.index(target) if target in names else None,
    )


def restore(scale: Scale, y: Array, anchor: Array) -> Array:
    """Return a network's outputs `y` in the data's own unit; `anchor` is the value before each, in that unit."""
    change = np.asarray(y, np.float64) * scale.spread + scale.centre
    if scale.normalisation == "none":
        return change
    restored: Array = anchor + change if scale.normalisation == "difference" else anchor * np.exp(change)
    return restored


def levels(problem: Problem, outputs: Array) -> Array | None:
    """Return what outputs (N, T, K) say in the data's own unit, (N, T) float64; None where nothing leads back to one.

    Of quantiles it is the median one step ahead.
    """
    if problem.ahead_scale is not None:
        median: Array = restore_ahead(problem.ahead_scale, outputs)[:, :, 0, MEDIAN]
        return median
    return None if problem.target_scale is None else restore(problem.target_scale, outputs[..., 0], problem.anchor)


def _kind_of_input(source: Source, name: str) -> Normalisation:
    return choose_normalisation(source.table[name].to_numpy(np.float64))[0]


def _check_window(window: int, train_end: int, name: str) -> None:
    if window < 1:
        raise SettingError(f"A window of {window} timesteps holds nothing: choose one of at least 1.")
    if window > train_end:
        raise SettingError(
            f"A window of {window} timesteps is longer than the training part of {name}, which has {train_end}: "
            f"choose a window of at most {train_end // 2}."
        )


def time_labels(index: pd.Index) -> tuple[str, ...]:
    """Return moments as short as they can be said; nothing for rows that are only counted."""
    if not isinstance(index, pd.DatetimeIndex):
        return ()
    dated = bool((index == index.normalize()).all())
    monthly = dated and bool((index.day == 1).all())
    yearly = monthly and bool((index.month == 1).all())
    form = "%Y" if yearly else "%Y-%m" if monthly else "%Y-%m-%d" if dated else "%Y-%m-%d %H:%M"
    return tuple(index.strftime(form))
