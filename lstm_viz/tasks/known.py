"""The tasks that there are, with the settings under which they were measured."""

from lstm_viz.errors import SettingError
from lstm_viz.tasks import sequences
from lstm_viz.tasks.task import Task, parameters, span

_HOCHREITER = "Hochreiter & Schmidhuber (1997), Long Short-Term Memory, Neural Computation 9(8)"

TASKS = {
    task.name: task
    for task in (
        Task(
            "recall",
            "Name the symbol that was shown at the start, after distractors.",
            f"{_HOCHREITER}, after the long time lag problems of section 5",
            0.99,
            False,
            parameters(span(20, 2, 100), units=16, steps=3000),
            sequences.recall,
        ),
        Task(
            "temporal-order",
            "Name which two of X and Y came, in their order, among distractors.",
            f"{_HOCHREITER}, experiment 6a",
            0.99,
            False,
            parameters(span(50, 10, 200), units=16, forget_bias=3.0, steps=2000),
            sequences.temporal_order,
        ),
        Task(
            "adding",
            "Give the sum of the two marked values.",
            f"{_HOCHREITER}, experiment 4, in the form of Le, Jaitly & Hinton (2015), arXiv 1504.00941",
            0.01,
            True,
            parameters(span(50, 4, 200), units=32, steps=2000),
            sequences.adding,
        ),
        Task(
            "parity",
            "Say at every timestep whether the ones so far are odd in number.",
            "Hochreiter & Schmidhuber (1996), Bridging long time lags by weight guessing, who call it a weak test",
            0.99,
            False,
            parameters(span(20, 2, 100), units=8, learning_rate=0.02, steps=3500),
            sequences.parity,
        ),
    )
}


def find_task(name: str) -> Task:
    """Return the task of this name.

    Raises:
        SettingError: there is none.
    """
    if name not in TASKS:
        raise SettingError(f"There is no task “{name}”: choose among {', '.join(TASKS)}.")
    return TASKS[name]
