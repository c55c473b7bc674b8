"""The wire format: one JSON header, then arrays as they lie in memory, so that a browser views them without a copy.

A message is the header's length (uint32), the header (UTF-8, padded with spaces so that what follows starts at a
multiple of 8), and arrays that each start at a multiple of 8. All is little endian.
"""

import json
import math
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np

ALIGNMENT = 8
_LENGTH = struct.Struct("<I")
_KINDS = ("f4", "f8", "i1", "i4")


def pack(values: Mapping[str, Any], arrays: Mapping[str, Any]) -> bytes:
    """Return one message; a number in `values` that is not finite becomes null.

    Args:
        values: what JSON can say; numpy numbers and arrays become numbers and lists.
        arrays: name → numpy array of type float32, float64, int8 or int32, any shape.

    Raises:
        TypeError: an array is of another type, or a value is nothing that JSON can say.
    """
    described: dict[str, dict[str, Any]] = {}
    body = bytearray()
    for name, array in arrays.items():
        kind = array.dtype.str[1:]
        if kind not in _KINDS:
            raise TypeError(f"Array {name} is of type {array.dtype}; it must be one of {', '.join(_KINDS)}.")
        described[name] = {"dtype": kind, "shape": list(array.shape), "offset": len(body)}
        body += array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
        body += bytes(-len(body) % ALIGNMENT)
    header = json.dumps({"values": _plain(values), "arrays": described}, allow_nan=False).encode()
    header += b" " * (-(len(header) + _LENGTH.size) % ALIGNMENT)
    return _LENGTH.pack(len(header)) + header + bytes(body)


def _plain(value: Any) -> Any:
    """Return what JSON can say of a value."""
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
