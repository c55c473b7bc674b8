"""What came of one trial: one row of an experiment tried with one seed."""

from collections.abc import Mapping
from dataclasses import dataclass

Look = tuple[int, float, float, float]
"""A step of training, and the root mean square errors on the training, validation and test rows after it."""


@dataclass(frozen=True)
class Outcome:
    """How one trial went.

    Attributes:
        solved: whether the task's criterion was met; None where there is none to meet. steps: of training.
        cpu_seconds: spent on all of it; another machine, or another day, gives another number.
        numbers: by name, such as "test" for an error. What is measured by a clock ends in "_ms".
        looks: the errors along training, in the data's unit.
        answers: of a stock, what is predicted on the test days, by the weights with the lowest validation error.
    """

    seed: int
    cpu_seconds: float
    numbers: Mapping[str, float]
    solved: bool | None = None
    steps: int | None = None
    looks: tuple[Look, ...] = ()
    answers: tuple[float, ...] = ()
