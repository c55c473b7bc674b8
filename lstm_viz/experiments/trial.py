"""One trial, a row of an experiment tried with one seed, in pieces that are sent to workers by name."""

from lstm_viz.experiments import baselines, fit
from lstm_viz.experiments.fit import Fitting
from lstm_viz.experiments.outcome import Outcome
from lstm_viz.experiments.work import Fit, LastValue, Linear, Work
from lstm_viz.tasks import solve
from lstm_viz.tasks.solve import Solving

Progress = Solving | Fitting


def piece(work: Work, seed: int, before: Progress | None, seconds: float | None = None) -> Progress | Outcome:
    """Do about so many CPU seconds of a trial, all of it without `seconds`; return how far it is, or what came of it.

    Raises:
        TrainingStopped: a loss or a gradient is not finite.
    """
    if isinstance(work, Linear):
        return baselines.linear(work, seed)
    if isinstance(work, LastValue):
        return baselines.last_value(work, seed)
    if isinstance(work, Fit):
        fitted = fit.go_on(before if isinstance(before, Fitting) else None, work, seed, seconds=seconds)
        return fit.outcome(fitted, work, seed) if fitted.state.step == work.steps else fitted
    solving = before if isinstance(before, Solving) else None
    solving = solve.go_on(solving, work.task, work.cell, dict(work.settings), seed, seconds=seconds)
    if not solving.ended:
        return solving
    ended = solving.result(seed)
    return Outcome(seed, solving.seconds, {"score": ended.score}, solved=ended.solved, steps=ended.steps)


def share_done(work: Work, progress: Progress | None) -> float:
    """Return which share of its steps a trial that is under way has taken."""
    if progress is None or isinstance(work, Linear | LastValue):
        return 0.0
    most = work.steps if isinstance(work, Fit) else dict(work.settings)["steps"]
    return progress.state.step / most
