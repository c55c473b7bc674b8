"""Train the two small runs that are shipped, and write them: `python -m lstm_viz.ui.make_demo`."""

from pathlib import Path

from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.ui import server
from lstm_viz.ui.experiment import build
from lstm_viz.ui.lesson_networks import LESSON
from lstm_viz.ui.saved import save
from lstm_viz.ui.settings import Settings


def main() -> None:
    """Train the Lab’s and the lessons’ settings to their end."""
    _make(Settings(), server.DEMO)
    _make(LESSON, server.LESSON)


def _make(settings: Settings, file: Path) -> None:
    experiment = build(settings, None)
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
        file.write_bytes(save(live))


if __name__ == "__main__":
    main()
