"""An experiment: a question, the rows that are compared to answer it, and what is told of each."""

from dataclasses import dataclass

from lstm_viz.experiments.work import Work


@dataclass(frozen=True)
class Arm:
    """One row: what is tried with each seed. `seconds`: of CPU that a seed took where this was written."""

    label: str
    work: Work
    seconds: float


@dataclass(frozen=True)
class Column:
    """A number that is told of each row. `measured` by a clock: it differs from machine to machine."""

    name: str
    label: str
    measured: bool = False


@dataclass(frozen=True)
class Experiment:
    """Every row is tried with seeds 0 to n − 1.

    Attributes:
        question: answered by the verdict. method: what is done, in a few plain sentences.
        counted: whether the seeds that solve a task are counted.
    """

    name: str
    title: str
    question: str
    method: str
    source: str
    arms: tuple[Arm, ...]
    columns: tuple[Column, ...]
    counted: bool = False

    @property
    def seconds(self) -> float:
        """About how many CPU seconds one seed of all rows takes."""
        return sum(arm.seconds for arm in self.arms)
