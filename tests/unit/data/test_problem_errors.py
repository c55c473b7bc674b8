import numpy as np
import pandas as pd
import pytest

from lstm_viz.data.problem import forecasting_problem
from lstm_viz.data.source import Source
from lstm_viz.errors import DataError, SettingError

WAVE = np.sin(np.arange(100.0))


def source_of(**columns: np.ndarray) -> Source:
    return Source("some data", pd.DataFrame(columns), {}, next(iter(columns)), "Some data.")


def test_a_constant_target_is_refused() -> None:
    with pytest.raises(DataError, match=r"^Column “a” is 3 in every row, so there is nothing to predict: .*\.$"):
        forecasting_problem(source_of(a=np.full(100, 3.0), b=WAVE))


@pytest.mark.parametrize("name", ["a", "b"])
def test_a_column_constant_in_the_training_part_is_refused(name: str) -> None:
    late = np.where(np.arange(100) < 80, 5.0, WAVE)
    with pytest.raises(DataError, match=rf"^Column “{name}” never changes in the training part.*\.$"):
        forecasting_problem(source_of(**({"a": WAVE} | {name: late})), inputs=["a", name], window=10)


def test_a_straight_line_has_constant_differences_and_is_refused() -> None:
    with pytest.raises(DataError, match=r"“a”.*training part.*\.$"):
        forecasting_problem(source_of(a=np.arange(100.0)), window=10, normalisation="difference")


def test_a_window_longer_than_the_training_part_is_refused() -> None:
    assert forecasting_problem(source_of(a=WAVE), window=69).window == 69
    with pytest.raises(SettingError, match=r"^A window of 70 timesteps .* some data, which has 69: .* at most 34\.$"):
        forecasting_problem(source_of(a=WAVE), window=70)


@pytest.mark.parametrize("window", [0, -3])
def test_a_window_below_one_is_refused(window: int) -> None:
    with pytest.raises(SettingError, match=r"\.$"):
        forecasting_problem(source_of(a=WAVE), window=window)


def test_logarithms_of_what_is_not_positive_are_refused() -> None:
    values = WAVE + 2
    values[7] = 0
    with pytest.raises(SettingError, match=r"“a” is 0 in row 8: choose differences\.$"):
        forecasting_problem(source_of(a=values), window=10, normalisation="log_difference")


def test_the_rule_chooses_no_logarithm_that_a_later_row_forbids() -> None:
    """Growth in the training part, then a value that is not positive: the default has to work all the same."""
    values = np.exp(0.05 * np.arange(100)) * (1 + 0.1 * WAVE)
    values[95] = 0.0
    problem = forecasting_problem(source_of(a=values, b=WAVE), target="b", inputs=["a", "b"], window=10)
    assert np.isfinite(problem.inputs).all()


@pytest.mark.parametrize(("target", "inputs"), [("c", None), ("a", ["a", "c"])])
def test_an_unknown_column_is_refused_and_the_known_are_named(target: str, inputs: list[str] | None) -> None:
    with pytest.raises(SettingError, match=r"^There is no column “c”: choose among a, b\.$"):
        forecasting_problem(source_of(a=WAVE, b=WAVE), target=target, inputs=inputs)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (pd.DataFrame({"a": WAVE[:29]}), "29 rows; at least 30"),
        (pd.DataFrame({"a": WAVE[:1]}), "1 row; at least 30"),
        (pd.DataFrame({"a": np.zeros(200_001)}), "200,001 rows; 200,000 is the most"),
        (pd.DataFrame(np.zeros((40, 51))), "51 columns"),
        (pd.DataFrame(index=range(40)), "0 columns"),
        (pd.DataFrame({"a": [*WAVE, np.nan]}), "row 101"),
        (pd.DataFrame({"a": WAVE, "b": [np.inf, *WAVE[1:]]}), "Column “b” of x .* row 1:"),
        (pd.DataFrame({"a": [*WAVE[1:], 1e101]}), "too large to reckon with in row 100"),
        (pd.DataFrame(np.stack([WAVE, WAVE], axis=1), columns=["a", "a"]), "two columns named “a”"),
        (pd.DataFrame({"a": WAVE}, index=range(100, 0, -1)), "not in time order"),
        (pd.DataFrame({"b": WAVE}), "no column “a” to predict: choose among b"),
    ],
)
def test_a_source_refuses_what_cannot_be_used(table: pd.DataFrame, words: str) -> None:
    with pytest.raises(DataError, match=rf"{words}.*\.$"):
        Source("x", table, {}, "a", "About.")
