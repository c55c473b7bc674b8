"""The average miss in words."""

import pytest

from lstm_viz.forecasting.missed import missed, step_in_words
from tests.unit.forecasting.made_up import PLAN, SERIES


@pytest.mark.parametrize(
    ("frequency", "word"),
    [("D", "day"), ("B", "working day"), ("W-SUN", "week"), ("MS", "month"), ("ME", "month"), ("QE-DEC", "quarter"),
     ("YS", "year"), ("h", "hour"), ("30min", "row"), ("2D", "row"), ("s", "row"), (None, "row")],
)  # fmt: skip
def test_a_row_is_called_by_its_step(frequency: str | None, word: str) -> None:
    assert step_in_words(frequency) == word


def test_the_miss_is_the_mean_absolute_error_in_the_unit_of_the_data() -> None:
    own, drift = (abs(SERIES.actual - SERIES.measured[name].forecasts).mean() for name in ("lstm", "drift"))
    told = missed(PLAN, SERIES)
    assert told.startswith(f"On average the LSTM missed a quarter’s “{SERIES.id}” by {own:.3g}, ")
    assert f"drift by {drift:.3g}" in told
    assert ("counts in MASE" in told) == ("%" in SERIES.judgement.headline)
