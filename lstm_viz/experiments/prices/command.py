"""`python -m lstm_viz prices`: the five views of a stock in words or JSON, progress on the error stream."""

import json
from dataclasses import asdict
from typing import Any

from lstm_viz.experiments.command import run_experiment, write
from lstm_viz.experiments.prices.findings import findings_of
from lstm_viz.experiments.prices.known import find_stock
from lstm_viz.experiments.prices.numbers import Numbers, numbers_of
from lstm_viz.experiments.prices.views import VIEWS
from lstm_viz.experiments.report import Report


def run_command(stock: str, *, seeds: int, as_json: bool) -> int:
    """Train on a stock and write what came of it; return the exit code.

    It is 0, or 2 with one sentence on the error stream, or 130 after Ctrl-C.
    """

    def told() -> str:
        find_stock(stock)
        report = run_experiment(stock, seeds, find=find_stock)
        return to_json(report) if as_json else _in_words(report)

    return write(told)


def command_of(report: Report) -> str:
    """Return what makes the same numbers again."""
    return f"python -m lstm_viz prices --stock {report.experiment.name} --seeds {report.seeds}"


def to_json(report: Report) -> str:
    """Return all of a complete report as one line of JSON, the same from the page and from the command line."""
    numbers = _numbers(report)
    told: dict[str, Any] = {
        "stock": report.experiment.name,
        "method": report.experiment.method,
        "source": report.experiment.source,
        "seeds": report.seeds,
        "command": command_of(report),
        "numbers": asdict(numbers),
        "views": [{"name": each.name, "title": each.title, **asdict(each.tell(numbers))} for each in VIEWS.values()],
        "training": [
            {
                "label": row.arm.label,
                "settings": asdict(row.arm.work),
                "best_steps": [int(outcome.numbers["best_step"]) for outcome in row.outcomes],
            }
            for row in report.rows
        ],
    }
    return json.dumps(told, allow_nan=False) + "\n"


def _in_words(report: Report) -> str:
    numbers = _numbers(report)
    views = "\n\n".join(f"{each.title}. {each.tell(numbers).said}" for each in VIEWS.values())
    return f"{report.experiment.question}\n{report.experiment.method}\n\n{views}\n"


def _numbers(report: Report) -> Numbers:
    found = findings_of(report)
    if found is None:
        raise ValueError("trials are missing")
    return numbers_of(found)
