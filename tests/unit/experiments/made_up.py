"""Reports with made-up numbers, for what is said of them."""

from collections.abc import Sequence

from lstm_viz.experiments.known import EXPERIMENTS
from lstm_viz.experiments.outcome import Outcome
from lstm_viz.experiments.report import Report, Row


def solved_report(name: str, solved: Sequence[int], seeds: int = 5) -> Report:
    """A report in which so many seeds of each row solved the task."""
    rows = [
        Row(arm, tuple(Outcome(n, 1.0, {"score": 0.5}, n < count, 100 if n < count else 1500) for n in range(seeds)))
        for arm, count in zip(EXPERIMENTS[name].arms, solved, strict=True)
    ]
    return Report(EXPERIMENTS[name], seeds, tuple(rows))


def error_report(name: str, numbers: Sequence[Sequence[dict[str, float]]]) -> Report:
    """A report with these numbers: for each row, for each seed."""
    rows = [
        Row(arm, tuple(Outcome(n, 1.0, each, None, 600) for n, each in enumerate(own)))
        for arm, own in zip(EXPERIMENTS[name].arms, numbers, strict=True)
    ]
    return Report(EXPERIMENTS[name], len(numbers[0]), tuple(rows))
