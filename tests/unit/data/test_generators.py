import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.data.parameters import Parameter
from lstm_viz.data.problem import forecasting_problem
from lstm_viz.data.synthetic import GENERATORS, generate
from lstm_viz.errors import SettingError
from lstm_viz.records import Array

ALWAYS_RANDOM = ("ar1", "random_walk", "mackey_glass", "lorenz", "trend_season")
RANDOM_BY_NOISE = ("sine", "damped", "square", "sawtooth")
BOUNDS = [(name, each) for name, generator in GENERATORS.items() for each in generator.parameters]


def numbers(name: str, seed: int = 0, /, **parameters: float) -> Array:
    return generate(name, parameters, seed).table.to_numpy()


def test_every_generator_is_covered_here() -> None:
    assert set(GENERATORS) == {*ALWAYS_RANDOM, *RANDOM_BY_NOISE}


@pytest.mark.parametrize("name", GENERATORS)
def test_the_same_seed_gives_the_same_numbers(name: str) -> None:
    noisy = {"noise": 0.3} if name in RANDOM_BY_NOISE else {}
    np.testing.assert_array_equal(numbers(name, 7, length=200, **noisy), numbers(name, 7, length=200, **noisy))


@pytest.mark.parametrize("name", GENERATORS)
def test_another_seed_gives_other_numbers(name: str) -> None:
    noisy = {"noise": 0.3} if name in RANDOM_BY_NOISE else {}
    assert (numbers(name, 1, length=200, **noisy) != numbers(name, 2, length=200, **noisy)).mean() > 0.9


@pytest.mark.parametrize("name", RANDOM_BY_NOISE)
def test_without_noise_the_seed_changes_nothing(name: str) -> None:
    np.testing.assert_array_equal(numbers(name, 1), numbers(name, 2))


@pytest.mark.parametrize(("name", "parameter"), BOUNDS)
def test_values_at_the_bounds_give_finite_numbers(name: str, parameter: Parameter) -> None:
    for value in (parameter.low, parameter.high):
        short = {} if parameter.name == "length" else {"length": 200}
        table = numbers(name, 0, **{**short, parameter.name: value})
        assert np.isfinite(table).all()
        assert len(table) == (value if parameter.name == "length" else 200)


@pytest.mark.parametrize(("name", "parameter"), BOUNDS)
def test_values_at_the_bounds_give_something_to_predict(name: str, parameter: Parameter) -> None:
    for value in (parameter.low, parameter.high):
        problem = forecasting_problem(generate(name, {parameter.name: value}, 0), window=10)
        assert np.isfinite(problem.targets).all()
        assert np.ptp(problem.actual) > 0


@pytest.mark.parametrize("period", [4.0, 4.5, 7.3, 200.0])
@pytest.mark.parametrize("duty", [0.1, 0.9])
def test_a_square_wave_goes_up_and_down_at_every_bound(period: float, duty: float) -> None:
    assert set(np.unique(numbers("square", 0, period=period, duty=duty))) == {-1.0, 1.0}


@pytest.mark.parametrize("name", GENERATORS)
@pytest.mark.parametrize("end", ["low", "high"])
def test_all_values_at_their_bounds_at_once_give_finite_numbers(name: str, end: str) -> None:
    values = {each.name: float(getattr(each, end)) for each in GENERATORS[name].parameters} | {"length": 300}
    assert np.isfinite(numbers(name, 0, **values)).all()


@pytest.mark.parametrize(("name", "parameter"), BOUNDS)
def test_values_out_of_bounds_are_refused_and_the_bounds_are_named(name: str, parameter: Parameter) -> None:
    for value in (parameter.low - 0.01, parameter.high + 0.01, float("nan"), float("inf")):
        with pytest.raises(SettingError) as caught:
            generate(name, {parameter.name: value}, 0)
        sentence = str(caught.value)
        assert sentence.startswith(parameter.label)
        assert sentence.endswith(f"{parameter.low:g} to {parameter.high:g}.")


def test_unknown_names_are_refused_and_the_known_are_named() -> None:
    with pytest.raises(SettingError, match=r"“colour”: choose among length, memory\."):
        generate("ar1", {"colour": 1}, 0)
    with pytest.raises(SettingError, match=r"“noise”: choose among sine, damped"):
        generate("noise", {}, 0)


