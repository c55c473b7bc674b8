"""What a benchmark says: rows, and how a ratio is taken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """One measured value, its budget in words, whether it is met, and how the value was taken."""

    name: str
    value: float
    unit: str
    budget: str
    met: bool
    how: str


def at_most(most: float, name: str, value: float, unit: str, how: str, *, also: dict[str, bool] | None = None) -> Row:
    """Return a row that is met up to `most`, if what must `also` hold holds: words → whether they do."""
    return _row(f"≤ {most:g}", value <= most, name, value, unit, how, also or {})


def at_least(least: float, name: str, value: float, unit: str, how: str, *, also: dict[str, bool] | None = None) -> Row:
    """Return a row that is met from `least` on, if what must `also` hold holds."""
    return _row(f"≥ {least:g}", value >= least, name, value, unit, how, also or {})


def _row(budget: str, met: bool, name: str, value: float, unit: str, how: str, also: dict[str, bool]) -> Row:
    return Row(name, value, unit, ", ".join([budget, *also]), met and all(also.values()), how)


def interleaved(ours: Callable[[], float], theirs: Callable[[], float], rounds: int) -> list[tuple[float, float]]:
    """Return pairs of costs taken in turns, so that what else the machine does falls on both.

    The first pair is lost: it warms up.
    """
    return [(ours(), theirs()) for _ in range(rounds + 1)][1:]


def median_ratio(pairs: Sequence[tuple[float, float]]) -> float:
    """Return the median of what ours cost in terms of theirs."""
    return median(ours / theirs for ours, theirs in pairs)


def table(rows: Sequence[Row]) -> str:
    """Return the rows as plain text."""
    cells = [("name", "value", "budget", "met", "how")] + [
        (row.name, f"{row.value:.3g} {row.unit}".strip(), row.budget, "yes" if row.met else "NO", row.how)
        for row in rows
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(4)]
    return "\n".join("  ".join([*(line[k].ljust(widths[k]) for k in range(4)), line[4]]) for line in cells)
