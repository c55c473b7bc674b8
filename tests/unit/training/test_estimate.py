import pytest

from lstm_viz.records import ModelConfig, TrainConfig
from lstm_viz.training.estimate import expected_seconds

MEASURED = [  # window, hidden units, layers, inputs, batch size, milliseconds a step
    (48, 32, 1, 1, 32, 2.8),
    (96, 64, 2, 3, 64, 48.0),
    (64, 128, 1, 64, 32, 17.1),
    (1000, 16, 1, 1, 32, 17.6),
]


@pytest.mark.parametrize(("window", "units", "layers", "inputs", "batch", "milliseconds"), MEASURED)
def test_the_estimate_is_within_a_factor_of_1_6_of_what_was_measured(
    window: int, units: int, layers: int, inputs: int, batch: int, milliseconds: float
) -> None:
    model = ModelConfig(input_size=inputs, hidden_size=units, num_layers=layers)
    found = expected_seconds(model, TrainConfig(batch_size=batch), window, steps=1000)
    assert milliseconds / 1.6 < found < milliseconds * 1.6
