"""The verdict says what the numbers say, and nothing where they are alike."""

import numpy as np
import pytest

from lstm_viz.model.errors_by_part import ClassErrors, LevelErrors
from lstm_viz.model.gradients import GradientNorms
from lstm_viz.records import CellName
from lstm_viz.ui.compare_words import (
    baseline_words,
    error_words,
    gradient_alternative,
    losses_alternative,
    times,
    verdict,
)


def fall(first: float, last: float = 1.0) -> GradientNorms:
    return GradientNorms(np.array([[first, last]]), np.zeros((0, 2)))


def three(lstm: float, gru: float, rnn: float) -> dict[CellName, GradientNorms]:
    return {"lstm": fall(lstm), "gru": fall(gru), "rnn": fall(rnn)}


def test_how_much_more_a_gradient_has_shrunk_is_said_against_the_lstm() -> None:
    said = verdict(three(0.1, 0.09, 1e-9))
    assert "the tanh RNN’s gradient has shrunk 10⁸ times more than the LSTM’s" in said
    assert "the GRU’s fares like the LSTM’s, within a factor of ten" in said


def test_a_gradient_that_shrank_less_is_said_to_have_shrunk_less() -> None:
    said = verdict(three(1e-3, 0.5, 1e-6))
    assert said.index("tanh RNN’s gradient has shrunk 1,000 times more") < said.index(
        "the GRU’s has shrunk 500 times less"
    )


def test_nothing_is_claimed_where_the_three_are_alike() -> None:
    said = verdict(three(0.1, 0.2, 0.03))
    assert "alike" in said
    assert "more" not in said
    assert "less" not in said


def test_it_is_the_shrinking_that_counts_not_the_size() -> None:
    small = GradientNorms(np.array([[1e-9, 1e-8]]), np.zeros((0, 2)))
    assert "alike" in verdict({"lstm": fall(0.1), "gru": fall(0.1), "rnn": small})


def test_what_is_below_the_noise_is_said_to_be_rounded_away() -> None:
    assert "tanh RNN’s is below float32’s noise" in verdict(three(0.1, 0.1, 1e-9))
    assert "noise" not in verdict(three(0.1, 0.1, 1e-4))


def test_a_gradient_that_is_gone_or_no_number_is_said_to_be_so() -> None:
    assert "tanh RNN’s gradient has vanished altogether" in verdict(three(0.1, 0.1, 0.0))
    assert verdict(three(0.1, 0.1, np.inf)).startswith("The gradient of the tanh RNN is too large")


@pytest.mark.parametrize(("powers", "said"), [(1.0, "10"), (1.6, "40"), (3.5, "3,000"), (7.9, "10⁷"), (-12.2, "10¹²")])
def test_powers_of_ten_are_said_in_words_and_never_too_large(powers: float, said: str) -> None:
    assert times(powers) == said


def test_errors_are_in_the_datas_unit_or_shares_of_right_answers() -> None:
    level = LevelErrors(9, 1.234, 2.0, 5.0, 6.0)
    assert (error_words(level, "°C"), baseline_words(level, "°C")) == ("1.23 °C", "5 °C")
    right = ClassErrors(8, 0.875, 0.25)
    assert (error_words(right, ""), baseline_words(right, "")) == ("87.5 %", "25.0 %")
    assert error_words(None, "") == baseline_words(None, "") == "–"


def test_the_pictures_have_their_numbers_as_a_sentence() -> None:
    assert "tanh RNN 1e-09 at t = 1 and 1 at the loss" in gradient_alternative(three(0.1, 0.1, 1e-9))
    assert losses_alternative({"gru": (30, 0.5), "rnn": (0, None)}) == (
        "Validation loss over training: GRU 0.5 at step 30; tanh RNN not trained at step 0."
    )
