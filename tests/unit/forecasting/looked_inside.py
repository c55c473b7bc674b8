"""One network of a forecast, soon trained, as the explorer is to open it; and what its forecaster says of it."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd
import torch

from lstm_viz.forecasting.examples import training_problem
from lstm_viz.forecasting.from_table import panel_of
from lstm_viz.forecasting.look_inside import named_problem, run_of
from lstm_viz.forecasting.normalisation import Normalisation, Reach, Relative
from lstm_viz.forecasting.scaling import Scaled, constants_of, scale
from lstm_viz.forecasting.seen import fed_beside, sizes_of
from lstm_viz.model.predict import predict
from lstm_viz.records import QUANTILES, Array, ModelConfig, Problem, Run, State, TrainConfig
from lstm_viz.training.advance import advance, start
from tests.unit.forecasting.series import SEASON, seasonal

torch.set_num_threads(1)  # as in every worker: two threads are many times slower beside other processes
AHEAD, STEPS = 6, 30
TRAIN = TrainConfig(0.01, seed=3)
RELATIVES: tuple[Relative, ...] = ("none", "last value", "window", "seasonal difference")


@dataclass(frozen=True, eq=False)
class Inside:
    """A network with its problem, and how its series were scaled. `first`, `last`: the states before and after."""

    problem: Problem
    scaled: Scaled
    first: State
    last: State

    @property
    def model(self) -> ModelConfig:
        return ModelConfig(self.problem.inputs.shape[2], 8, 1, self.problem.output_size)

    @cached_property
    def run(self) -> Run:
        return run_of(self.model, TRAIN, self.first, self.last)

    @cached_property
    def quantiles(self) -> Array:
        """What the forecaster makes of the outputs: (N, T, h, Q) in the data's own unit."""
        y = predict(self.model, self.last.weights, self.problem).astype(np.float64)
        return self.scaled.restore(np.sort(y.reshape(*y.shape[:2], AHEAD, len(QUANTILES)), axis=3))


@lru_cache
def inside(relative: Relative = "seasonal difference", log: bool = True) -> Inside:
    """Two series of 80 quarters, of which the second is shown."""
    table = pd.DataFrame(
        {"visits": seasonal(80)[0], "sales": 3 * seasonal(80, seed=1)[0]},
        index=pd.date_range("2001-01-01", periods=80, freq="QS"),
    )
    panel, _ = panel_of(table, ["visits", "sales"])
    seen, reach, normalisation = panel.known(80, SEASON, AHEAD), Reach(SEASON, AHEAD, 8), Normalisation(relative, log)
    scaled = scale(seen.series, normalisation, constants_of(seen.series, normalisation, reach, 80), reach)
    beside = fed_beside(seen, AHEAD, sizes_of(seen, 80))
    problem = named_problem(training_problem(scaled, *beside, 8, None), panel, 1, "€")
    model = ModelConfig(problem.inputs.shape[2], 8, 1, problem.output_size)
    first = start(model, TRAIN, problem)
    return Inside(problem, scaled, first, advance(first, problem, model, TRAIN, steps=STEPS))
