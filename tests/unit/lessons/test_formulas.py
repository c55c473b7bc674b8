"""Every formula that is shown is the one computed: evaluated on real weights it gives what `capture` gives."""

import numpy as np
import pytest
import torch
from torch import nn

import lstm_viz as lv
from lstm_viz.lessons.formulas import FORMULAS
from lstm_viz.model.memory import half_lives
from lstm_viz.records import LayerTrace

CLOSE = {torch.float64: 1e-12, torch.float32: 1e-6}


def captured(kind: type[nn.LSTM] | type[nn.RNN], dtype: torch.dtype) -> LayerTrace:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(2)
        module = kind(3, 6, batch_first=True).to(dtype)
        return lv.capture(module, torch.randn(1, 25, 3, dtype=dtype)).layers[0]


@pytest.mark.parametrize("dtype", CLOSE, ids=str)
@pytest.mark.parametrize("name", ["f", "i", "g", "o", "c", "h"])
def test_a_formula_of_the_lstm_gives_the_captured_signal(name: str, dtype: torch.dtype) -> None:
    layer = captured(nn.LSTM, dtype)
    off = np.abs(FORMULAS[name].compute(layer) - layer.signals[name]).max()
    assert off <= CLOSE[dtype]
    assert np.ptp(layer.signals[name]) > 0.1


@pytest.mark.parametrize("dtype", CLOSE, ids=str)
def test_the_formula_of_the_plain_rnn_gives_its_captured_state(dtype: torch.dtype) -> None:
    layer = captured(nn.RNN, dtype)
    assert np.abs(FORMULAS["rnn"].compute(layer) - layer.signals["h"]).max() <= CLOSE[dtype]


def test_the_half_life_is_that_of_the_memory_panel() -> None:
    layer = captured(nn.LSTM, torch.float64)
    assert np.abs(FORMULAS["half_life"].compute(layer) - half_lives(layer)).max() <= 1e-12


def test_a_formula_wears_the_colour_of_what_it_computes() -> None:
    assert {name: each.signal for name, each in FORMULAS.items() if name != each.signal} == {
        "rnn": "h",
        "half_life": "f",
    }