@pytest.mark.parametrize("memory", [-0.9, -0.5, 0.0, 0.5, 0.8, 0.95])
def test_ar1_remembers_its_share_of_the_last_value(memory: float) -> None:
    series = numbers("ar1", 3, length=5000, memory=memory)[:, 0]
    found = np.corrcoef(series[:-1], series[1:])[0, 1]
    assert found == pytest.approx(memory, abs=4 * np.sqrt((1 - memory**2) / 5000) + 0.002)


def test_ar1_shocks_are_standard_normal() -> None:
    series = numbers("ar1", 5, length=5000, memory=0.6)[:, 0]
    shocks = series[1:] - 0.6 * series[:-1]
    assert shocks.mean() == pytest.approx(0, abs=0.06)
    assert shocks.std() == pytest.approx(1, abs=0.05)


@given(st.integers(4, 100), st.integers(2, 18))
def test_a_square_wave_is_up_for_its_share_of_the_time(period: int, twentieths: int) -> None:
    series = numbers("square", length=2000, period=period, duty=twentieths / 20)[:, 0]
    whole = series[: 2000 // period * period].reshape(-1, period)
    assert set(np.unique(series)) == {-1.0, 1.0}
    assert ((whole == 1).sum(axis=1) == min(-(-twentieths * period // 20), period - 1)).all()


@given(st.integers(4, 200), st.integers(4, 200))
def test_a_sine_mixture_repeats_after_a_multiple_of_both_periods(first: int, second: int) -> None:
    series = numbers("sine", length=1000, period=first, second_period=second)[:, 0]
    again = int(np.lcm(first, second))
    assert series[0] == 0
    np.testing.assert_allclose(series[again:], series[:-again] if again < 1000 else [], atol=1e-9)


def test_a_sawtooth_rises_by_equal_steps_and_falls_at_once() -> None:
    series = numbers("sawtooth", period=20)[:, 0]
    np.testing.assert_allclose(series[:20], [-1 + 0.1 * k for k in range(20)], atol=1e-12)
    np.testing.assert_allclose(series[20:], series[:-20], atol=1e-9)


def test_a_damped_oscillation_halves_in_its_half_life_and_is_struck_anew() -> None:
    series = numbers("damped", period=10, half_life=20, strike=80)[:, 0]
    np.testing.assert_allclose(series[20:80], series[:60] / 2, atol=1e-12)
    np.testing.assert_allclose(series[80:], series[:-80], atol=1e-12)


def test_trend_and_season_add_up() -> None:
    series = numbers("trend_season", slope=0.5, period=12, amplitude=3, noise=0)[:, 0]
    np.testing.assert_allclose(series[12:] - series[:-12], 6, atol=1e-9)
    np.testing.assert_allclose(series[[0, 3, 6, 9]], [0, 1.5 + 3, 3, 4.5 - 3], atol=1e-9)


def test_a_random_walk_drifts() -> None:
    steps = np.diff(numbers("random_walk", 2, length=5000, drift=0.5)[:, 0])
    assert steps.mean() == pytest.approx(0.5, abs=0.06)
    assert steps.std() == pytest.approx(1, abs=0.04)


def test_lorenz_has_three_columns_that_obey_its_equations() -> None:
    table = generate("lorenz", {"interval": 0.01, "length": 1000}, 0).table
    assert list(table.columns) == ["x", "y", "z"]
    x, y, z = table.to_numpy().T
    slopes = np.stack([10 * (y - x), x * (28 - z) - y, x * y - 8 / 3 * z], axis=1)
    simpson = 0.01 / 3 * (slopes[:-2] + 4 * slopes[1:-1] + slopes[2:])
    np.testing.assert_allclose(table.to_numpy()[2:] - table.to_numpy()[:-2], simpson, atol=2e-3)


def test_mackey_glass_obeys_its_delay_equation() -> None:
    x = numbers("mackey_glass", tau=17)[:, 0]
    slope = 0.2 * x[:-17] / (1 + x[:-17] ** 10) - 0.1 * x[17:]
    np.testing.assert_allclose(np.diff(x[17:]), (slope[1:] + slope[:-1]) / 2, atol=0.012)


def test_a_source_says_what_it_is() -> None:
    for name, generator in GENERATORS.items():
        source = generate(name, {"length": 100}, 0)
        assert source.name == generator.title
        assert source.target == generator.columns[0]
        assert source.about.endswith(".")
