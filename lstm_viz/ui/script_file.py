"""The run's network as a Keras and a torch script: the example's answers are computed by a worker when asked for."""

from lstm_viz.data.fed import fed_columns
from lstm_viz.errors import SavedRunError
from lstm_viz.model.scripts.bundle import MOST_TIMESTEPS, scripts_zip
from lstm_viz.training.engine import Engine
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.look import trace_job
from lstm_viz.ui.experiment import Experiment
from lstm_viz.ui.trace_file import LONGEST_WAIT


def script_zip(live: LiveRun, engine: Engine) -> bytes:
    """Return both scripts with the run's newest weights and the beginning of its probe sequence, as one zip.

    Raises:
        SavedRunError: the run has not begun.
        TimeoutError, LstmVizError: no worker had time, or could be reached.
    """
    run, problem = live.run(), live.problem
    made: Experiment = live.about
    if run is None:
        raise SavedRunError("The run has not begun: wait until its first numbers are there.")
    weights = dict(run.newest.weights)
    asked = engine.submit(trace_job, run.model, weights, problem.inputs[problem.probe, :MOST_TIMESTEPS])
    y = asked.result(LONGEST_WAIT).y_hat
    assert y is not None  # noqa: S101  # for the type checker: our own network answers every timestep
    return scripts_zip(run.model, run.segments[-1].config, weights, problem, fed_columns(made.source, problem), y)
