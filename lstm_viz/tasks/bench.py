"""A task over several seeds, in parallel processes, and what may be said of it. No torch here."""

import os
import time
from collections.abc import Callable
from concurrent.futures import Future, as_completed
from dataclasses import asdict, dataclass
from typing import Any

from lstm_viz.model.fair import Equal
from lstm_viz.records import TEST, CellName
from lstm_viz.tasks.known import find_task
from lstm_viz.tasks.solve import SeedResult, solve
from lstm_viz.tasks.task import Settings, Task, configs, fair_settings
from lstm_viz.training.estimate import expected_seconds
from lstm_viz.training.local_engine import LocalEngine

Tell = Callable[[int, float], None]
"""How many seeds are done, and about how many seconds are left: before the first is done, if none is solved early."""


@dataclass(frozen=True)
class Report:
    """A task tried with one kind of cell over several seeds, in the order of the seeds."""

    task: Task
    cell: CellName
    settings: Settings
    seeds: tuple[SeedResult, ...]

    @property
    def solved(self) -> int:
        """How many seeds met the criterion."""
        return sum(each.solved for each in self.seeds)

    @property
    def met(self) -> bool:
        """Whether every seed did."""
        return self.solved == len(self.seeds)

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values for JSON: null, never NaN."""
        return {
            "task": self.task.name,
            "cell": self.cell,
            "settings": dict(self.settings),
            "criterion": self.task.criterion,
            "source": self.task.source,
            "met": self.met,
            "seeds": [asdict(each) for each in self.seeds],
        }


def run_task(
    name: str,
    settings: Settings | None = None,
    *,
    cell: CellName = "lstm",
    equal: Equal = "width",
    seeds: int = 5,
    workers: int | None = None,
    tell: Tell | None = None,
) -> Report:
    """Try a task with seeds 0 … seeds − 1, so many at a time (one a core unless said). Numbers do not depend on that.

    `equal`: "width", the setting `units` is the cell's width; "parameters", it is the LSTM's, and the cell is as wide
    as makes its parameters equally many.

    Raises:
        SettingError: there is no such task or setting, or a value cannot be.
        TrainingStopped: the loss or the gradient of a seed is not finite.
    """
    task = find_task(name)
    complete, slots = task.complete(settings or {}), min(seeds, workers or os.cpu_count() or 1)
    if equal == "parameters":
        complete = fair_settings(task, complete, cell)
    engine = LocalEngine(slots)
    engine.warm_up()
    try:
        calls = [engine.submit(solve, name, cell, complete, seed) for seed in range(seeds)]
        if tell:
            tell(0, _longest(task, complete, cell) * -(-seeds // slots))
            _follow(calls, tell)
        return Report(task, cell, complete, tuple(call.result() for call in calls))
    finally:
        engine.end()


def _longest(task: Task, settings: Settings, cell: CellName) -> float:
    """Return about how many seconds a seed takes that is never solved."""
    one = task.make(settings, 1, 0, TEST)
    return expected_seconds(*configs(one, settings, cell, 0), one.window, int(settings["steps"]))


def _follow(calls: list[Future[SeedResult]], tell: Tell) -> None:
    began = time.monotonic()
    for done, call in enumerate(as_completed(calls), 1):
        call.result()
        tell(done, (time.monotonic() - began) / done * (len(calls) - done))
