import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.data.normalisation import choose_normalisation, split, transform
from lstm_viz.data.samples import SAMPLES, load_sample
from lstm_viz.data.synthetic import GENERATORS, generate
from lstm_viz.records import Normalisation

EXPECTED: dict[str, Normalisation] = {
    "air_passengers": "log_difference",
    "co2": "difference",
    "trend_season": "difference",
    "random_walk": "difference",
    "stocks": "difference",
}


def column(name: str, seed: int = 0) -> np.ndarray:
    source = load_sample(name) if name in SAMPLES else generate(name, {}, seed)
    return source.table[source.target].to_numpy()


@pytest.mark.parametrize("name", [*GENERATORS, *SAMPLES])
def test_the_rule_chooses_as_documented(name: str) -> None:
    assert choose_normalisation(column(name))[0] == EXPECTED.get(name, "none")


@pytest.mark.parametrize("name", GENERATORS)
def test_the_rule_does_not_hang_on_the_seed(name: str) -> None:
    assert {choose_normalisation(column(name, seed))[0] for seed in range(5)} == {EXPECTED.get(name, "none")}


@pytest.mark.parametrize("name", [*GENERATORS, *SAMPLES])
def test_the_rule_looks_only_at_the_training_part(name: str) -> None:
    values = column(name)
    other = values.copy()
    other[int(0.7 * len(values)) :] = np.linspace(5e3, -7e3, len(values) - int(0.7 * len(values)))
    if EXPECTED.get(name) == "log_difference":
        other = np.maximum(other, 1.0)  # what a logarithm cannot take is told apart in test_problem_errors
    assert choose_normalisation(other) == choose_normalisation(values)


@pytest.mark.parametrize("name", [*GENERATORS, *SAMPLES])
def test_the_reason_is_one_sentence(name: str) -> None:
    reason = choose_normalisation(column(name))[1]
    assert reason.startswith("Fed as ")
    assert reason.count(".") == 1
    assert reason.endswith(".")


@given(st.lists(st.floats(-1e6, 1e6), min_size=30, max_size=80))
def test_any_series_gets_an_answer_without_a_warning(values: list[float]) -> None:
    kind, _ = choose_normalisation(np.array(values))
    assert kind in ("none", "difference", "log_difference")
    if kind == "log_difference":
        assert min(values[: int(0.7 * len(values))]) > 0


def test_a_later_value_without_a_logarithm_makes_it_plain_differences() -> None:
    values = np.exp(0.05 * np.arange(100)) * (1 + 0.1 * np.sin(np.arange(100)))
    assert choose_normalisation(values)[0] == "log_difference"
    values[95] = 0
    assert choose_normalisation(values) == (
        "difference",
        "Fed as differences: its level moves, and a later value has no logarithm.",
    )


def test_a_constant_series_is_fed_as_it_is() -> None:
    assert choose_normalisation(np.full(50, 3.0))[0] == "none"


@given(st.integers(1, 10_000))
def test_the_split_is_70_15_15(count: int) -> None:
    train, validation = split(count)
    assert train == count * 70 // 100
    assert validation == count * 85 // 100


@given(st.lists(st.floats(0.1, 1e6), min_size=2, max_size=40))
def test_transforms_are_undone_by_running_sums(values: list[float]) -> None:
    series = np.array(values)
    np.testing.assert_array_equal(transform(series, "none", "a"), series)
    sums = series[0] + np.cumsum(transform(series, "difference", "a"))
    products = series[0] * np.cumprod(np.exp(transform(series, "log_difference", "a")))
    np.testing.assert_allclose(sums, series[1:], rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(products, series[1:], rtol=1e-9)
