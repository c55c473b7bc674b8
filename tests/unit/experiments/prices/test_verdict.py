"""Verdicts on made-up numbers, both ways: an LSTM that is better is called better."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.experiments.prices import verdict
from lstm_viz.experiments.prices.views import VIEWS
from tests.unit.experiments.prices.made_up import PLAIN, numbers

errors = st.floats(0.01, 10)
shares = st.floats(-1, 1)


@pytest.mark.parametrize(
    ("r_squared", "right", "said"),
    [
        ((0.95, 0.91, 0.85), "high", "R² is 0.910 (0.850 to 0.950). That is the picture of many a tutorial"),
        ((0.5,), "middle", "R² is 0.500. The curve follows the price from afar."),
        ((-0.6, -0.5, 0.1), "low", "R² is −0.500 (−0.600 to 0.100). To say the mean of these days every day"),
    ],
)
def test_the_overlay_is_called_what_its_median_r_squared_is(
    r_squared: tuple[float, ...], right: str, said: str
) -> None:
    told = verdict.overlay(numbers(r_squared=r_squared))
    assert told.right == right
    assert told.said.startswith(said)


@pytest.mark.parametrize(("beyond", "said"), [(1.0, "All of the test days stand above 35.4"), (0.25, "25.0 % of the")])
def test_prices_that_were_never_shown_in_training_are_told_of(beyond: float, said: str) -> None:
    assert said in verdict.overlay(numbers(beyond=beyond)).said
    assert "stand above" not in verdict.overlay(PLAIN).said


@given(st.lists(errors, min_size=1, max_size=3), errors)
def test_network_or_rule_is_closer_only_by_more_than_a_twentieth_with_every_seed(own: list[float], rule: float) -> None:
    told = verdict.naive(numbers(error=tuple(own), last_value_error=rule))
    wins, losses = [each / rule < 0.95 for each in own], [each / rule > 1.05 for each in own]
    assert told.right == ("network" if all(wins) else "rule" if all(losses) else "neither")
    assert ("The network is closer with every seed" in told.said) == all(wins)
    assert ("The rule is closer with every seed" in told.said) == all(losses)
    if any(wins) and any(losses):
        assert "so nothing is claimed" in told.said


def test_a_network_that_does_what_the_rule_does_is_called_that_only_if_every_seed_does() -> None:
    alike = "With every seed they differ by less than 5 %: the network does what one line of code does."
    assert alike in verdict.naive(PLAIN).said
    assert alike not in verdict.naive(numbers(error=(0.24, 0.3))).said


@given(*[st.lists(shares, min_size=2, max_size=2)] * 4)
def test_it_comes_a_day_late_only_if_both_correlations_rise_with_every_seed(
    fits: list[float], shifted: list[float], moves: list[float], moved: list[float]
) -> None:
    told = verdict.shift(
        numbers(fits=tuple(fits), fits_shifted=tuple(shifted), moves=tuple(moves), moves_shifted=tuple(moved))
    )
    rises = [b > a for a, b in zip([*fits, *moves], [*shifted, *moved], strict=True)]
    assert told.right == ("back" if all(rises) else "own" if not any(rises) else "neither")
    assert ("it comes a day late" in told.said) == all(rises)
    assert ("it does look ahead" in told.said) == (not any(rises))
    assert ("one day it rises to" in told.said) == (rises[0] and rises[1])


@pytest.mark.parametrize(
    ("r_squared", "right"), [((-0.1, 0.0, 0.5), "nothing"), ((0.03,), "some"), ((0.2, 0.1), "much")]
)
def test_what_is_explained_of_returns_is_named_by_the_median(r_squared: tuple[float, ...], right: str) -> None:
    told = verdict.returns(numbers(return_r_squared=r_squared))
    assert told.right == right
    assert ("next to nothing" in told.said) == (right == "nothing")


@given(st.lists(st.floats(0.3, 0.7), min_size=1, max_size=3), st.floats(0.3, 0.7))
def test_directions_are_foretold_only_beyond_two_standard_errors(own: list[float], up: float) -> None:
    said = verdict.returns(numbers(hits=tuple(own), up=up)).said
    always = max(up, 1 - up)
    ahead = sum(each > always + 0.04 for each in own)  # 625 days: a standard error of 2 points
    words = {0: "With no seed", len(own): "With every seed"}.get(ahead, "With some seeds only")
    assert f"{words} is it" in said or f"{words} it is" in said
    assert f"“always {'up' if up >= 0.5 else 'down'}” names {100 * always:.1f} %" in said
    assert "which is 4.0 points here" in said


@pytest.mark.parametrize(
    ("own", "smoothed", "unchanged", "right"),
    [
        ((0.04, 0.045), 0.05, 0.06, "network"),
        ((0.04, 0.045), 0.05, 0.03, "rule"),
        ((0.04, 0.06), 0.05, 0.06, "neither"),
        ((0.05, 0.051), 0.05, 0.06, "neither"),
    ],
)
def test_of_volatility_the_network_stands_beside_the_better_of_two_rules(
    own: tuple[float, ...], smoothed: float, unchanged: float, right: str
) -> None:
    told = verdict.volatility(numbers(volatility_error=own, smoothed_error=smoothed, unchanged_error=unchanged))
    assert told.right == right
    assert ("The network is closer than both rules with every seed" in told.said) == (right == "network")
    assert ("A rule of one line is closer than the network with every seed" in told.said) == (right == "rule")


def test_volatility_is_called_predicted_only_if_somebody_beats_the_typical_one() -> None:
    assert "in part: an error 50 % below the last of these is reached" in verdict.volatility(PLAIN).said
    assert "not even how much the price will move was predicted" in verdict.volatility(numbers(mean_error=0.05)).said


def test_every_right_answer_is_one_of_the_choices() -> None:
    for each in VIEWS.values():
        assert each.tell(PLAIN).right in each.choices


def test_a_small_negative_number_is_not_written_as_minus_nothing() -> None:
    assert "R² is 0.000:" in verdict.returns(numbers(return_r_squared=(-0.0001,))).said
