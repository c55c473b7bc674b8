"""What the Lab downloads as scripts."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from lstm_viz.errors import SavedRunError
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.ui.experiment import build
from lstm_viz.ui.saved import open_saved
from lstm_viz.ui.script_file import script_zip
from lstm_viz.ui.settings import Settings

DEMO = Path(__file__).parents[3] / "assets" / "demo.safetensors"


@pytest.fixture
def engine() -> Iterator[LocalEngine]:
    made = LocalEngine(1)
    yield made
    made.shutdown()


def test_a_trained_run_is_downloaded_as_scripts_that_give_its_predictions(engine: LocalEngine, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(script_zip(open_saved(DEMO.read_bytes(), engine), engine))) as file:
        assert file.namelist()[0] == "lstm_scripts/README.txt"
        file.extractall(tmp_path)
    script = tmp_path / "lstm_scripts" / "torch_script.py"
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()[0]
    assert said.startswith("The largest difference to LSTM Visualizer over 599 timesteps: ")
    assert float(said.split()[-1]) <= 1e-5


def test_a_run_that_has_not_begun_is_refused_in_words(engine: LocalEngine) -> None:
    made = build(Settings(), None)
    # Its first numbers come out of a process that has yet to start.
    live = LiveRun(engine, made.problem, made.model, made.train, goal=10, about=made)
    with pytest.raises(SavedRunError, match="has not begun"):
        script_zip(live, engine)
