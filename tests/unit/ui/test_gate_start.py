"""What the controls say of the chrono start is what the networks start with."""

import re
from typing import get_args

import numpy as np
import pytest

from lstm_viz.model.network import build_network, weights_of
from lstm_viz.records import Array, CellName, ModelConfig
from lstm_viz.ui.experiment import build
from lstm_viz.ui.gate_start import LAGS, chrono_choices, started_words
from lstm_viz.ui.settings import BOUNDS, RECALL, Settings

CHRONO = 50


def biases(cell: CellName, block: int) -> Array:
    """The sum of torch's two biases of one of its stacked blocks: i f g o, or r z n."""
    weights = weights_of(build_network(ModelConfig(hidden_size=128, cell=cell, chrono=CHRONO), 0))
    both: Array = weights[f"{cell}.bias_ih_l0"] + weights[f"{cell}.bias_hh_l0"]
    found: Array = both.reshape(-1, 128)[block]
    return found


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_the_words_give_the_biases_that_the_network_starts_with(cell: CellName) -> None:
    keeping, said = biases(cell, 1), started_words((cell,), CHRONO)
    highest = re.search(r"are between 0 and (\d\.\d), unit by unit", said)
    assert highest is not None
    assert keeping.min() >= 0
    assert keeping.max() == pytest.approx(float(highest[1]), abs=0.1)
    assert ("input gate are the same times −1" in said) == (cell == "lstm")
    assert cell == "gru" or np.array_equal(biases("lstm", 0), -keeping)


def test_every_unit_forgets_over_a_time_between_2_timesteps_and_the_lag() -> None:
    kept = 1 / (1 + np.exp(-biases("lstm", 1).astype(np.float64)))
    times = 1 / (1 - kept)
    assert 2 <= times.min() < 3
    assert CHRONO - 3 < times.max() <= CHRONO


def test_the_tanh_rnn_starts_the_same_with_and_without() -> None:
    started = [weights_of(build_network(ModelConfig(cell="rnn", chrono=chrono), 0)) for chrono in (0, CHRONO)]
    assert all(np.array_equal(started[0][name], started[1][name]) for name in started[0])


def test_recall_offers_its_own_lag_and_a_lag_from_a_link_is_kept() -> None:
    offered = chrono_choices(Settings(data=RECALL, parameters=(("lag", 37),), chrono=73))
    assert list(offered) == sorted({0, 37, 73, *LAGS})
    assert offered[37] == "lags up to 37, the task’s"
    assert [lag for lag, words in chrono_choices(Settings()).items() if "task" in words] == []


def test_every_lag_that_is_offered_makes_a_network_of_each_cell() -> None:
    for lag in chrono_choices(Settings(data=RECALL, parameters=(("lag", 2),))):
        assert BOUNDS["chrono"].holds(lag)
        assert started_words(("lstm", "gru", "rnn"), lag or 2).endswith(".")
        for cell in get_args(CellName):
            assert build(Settings(cell=cell, chrono=lag), None).model.chrono == lag
