"""What the network on screen does, as a Parquet file: computed by a worker when somebody asks for it."""

from lstm_viz.explorer.table import trace_parquet
from lstm_viz.records import Problem, Run, Trace
from lstm_viz.training.engine import Engine
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.look import trace_job
from lstm_viz.ui.saved import begun

LONGEST_WAIT = 60.0
"""Seconds: in a full class the workers' queue is long."""


def trace_file(live: LiveRun, engine: Engine) -> bytes:
    """Return the tidy table of the probe sequence, read by the run's newest weights.

    Raises:
        SavedRunError: the run has not begun.
        TimeoutError, LstmVizError: no worker had time, or could be reached.
    """
    return trace_parquet(trace_of(begun(live), live.problem, engine), live.problem.time_labels)


def trace_of(run: Run, problem: Problem, engine: Engine, timesteps: int | None = None) -> Trace:
    """Return what happens while the run's newest weights read the probe sequence, or so many timesteps of it.

    Raises:
        TimeoutError, LstmVizError: no worker had time, or could be reached.
    """
    inputs = problem.inputs[problem.probe, :timesteps]
    found: Trace = engine.submit(trace_job, run.model, dict(run.newest.weights), inputs).result(LONGEST_WAIT)
    return found
