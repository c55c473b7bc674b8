"""What frozen records stand on: arrays that cannot be written to, checks, and a way to pickle them."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def read_only(values: Any, dtype: Any = None) -> Array:
    """Return `values` as an array that cannot be written to (copied only if somebody else could write to it)."""
    array = np.asarray(values, dtype=dtype)
    if array.flags.writeable:
        array = array.copy()
        array.flags.writeable = False
    return array


def frozen_arrays(arrays: Mapping[str, Any]) -> Mapping[str, Array]:
    """Return a read-only mapping of read-only arrays, in the order given."""
    return MappingProxyType({name: read_only(array) for name, array in arrays.items()})


def check(ok: bool, message: str) -> None:
    """Raise ValueError with the message unless all is well."""
    if not ok:
        raise ValueError(message)


class PickledByFields:
    """Pickle by fields: a mapping proxy does not pickle, and a copy must be read-only again."""

    def __reduce__(self) -> tuple[Any, ...]:
        values = (getattr(self, each.name) for each in fields(self))  # type: ignore[arg-type]  # subclasses are dataclasses
        return type(self), tuple(map(_picklable, values))


def _picklable(value: Any) -> Any:
    return {name: _picklable(each) for name, each in value.items()} if isinstance(value, Mapping) else value
