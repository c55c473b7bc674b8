"""What the sidebar says of a network."""

import re
from typing import get_args

import pytest

from lstm_viz.model.network import build_network
from lstm_viz.records import CellName, ModelConfig
from lstm_viz.ui.sidebar import count_in_words


@pytest.mark.parametrize("cell", get_args(CellName))
@pytest.mark.parametrize("layers", [1, 3])
def test_the_counts_that_are_told_are_those_of_the_networks_parameters(cell: CellName, layers: int) -> None:
    model = ModelConfig(input_size=5, hidden_size=40, num_layers=layers, output_size=3, cell=cell)
    told = [int(each.replace(",", "")) for each in re.findall(r"= ([\d,]+)\.", count_in_words(model))]
    sizes = [each.numel() for each in build_network(model, seed=1).parameters()]
    assert len(told) == layers + 1
    assert sum(told) == sum(sizes)


def test_the_count_is_told_factor_by_factor() -> None:
    model = ModelConfig(input_size=1, hidden_size=16, num_layers=1, output_size=1)
    assert count_in_words(model).startswith(
        "4 × 16 × (1 input + 16 units + 2 biases) = 1,216. The output: 1 × (16 units + 1 bias) = 17. PyTorch keeps two"
    )
