"""What a network was fed, in the data's own unit, and how each column became what it read."""

from dataclasses import dataclass

import numpy as np

from lstm_viz.data.normalisation import choose_normalisation, fit_scale, split, transform
from lstm_viz.data.source import Source
from lstm_viz.records import Array, Problem, Scale, read_only


@dataclass(frozen=True, eq=False)
class Fed:
    """The probe sequence before it was scaled.

    Attributes:
        data: (R, F) float64 in the data's own unit. R is T, or T + 1 where a column is fed as differences.
        scales: F: what was done to each column.
    """

    data: Array
    scales: tuple[Scale, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "data", read_only(self.data, np.float64))


def fed_columns(source: Source | None, problem: Problem) -> Fed:
    """Return what `forecasting_problem` made `problem` of; without a source its inputs are the data."""
    names, target = problem.input_names, problem.target_scale
    if source is None or target is None:
        return Fed(problem.inputs[problem.probe], (Scale("none", 0.0, 1.0),) * len(names))
    columns = {name: source.table[name].to_numpy(np.float64) for name in names}
    kinds = {name: choose_normalisation(values)[0] for name, values in columns.items()}
    kinds |= {problem.target_name: target.normalisation}
    answers = problem.inputs.shape[1]
    lost, train_end = len(source.table) - 1 - answers, split(answers)[0]
    scales = []
    for name, values in columns.items():
        column = transform(values, kinds[name], name)[lost if kinds[name] == "none" else 0 :]
        scales.append(fit_scale(column[: train_end + 1], kinds[name], name))
    first = lost - any(scale.normalisation != "none" for scale in scales)
    return Fed(np.stack([values[first:-1] for values in columns.values()], axis=1), tuple(scales))
