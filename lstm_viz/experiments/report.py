"""What an experiment found so far: its rows with their outcomes, as a table and as JSON. No torch."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import isfinite
from statistics import median
from typing import Any

import pandas as pd

from lstm_viz.experiments.experiment import Arm, Column, Experiment
from lstm_viz.experiments.outcome import Outcome

MEASURED = ("cpu_seconds", "step_ms", "fit_ms")
"""What a clock says; all other numbers are the same wherever the same seeds are computed alike."""


@dataclass(frozen=True)
class Row:
    """One row, with the outcomes that are there, in the order of the seeds."""

    arm: Arm
    outcomes: tuple[Outcome, ...]

    @property
    def solved(self) -> int:
        """How many seeds solved the task."""
        return sum(each.solved is True for each in self.outcomes)

    @property
    def all_solved(self) -> bool:
        """Whether every seed did."""
        return self.solved == len(self.outcomes)

    def values(self, name: str) -> list[float]:
        """Return a number of each seed; none where it has no meaning. "steps" are those of seeds that solved."""
        if name == "steps":
            return [float(each.steps) for each in self.outcomes if each.solved is not False and each.steps is not None]
        return [each.numbers[name] for each in self.outcomes if name in each.numbers]

    def median(self, name: str) -> float:
        """Return the median over the seeds.

        Raises:
            StatisticsError: no seed has this number.
        """
        return float(median(self.values(name)))


@dataclass(frozen=True)
class Report:
    """An experiment over seeds 0 … seeds − 1, as far as it is."""

    experiment: Experiment
    seeds: int
    rows: tuple[Row, ...]

    @property
    def done(self) -> int:
        """How many trials are done."""
        return sum(len(row.outcomes) for row in self.rows)

    @property
    def complete(self) -> bool:
        """Whether all are."""
        return self.done == self.seeds * len(self.rows)

    @property
    def command(self) -> str:
        """Return what makes the same table again."""
        return f"python -m lstm_viz experiment {self.experiment.name} --seeds {self.seeds}"

    def row(self, label: str) -> Row:
        """Return the row of this label."""
        return next(row for row in self.rows if row.arm.label == label)

    def as_json(self, verdict: str | None) -> dict[str, Any]:
        """Return the report as plain values for JSON: null, never NaN."""
        columns = self.experiment.columns
        return {
            "experiment": self.experiment.name,
            "question": self.experiment.question,
            "method": self.experiment.method,
            "source": self.experiment.source,
            "seeds": self.seeds,
            "command": self.command,
            "measured": list(MEASURED),
            "columns": {each.name: each.label for each in columns},
            "rows": [
                {
                    "label": row.arm.label,
                    "settings": asdict(row.arm.work),
                    "solved": row.solved if self.experiment.counted else None,
                    "medians": {each.name: _summary(row.values(each.name)) for each in columns},
                    "seeds": [_plain(outcome) for outcome in row.outcomes],
                }
                for row in self.rows
            ],
            "verdict": verdict,
        }

    def frame(self) -> pd.DataFrame:
        """Return the table as numbers: a line each row, and median, lowest and highest of each column."""
        lines: list[dict[str, Any]] = []
        for row in self.rows:
            line: dict[str, Any] = {"row": row.arm.label, "seeds": len(row.outcomes)}
            if self.experiment.counted:
                line["solved"] = row.solved
            for column in self.experiment.columns:
                found = _summary(row.values(column.name)) or dict.fromkeys(("median", "low", "high"))
                line |= {f"{column.label}, {which}": value for which, value in found.items()}
            lines.append(line)
        return pd.DataFrame(lines)

    def words(self) -> pd.DataFrame:
        """Return the table in words, a line each row under its label: median, and range where the seeds differ."""
        lines: dict[str, dict[str, str]] = {}
        for row in self.rows:
            count = len(row.outcomes)
            line = {"solved": f"{row.solved} of {count}" if count else ""} if self.experiment.counted else {}
            line |= {each.label: _said(row, each) for each in self.experiment.columns}
            lines[row.arm.label] = line
        return pd.DataFrame.from_dict(lines, orient="index")


def number(value: float) -> str:
    """Return a number in three digits, whole ones with all of theirs."""
    return f"{value:,.0f}" if value == round(value) or abs(value) >= 1000 else f"{value:#.3g}".removesuffix(".")


def _said(row: Row, column: Column) -> str:
    values = row.values(column.name)
    if not values:
        return "–" if row.outcomes else ""
    shown = {number(value) for value in values}
    low, high = number(min(values)), number(max(values))
    return (
        number(row.median(column.name)) if len(shown) == 1 else f"{number(row.median(column.name))} ({low} to {high})"
    )


def _summary(values: Sequence[float]) -> dict[str, float | None] | None:
    if not values:
        return None
    return {"median": _finite(float(median(values))), "low": _finite(min(values)), "high": _finite(max(values))}


def _plain(outcome: Outcome) -> dict[str, Any]:
    return {
        "seed": outcome.seed,
        "solved": outcome.solved,
        "steps": outcome.steps,
        "cpu_seconds": round(outcome.cpu_seconds, 2),
        "numbers": {name: _finite(value) for name, value in outcome.numbers.items()},
        "looks": [[_finite(value) for value in look] for look in outcome.looks],
    }


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None
