"""Three networks that may be compared: the same but for the cell, as wide or with as many parameters."""

from dataclasses import replace
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_viz.model.fair import fair_configs
from lstm_viz.model.network import build_network
from lstm_viz.records import CellName, ModelConfig

CONFIGS = st.builds(
    ModelConfig,
    input_size=st.integers(1, 12),
    hidden_size=st.integers(1, 64),
    num_layers=st.integers(1, 3),
    output_size=st.integers(1, 8),
    forget_bias=st.sampled_from([0.0, 3.0]),
)


@settings(deadline=None, max_examples=40)
@given(CONFIGS)
def test_equally_many_parameters_are_within_two_percent_as_torch_counts_them(config: ModelConfig) -> None:
    found = fair_configs(config, "parameters")
    counts = [sum(each.numel() for each in build_network(one, 0).parameters()) for one in found.values()]
    assert max(counts) <= 1.02 * min(counts)
    assert all(one.hidden_size <= 128 for one in found.values())


@settings(deadline=None, max_examples=40)
@given(CONFIGS, st.sampled_from(["width", "parameters"]))
def test_they_differ_in_the_cell_and_its_width_alone(config: ModelConfig, equal: str) -> None:
    found = fair_configs(config, "width" if equal == "width" else "parameters")
    assert list(found) == list(get_args(CellName))
    for cell, one in found.items():
        assert one == replace(config, cell=cell, hidden_size=one.hidden_size)
        assert equal == "parameters" or one.hidden_size == config.hidden_size


def test_an_lstm_that_has_partners_keeps_its_width() -> None:
    found = fair_configs(ModelConfig(input_size=8, hidden_size=16, output_size=4), "parameters")
    assert {cell: one.hidden_size for cell, one in found.items()} == {"lstm": 16, "gru": 19, "rnn": 35}


def test_a_width_without_partners_goes_to_the_nearest_that_has_them() -> None:
    config = ModelConfig(input_size=1, hidden_size=90)
    found = fair_configs(config, "parameters")["lstm"].hidden_size
    assert found < 90
    for nearer in range(found + 1, 90):
        tried = fair_configs(replace(config, hidden_size=nearer), "parameters")["lstm"].hidden_size
        assert tried != nearer
