"""Networks and problems that are written out as scripts."""

import io
import itertools
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import get_args

import numpy as np
import pandas as pd

from lstm_viz.data.fed import Fed, fed_columns
from lstm_viz.data.problem import forecasting_problem
from lstm_viz.data.recall import RECALL_PARAMETERS, recall_problem
from lstm_viz.data.samples import load_sample
from lstm_viz.data.source import Source
from lstm_viz.model.network import build_network, weights_of
from lstm_viz.model.predict import predict
from lstm_viz.model.scripts.bundle import scripts_zip
from lstm_viz.records import Array, CellName, ModelConfig, Normalisation, Problem, TrainConfig
from tests.unit.forecasting.looked_inside import inside

HOSTILE = "é\"'''\\\n\x1b[31m{x}$data #”"


@dataclass(frozen=True)
class Case:
    """A network with weights that are large enough for every gate to move."""

    model: ModelConfig
    problem: Problem
    fed: Fed

    @cached_property
    def weights(self) -> dict[str, Array]:
        random = np.random.default_rng(3)
        first = weights_of(build_network(self.model, 0))
        return {name: random.normal(0, 0.4, each.shape).astype(np.float32) for name, each in first.items()}

    @cached_property
    def y(self) -> Array:
        """What the network answers to the probe sequence, (T, K)."""
        answers: Array = predict(self.model, self.weights, self.problem)[self.problem.probe].astype(np.float64)
        return answers

    def unpack(self, folder: Path, steps: int | None = None) -> Path:
        """Write the scripts' folder with an example of the first `steps` timesteps, and return it."""
        y = self.y[:steps]
        data = scripts_zip(self.model, TrainConfig(), self.weights, self.problem, self.fed, y)
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            file.extractall(folder)
        return folder / "lstm_scripts"


def series(source: Source, model: ModelConfig, normalisation: Normalisation = "none", **options: object) -> Case:
    problem = forecasting_problem(source, window=12, normalisation=normalisation, **options)  # type: ignore[arg-type]  # strings
    model = replace(model, input_size=problem.inputs.shape[2])
    return Case(model, problem, fed_columns(source, problem))


def keras_example() -> Case:
    """The brief's network: two layers of 50 units, one value, the loss at the last timestep."""
    return series(load_sample("air_passengers"), ModelConfig(1, 50, 2), "log_difference", loss_at_last=True)


def recall() -> Case:
    values = {each.name: each.default for each in RECALL_PARAMETERS} | {"sequences": 100}
    problem = recall_problem(values, seed=1)
    return Case(ModelConfig(problem.inputs.shape[2], 6, output_size=4), problem, fed_columns(None, problem))


def forecast() -> Case:
    one = inside()
    return Case(one.model, one.problem, fed_columns(None, one.problem))


def passengers() -> Source:
    """The first four years: enough to tell a wrong formula, and soon read."""
    source = load_sample("air_passengers")
    return replace(source, table=source.table[:48])


def columns() -> Source:
    """Three columns: one that stays, one that wanders, one that grows; the wandering one has a name to beware of."""
    random, t = np.random.default_rng(0), np.arange(80)
    table = pd.DataFrame(
        {
            "stays": np.sin(t),
            HOSTILE: random.normal(size=80).cumsum(),
            "grows": np.exp(0.05 * t + random.normal(0, 0.1, 80)),
        }
    )
    return Source("three", table, {HOSTILE: HOSTILE}, HOSTILE, "")


def cases() -> Iterator[tuple[str, Case]]:
    cells, kinds = get_args(CellName), get_args(Normalisation)
    for cell, layers, kind in itertools.product(cells, (1, 2, 3), kinds):
        model = ModelConfig(hidden_size=5, num_layers=layers, dropout=0.3, cell=cell)
        yield f"{cell}-{layers}-{kind}", series(passengers(), model, kind)
    yield "keras-example", keras_example()
    yield "recall", recall()
    yield "forecast", forecast()
    small = ModelConfig(hidden_size=4)
    yield "several-columns", series(columns(), small, "difference", inputs=["stays", HOSTILE, "grows"])
    yield "target-not-fed", series(columns(), small, "difference", inputs=["stays"])
