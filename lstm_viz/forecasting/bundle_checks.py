"""What a kept forecast's file may hold: plain values and arrays within their bounds. A ValueError or TypeError else."""

from typing import Any

import numpy as np

from lstm_viz.records import Array


def check_shapes(found: dict[str, Array], shapes: dict[str, tuple[int, ...]], dtype: type[np.generic]) -> None:
    """Raise ValueError if tensors have not these shapes and this type."""
    if any(array.shape != shapes[name] or array.dtype != dtype for name, array in found.items()):
        raise ValueError("a tensor is of another shape or type")


def one_of(value: Any, names: tuple[str, ...]) -> str:
    """Return a word of a list of words."""
    if value not in names:
        raise ValueError("there is no such name")
    return str(value)


def words_of(values: Any) -> tuple[str, ...]:
    """Return words."""
    if type(values) is not list or not all(type(each) is str for each in values):
        raise TypeError("words are not a list of words")
    return tuple(values)


def seconds_of(value: Any) -> float:
    """Return seconds, 0 or more."""
    if type(value) not in (int, float) or not 0 <= value < float("inf"):
        raise ValueError("seconds are out of their bounds")
    return float(value)
