"""What a benchmark says: rows, and how a ratio is taken."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Row:
    """One measured value, the most (or, with `at_least`, the least) that it may be, and how it was taken."""

    name: str
    value: float
    unit: str
    budget: float
    how: str
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.value >= self.budget if self.at_least else self.value <= self.budget

    def as_json(self) -> dict[str, Any]:
        fields = asdict(self)
        del fields["at_least"]
        return fields | {"met": self.met}


def interleaved(ours: Callable[[], float], theirs: Callable[[], float], rounds: int) -> list[tuple[float, float]]:
    """Return pairs of costs taken in turns, so that what else the machine does falls on both. The first pair is lost:
    it warms up.
    """
    return [(ours(), theirs()) for _ in range(rounds + 1)][1:]


def median_ratio(pairs: Sequence[tuple[float, float]], scale: float = 1.0) -> float:
    return median(ours / (theirs * scale) for ours, theirs in pairs)


def table(rows: Sequence[Row]) -> str:
    cells = [("name", "value", "budget", "met", "how")] + [
        (
            row.name,
            f"{row.value:.3g} {row.unit}".strip(),
            f"{'≥' if row.at_least else '≤'} {row.budget:g}",
            "yes" if row.met else "NO",
            row.how,
        )
        for row in rows
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(4)]
    return "\n".join("  ".join([*(line[k].ljust(widths[k]) for k in range(4)), line[4]]) for line in cells)
