"""A network of a forecast as a run that the explorer opens, and its problem with the names that a reader knows.

What is trained in a worker is small enough to send: weights at a few steps, Adam's moments, the losses.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from lstm_viz.data.problem import time_labels
from lstm_viz.errors import DataError
from lstm_viz.forecasting.member import Member
from lstm_viz.forecasting.panel import Panel
from lstm_viz.forecasting.plan import Plan
from lstm_viz.records import Array, ModelConfig, Problem, Run, Segment, State, TrainConfig

MOST_KEPT = 12
KEPT_BYTES = 2**20
"""How many steps of training a run of a forecast shows, and what their weights take at most: four networks a fit."""


def look_inside(plan: Plan, member: Member, series: int) -> tuple[Problem, Run]:
    """Train a network of a forecast again, to the same bits, and return its run; one series is shown. For workers.

    Raises:
        DataError: it ends with other weights: it has read on in a newer file, or was trained on another processor.
    """
    from lstm_viz.forecasting.fit import train_again, training

    group = next(each for each in plan.groups if series in each)
    panel = plan.panel.part(group)
    seen = panel.known(plan.rows, plan.season, plan.horizon, member.parts)
    problem, first, last = train_again(seen, member)
    if any(not np.array_equal(last.weights[name], each) for name, each in member.weights.items()):
        raise DataError(
            "Its networks cannot be trained again to the same weights here, for they have read on in a newer file or "
            "come from another processor: forecast again to look inside."
        )
    return named_problem(problem, panel, group.index(series)), run_of(member.model, training(member.seed), first, last)


def run_of(model: ModelConfig, train: TrainConfig, first: State, last: State) -> Run:
    """Return the run of a network that was trained from `first`, its start, to `last` by one `advance`, in a worker."""
    import torch  # only in workers

    inner = sorted(last.stops)
    room = KEPT_BYTES // sum(array.nbytes for array in last.weights.values())
    count = min(MOST_KEPT, room, len(inner))
    places = np.linspace(0, len(inner), count, endpoint=False, dtype=int)
    kept = {inner[place]: last.stops[inner[place]] for place in places}
    snapshots: dict[int, Mapping[str, Array]] = {0: first.weights, **kept, last.step: last.weights}
    return Run(
        model=model,
        segments=(Segment(0, train),),
        losses=last.losses,
        validation=np.concatenate([first.validation, last.validation]),
        snapshots={step: dict(weights) for step, weights in snapshots.items()},  # mapping proxies do not pickle
        newest=State(last.step, last.weights, last.moments, grad_norm=last.grad_norm),
        torch_version=str(torch.__version__),
        instruction_set=torch.backends.cpu.get_cpu_capability(),
        seconds=first.seconds + last.seconds,
    )


def named_problem(problem: Problem, panel: Panel, series: int = 0, unit: str = "") -> Problem:
    """Return the problem of a network that learnt from all rows of a panel, with one series shown, by its names."""
    rows, steps = panel.series.shape[1], problem.inputs.shape[1]
    return replace(
        problem,
        probe=series,
        target_name=panel.ids[series],
        unit=unit,
        time_labels=time_labels(panel.moments(rows + 1)[rows + 1 - steps :]),
    )
