"""What the network on screen does, as a Parquet file: computed by a worker when somebody asks for it."""

from lstm_viz.errors import SavedRunError
from lstm_viz.explorer.table import trace_parquet
from lstm_viz.training.engine import Engine
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.look import trace_job

LONGEST_WAIT = 60.0
"""Seconds: in a full class the workers' queue is long."""


def trace_file(live: LiveRun, engine: Engine) -> bytes:
    """Return the tidy table of the probe sequence, read by the run's newest weights.

    Raises:
        SavedRunError: the run has not begun.
        TimeoutError, LstmVizError: no worker had time, or could be reached.
    """
    run, problem = live.run(), live.problem
    if run is None:
        raise SavedRunError("The run has not begun: wait until its first numbers are there.")
    asked = engine.submit(trace_job, run.model, dict(run.newest.weights), problem.inputs[problem.probe])
    return trace_parquet(asked.result(LONGEST_WAIT), problem.time_labels)
