r"""Patterns over whole columns of text: by pyarrow where cells are many, by Python where they are few.

RE2 takes linear time whatever the cells hold, but takes milliseconds to prepare a pattern, each time. Patterns are
written for both: digits are ASCII, letters are \pL, and no repetition stands beside another of the same letters, so
that Python's time is linear too.
"""

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lstm_viz.records import Array

_FEW = 4000


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of RE2 as one of Python's."""
    return re.compile(pattern.replace(r"\d", "[0-9]").replace(r"\pL", r"[^\W\d_]"))


def matches(cells: pa.Array, pattern: str) -> Array:
    """Return for each cell whether the pattern is found in it."""
    if len(cells) > _FEW:
        return np.asarray(pc.match_substring_regex(cells, pattern))
    search = compiled(pattern).search
    return np.fromiter((search(cell) is not None for cell in cells.to_pylist()), bool, len(cells))


@dataclass(frozen=True, eq=False)
class Extract:
    """The named parts of cells. `fine`: which cells match. A part that is not there is ""."""

    fine: Array
    parts: dict[str, pa.Array]

    def has(self, name: str) -> Array:
        """Return which cells have a part."""
        return np.asarray(pc.not_equal(self.parts[name], ""))


def extract(cells: pa.Array, pattern: str) -> Extract:
    """Return the named groups of a pattern in each cell."""
    names = list(compiled(pattern).groupindex)
    if len(cells) > _FEW:
        struct = pc.extract_regex(cells, pattern)
        fine = np.asarray(pc.is_valid(struct))
        return Extract(fine, {name: pc.fill_null(pc.struct_field(struct, name), "") for name in names})
    found = [compiled(pattern).search(cell) for cell in cells.to_pylist()]
    fine = np.fromiter((each is not None for each in found), bool, len(found))
    groups = [each.groups("") if each else ("",) * compiled(pattern).groups for each in found]
    places = {name: compiled(pattern).groupindex[name] - 1 for name in names}
    return Extract(fine, {name: pa.array([each[at] for each in groups], pa.string()) for name, at in places.items()})
