"""`python -m lstm_viz experiment …`: a table and a verdict in words or JSON, progress on the error stream."""

import json
import os
import sys
from collections.abc import Callable

from lstm_viz.errors import ENDED_BY_CTRL_C, LstmVizError
from lstm_viz.experiments.experiment import Experiment
from lstm_viz.experiments.known import EXPERIMENTS, find_experiment
from lstm_viz.experiments.report import Report
from lstm_viz.experiments.runner import Runner, Standing
from lstm_viz.experiments.verdict import verdict
from lstm_viz.training.local_engine import LocalEngine

_ME = "command line"


def run_command(name: str | None, *, seeds: int, as_json: bool) -> int:
    """Run an experiment and write what came of it, or without a name list those that there are; return the exit code.

    It is 0, or 2 with one sentence on the error stream, or 130 after Ctrl-C.
    """

    def told() -> str:
        if name is None:
            return _list(as_json=as_json)
        find_experiment(name)
        report = run_experiment(name, seeds)
        return to_json(report) if as_json else _in_words(report)

    return write(told)


def write(told: Callable[[], str]) -> int:
    """Write what is told; return the exit code: 0, or 2 after one sentence on the error stream, or 130 after Ctrl-C."""
    try:
        words = told()
    except LstmVizError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        return ENDED_BY_CTRL_C
    sys.stdout.write(words)
    return 0


def run_experiment(
    name: str, seeds: int, workers: int | None = None, *, find: Callable[[str], Experiment] = find_experiment
) -> Report:
    """Run an experiment that `find` finds on this computer, so many trials at a time (one a core unless said).

    Raises:
        SettingError: there is no such experiment. LstmVizError: it stopped, and why.
    """
    slots = workers or os.cpu_count() or 1
    engine = LocalEngine(slots)
    engine.warm_up()
    runner = Runner(lambda: engine, find=find, at_once=slots)
    try:
        runner.start(_ME, name, seeds)
        ended = runner.wait_until_done(_ME, name, _progress)
    finally:
        engine.end()
    if ended.message:
        raise LstmVizError(ended.message)
    return ended.report


def to_json(report: Report) -> str:
    """Return a report as one line of JSON, the same from the page and from the command line."""
    return json.dumps(report.as_json(verdict(report)), allow_nan=False) + "\n"


def _list(*, as_json: bool) -> str:
    if as_json:
        return json.dumps([{"name": each.name, "question": each.question} for each in EXPERIMENTS.values()]) + "\n"
    width = max(map(len, EXPERIMENTS))
    return "".join(f"{each.name.ljust(width)}  {each.question}\n" for each in EXPERIMENTS.values())


def _in_words(report: Report) -> str:
    experiment, table = report.experiment, report.words()
    lines = [["", *table.columns], *([label, *row] for label, row in zip(table.index, table.to_numpy(), strict=True))]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    shown = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    told = "\n".join([experiment.question, experiment.method, f"Source: {experiment.source}.", "", *shown])
    return f"{told}\n\n{verdict(report)}\n"


def _progress(now: Standing) -> None:
    whole = now.report.seeds * len(now.report.rows)
    sys.stderr.write(f"Trials done: {now.report.done} of {whole}, about {now.seconds_left:.0f} s left.\n")
    sys.stderr.flush()
