"""The series of an experiment, as a problem to train on."""

from functools import lru_cache

import numpy as np

from lstm_viz.data.normalisation import fit_scale
from lstm_viz.data.synthetic import generate
from lstm_viz.experiments.prices.problem import stock_problem
from lstm_viz.experiments.work import Given, Series, Stock
from lstm_viz.records import TEST, TRAIN, VALIDATION, Array, Problem, read_only


def levels_of(series: Series, seed: int) -> Array:
    """Return the rows that are used, in the data's unit: (1 + train + validation + test,) float64."""
    every = _generated(series.generator, series.parameters, series.rows, seed)
    return every[-1 - series.train - series.validation - series.test :]


@lru_cache(maxsize=16)
def _generated(generator: str, parameters: Given, rows: int, seed: int) -> Array:
    made = generate(generator, {**dict(parameters), "length": rows}, seed)
    return read_only(made.table[made.target].to_numpy(np.float64))


@lru_cache(maxsize=16)
def problem_of(series: Series | Stock, seed: int) -> Problem:
    """Return the problem of predicting ahead from the rows so far, scaled by the rows that are trained on."""
    if isinstance(series, Stock):
        return stock_problem(series)
    levels = levels_of(series, seed)
    scale = fit_scale(levels[: series.train + 1], "none", "value")
    scaled = (levels - scale.centre) / scale.spread
    counts = [series.train, series.validation, series.test]
    return Problem(
        inputs=scaled[None, :-1, None],
        targets=scaled[None, 1:],
        part=np.repeat([TRAIN, VALIDATION, TEST], counts)[None],
        window=series.window,
        loss_at_last=False,
        loss="mse",
        output_size=1,
        probe=0,
        actual=levels[None, 1:],
        anchor=levels[None, :-1],
        target_scale=scale,
        input_names=("value",),
        target_name="value",
        unit="",
        target_input=0,
    )
