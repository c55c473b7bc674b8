"""What trained networks forecast from values that they are given. Only workers call this: it imports torch."""

import numpy as np
import torch

from lstm_viz.errors import DataError
from lstm_viz.forecasting.examples import network_inputs
from lstm_viz.forecasting.member import Member, Weights
from lstm_viz.forecasting.scaling import Scaled, scale
from lstm_viz.forecasting.seen import Seen, fed_beside
from lstm_viz.model.network import network_from_weights
from lstm_viz.records import QUANTILES, Array, ModelConfig


def forecast_on(members: tuple[Member, ...], seen: Seen) -> Array:
    """Return (M, N, h, Q): what each network forecasts after the last row of `seen`; nothing is trained.

    Raises:
        DataError: networks read logarithms, and a value is not positive.
    """
    found = []
    for member in members:
        scaled, inputs = read_by(member, seen)
        found.append(forecasts(scaled, inputs, member.model, member.weights, slice(-1, None))[:, -1])
    return np.stack(found)


def read_by(member: Member, seen: Seen) -> tuple[Scaled, Array]:
    """Return the series as a network reads them, and its inputs (N, T − first, F) float32."""
    if member.normalisation.log and (seen.series <= 0).any():
        row = int(np.argmax((seen.series <= 0).any(axis=0))) + 1
        raise DataError(
            f"A value in row {row} is not positive, and a network that was trained before reads logarithms: "
            "train anew, at each origin or on the newer file."
        )
    scaled = scale(seen.series, member.normalisation, member.constants, member.reach)
    beside, _ = fed_beside(seen, member.reach.horizon, member.sizes)
    return scaled, network_inputs(scaled, beside)


def forecasts(scaled: Scaled, inputs: Array, model: ModelConfig, weights: Weights, rows: slice) -> Array:
    """Return (N, R, h, Q) from some of the rows of inputs, in the data's own unit, quantiles in order."""
    with torch.no_grad():
        network = network_from_weights(model, weights)
        hidden = network.recurrent(torch.tensor(inputs))[0][:, rows]  # the head's answers to all rows would be large
        outputs = network.head(hidden).numpy().astype(np.float64)
    outputs = np.sort(outputs.reshape(*outputs.shape[:2], -1, len(QUANTILES)), axis=3)
    return scaled.restore(outputs, rows)
