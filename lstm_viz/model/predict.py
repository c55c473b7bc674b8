"""What a network predicts: over whole sequences, and freely past their end."""

from collections.abc import Mapping

import numpy as np
import torch

from lstm_viz.data.problem import restore
from lstm_viz.errors import SettingError
from lstm_viz.model.network import network_from_weights
from lstm_viz.records import Array, ModelConfig, Problem


def predict(config: ModelConfig, weights: Mapping[str, Array], problem: Problem) -> Array:
    """Return (N, T, K): the outputs over whole sequences, from a zero state."""
    with torch.no_grad():
        outputs: Array = network_from_weights(config, weights)(torch.tensor(problem.inputs)).numpy()
    return outputs


def free_run(config: ModelConfig, weights: Mapping[str, Array], problem: Problem, steps: int) -> Array:
    """Return (steps,) float64 in the data's unit: the probe sequence is read, then each prediction is fed back.

    The first value is for the moment after the last one that the data holds an answer for.

    Raises:
        SettingError: the network reads more than the past of what it predicts, or predicts classes or quantiles.
    """
    if problem.loss == "quantile":
        raise SettingError("A network that says several rows ahead at once does not read its own answers: take those.")
    if problem.loss != "mse" or problem.target_scale is None:
        raise SettingError("A network that names classes cannot run on freely: choose a series.")
    if problem.target_input != 0 or problem.inputs.shape[2] != 1:
        raise SettingError(
            f"The network reads more than the past of {problem.target_name}, and nobody knows that future: feed "
            f"{problem.target_name} alone to run on freely."
        )
    network = network_from_weights(config, weights)
    level, scale = float(problem.actual[problem.probe, -1]), problem.target_scale
    levels = np.empty(steps)
    with torch.no_grad():
        hidden = network.recurrent(torch.tensor(problem.inputs[problem.probe : problem.probe + 1]))[1]
        fed = torch.tensor(problem.targets[problem.probe, -1]).reshape(1, 1, 1)
        for step in range(steps):
            output, hidden = network.recurrent(fed, hidden)
            fed = network.head(output)
            level = float(restore(scale, fed.numpy()[0, 0, 0], np.array(level)))
            levels[step] = level
    return levels
