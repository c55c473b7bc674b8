"""The run's network as a Keras and a torch script: the example's answers are computed by a worker when asked for."""

from typing import cast

from lstm_viz.model.scripts.bundle import MOST_TIMESTEPS, run_scripts
from lstm_viz.records import Array
from lstm_viz.training.engine import Engine
from lstm_viz.training.live_run import LiveRun
from lstm_viz.ui.experiment import Experiment
from lstm_viz.ui.saved import begun
from lstm_viz.ui.trace_file import trace_of


def script_zip(live: LiveRun, engine: Engine) -> bytes:
    """Return both scripts with the run's newest weights and the beginning of its probe sequence, as one zip.

    Raises:
        SavedRunError: the run has not begun.
        TimeoutError, LstmVizError: no worker had time, or could be reached.
    """
    run, problem = begun(live), live.problem
    made: Experiment = live.about
    y = cast("Array", trace_of(run, problem, engine, MOST_TIMESTEPS).y_hat)  # our own network answers every timestep
    return run_scripts(run, problem, made.source, y)
