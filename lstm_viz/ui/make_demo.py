"""Train the small run that a first visit shows, and write it: `python -m lstm_viz.ui.make_demo FILE`."""

import sys
from pathlib import Path

from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.ui.experiment import build
from lstm_viz.ui.saved import save
from lstm_viz.ui.settings import Settings


def main(file: str) -> None:
    """Train the default settings to their end."""
    experiment = build(Settings(), None)
    with LocalEngine(1) as engine:
        live = LiveRun(
            engine,
            experiment.problem,
            experiment.model,
            experiment.train,
            goal=experiment.settings.steps,
            about=experiment,
        )
        live.play()
        while not live.wait_until(lambda status: status.state in ("finished", "failed"), 5):
            live.touch()
        Path(file).write_bytes(save(live))


if __name__ == "__main__":
    main(sys.argv[1])
