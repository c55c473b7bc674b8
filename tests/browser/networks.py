"""Networks of many shapes, problems for them, and what a free run and the errors must be, computed in Python."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch

from lstm_viz.model.network import Network, build_network
from lstm_viz.records import QUANTILES, AheadScale, Array, CellName, ModelConfig, Normalisation, Problem, Scale

PARTS = ("train", "validation", "test")


@dataclass(frozen=True)
class Case:
    """F, H, L, K, T, and how the weights came about: trained for some steps, or as they start, times a factor.

    `ahead`: the K outputs are quantiles of so many steps ahead, of logarithms; 0 for one value, or classes.
    """

    F: int
    H: int
    L: int
    K: int
    T: int
    normalisation: Normalisation = "none"
    trained_steps: int = 0
    factor: float = 1.0
    cell: CellName = "lstm"
    ahead: int = 0

    @property
    def model(self) -> ModelConfig:
        return ModelConfig(input_size=self.F, hidden_size=self.H, num_layers=self.L, output_size=self.K, cell=self.cell)

    def __str__(self) -> str:
        weights = f"trained {self.trained_steps}" if self.trained_steps else f"times {self.factor}"
        return f"{self.cell} {self.L}x{self.H} F{self.F} K{self.K} T{self.T} {self.normalisation} {weights}"


def problem_of(case: Case) -> Problem:
    """Waves one step ahead, in their own unit near 1; or random classes, where K is not 1."""
    steps = np.arange(case.T + 2)
    waves = [1.5 + 0.5 * np.sin(steps / (3 + column)) + 0.2 * np.sin(steps / 11) for column in range(case.F)]
    columns = np.stack([normalised(wave, case.normalisation) for wave in waves], axis=1)
    scale = Scale(case.normalisation, float(columns[:, 0].mean()), float(columns[:, 0].std()))
    scaled = (columns - scale.centre) / scale.spread
    place = np.arange(case.T) / case.T
    fields: dict[str, Any] = {
        "inputs": scaled[None, :-1],
        "targets": scaled[None, 1:, 0],
        "part": np.where(place < 0.7, 0, np.where(place < 0.85, 1, 2))[None],
        "window": min(case.T, 20),
        "loss_at_last": False,
        "loss": "mse",
        "output_size": 1,
        "probe": 0,
        "actual": waves[0][None, 2:],
        "anchor": waves[0][None, 1:-1],
        "target_scale": scale,
        "input_names": tuple(f"wave {column}" for column in range(case.F)),
        "target_name": "wave 0",
        "unit": "m",
        "target_input": 0,
    }
    problem = Problem(**fields)
    if case.K == 1:
        return problem
    if case.ahead:
        return quantiles_ahead(problem, waves[0], case)
    classes = np.random.default_rng(3).integers(case.K, size=(1, case.T))
    names = tuple(f"class {k}" for k in range(case.K))
    return replace(
        problem, targets=classes, actual=classes, loss="cross_entropy", output_size=case.K, target_scale=None,
        class_names=names, target_input=None,
    )  # fmt: skip


def quantiles_ahead(problem: Problem, wave: Array, case: Case) -> Problem:
    """Each step ahead relative to a mean of its own, which moves; nobody knows the rows after the last."""
    rows = np.log(np.append(wave[1:-1], [np.nan] * case.ahead))
    coming = np.stack([rows[1 + step : 1 + step + case.T] for step in range(case.ahead)], axis=1)
    centre = rows[: case.T, None] + 0.01 * np.arange(case.ahead)
    spread = (0.2 + 0.1 * np.sin(np.arange(case.T)))[:, None]
    part = np.where(np.isnan(coming[:, 0]), -1, problem.part[0])
    return replace(
        problem, targets=((coming - centre) / spread)[None], part=part[None],
        actual=np.exp(coming[None, :, 0]), loss="quantile", output_size=case.K, target_scale=None, target_input=None,
        ahead_scale=AheadScale(centre[None], spread[None], log=True),
    )  # fmt: skip


def quantiles_by_hand(problem: Problem, y: Array) -> Array:
    """The quantiles (T, h, Q) of outputs (T, K) in the data's unit, each sorted by itself, by their definition."""
    scale = problem.ahead_scale
    assert scale is not None
    ordered = np.array([[sorted(step) for step in row.reshape(-1, len(QUANTILES))] for row in y.astype(np.float64)])
    found: Array = np.exp(scale.centre[0, :, :, None] + scale.spread[0, :, :, None] * ordered)
    return found


def normalised(levels: Array, normalisation: Normalisation) -> Array:
    """The column before centring, one shorter than the levels: the first has no difference."""
    if normalisation == "none":
        return levels[1:]
    return np.diff(levels if normalisation == "difference" else np.log(levels))


def network_of(case: Case, problem: Problem) -> Network:
    """The case's network, in eval mode."""
    network = build_network(case.model, seed=7)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.mul_(case.factor)
    optimiser = torch.optim.Adam(network.parameters(), lr=0.02)
    x, target = torch.tensor(problem.inputs), torch.tensor(problem.targets)
    for _ in range(case.trained_steps):
        y = network(x)
        loss = (
            (y[..., 0] - target).square().mean() if case.K == 1 else torch.nn.functional.cross_entropy(y[0], target[0])
        )
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return network.eval()


def free_run(problem: Problem, network: Network, steps: int) -> Array:
    """Forecast one step, append it to the levels, and read the whole grown series again, in float64."""
    wide, scale = deepcopy(network).double(), problem.target_scale
    assert scale is not None
    fed = [*problem.inputs[0, :, 0].astype(float), float(problem.targets[0, -1])]
    levels = [float(problem.actual[0, -1])]
    for _ in range(steps):
        with torch.no_grad():
            fed.append(float(wide(torch.tensor(fed).double()[None, :, None])[0, -1, 0]))
        levels.append(way_back(scale, np.array(fed[-1]), np.array(levels[-1])).item())
    return np.array(levels[1:])


def way_back(scale: Scale, y: Array, anchor: Array) -> Array:
    """Undo each normalisation by its definition."""
    column = y * scale.spread + scale.centre
    undone = {"none": column, "difference": anchor + column, "log_difference": np.exp(np.log(anchor) + column)}
    return np.asarray(undone[scale.normalisation])


def errors_of(problem: Problem, y: Array) -> Mapping[str, Any]:
    """The errors of every part, as the explorer says them, from outputs (T, K)."""
    found: dict[str, Any] = {}
    for number, name in enumerate(PARTS):
        asked = problem.part[0] == number
        count, actual = int(asked.sum()), problem.actual[0, asked]
        if count == 0:
            found[name] = None
            continue
        if problem.loss == "cross_entropy":
            right = y[asked].argmax(axis=1) == actual
            found[name] = {"count": count, "accuracy": right.mean(), "chance": 1 / y.shape[1]}
            continue
        anchor = problem.anchor[0, asked]
        if problem.target_scale is None:
            said = quantiles_by_hand(problem, y)[asked, 0, 2]
        else:
            said = way_back(problem.target_scale, y[asked, 0], anchor)
        off = {"network": said - actual, "lastValue": anchor - actual}
        found[name] = {"count": count} | {
            who: {"mae": np.abs(gap).mean(), "rmse": np.sqrt((gap**2).mean())} for who, gap in off.items()
        }
    return found
