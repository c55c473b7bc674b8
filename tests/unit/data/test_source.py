import numpy as np
import pandas as pd
import pytest

from lstm_viz.data.source import Source
from lstm_viz.errors import DataError

WAVE = np.sin(np.arange(40.0))


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (pd.DataFrame({"b": WAVE}), r"x has no column “a” to predict: choose among b\."),
        (pd.DataFrame(np.stack([WAVE, WAVE], axis=1), columns=["a", "a"]), r"two columns named “a”: rename"),
        (pd.DataFrame({"a": WAVE}, index=range(40, 0, -1)), r"The rows of x are not in time order: sort"),
        (pd.DataFrame({"a": [*WAVE, 1e101]}), r"“a” of x .* too large to reckon with in row 41: correct"),
    ],
)
def test_a_source_refuses_what_does_not_fit_together(table: pd.DataFrame, words: str) -> None:
    with pytest.raises(DataError, match=words):
        Source("x", table, {}, "a", "About.")
