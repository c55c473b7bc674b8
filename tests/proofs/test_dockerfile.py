"""deploy/Dockerfile makes a server that is healthy, not root, and ends when told to.

Without a container engine its steps are read and run in a plain directory, with a virtual environment for the image's
Python. What that cannot show: the base image, the user, the volume.
"""

import os
import shlex
import shutil
import signal
import subprocess
import time
import venv
from pathlib import Path

import pytest

from tests.browser.app_server import free_port, wait_until_healthy
from tests.proofs.processes import ends_whole, started
from tests.unit.deploy.dockerfile import PATH, ROOT, Step, stages

END_SECONDS = 10
HEALTHY_SECONDS = 120


def _engine_works() -> bool:
    if not shutil.which("docker"):
        return False
    return subprocess.run(["docker", "info"], capture_output=True, timeout=30, check=False).returncode == 0


ENGINE = _engine_works()


def _install(steps: list[Step], root: Path) -> dict[str, str]:
    """Do in a folder what the steps do in an image; return the environment that a container would start with."""
    app = root / "app"
    app.mkdir(parents=True)
    venv.create(root / "venv", with_pip=True)
    environ = os.environ | {"PATH": f"{root / 'venv' / 'bin'}:{os.environ['PATH']}", "VIRTUAL_ENV": str(root / "venv")}
    for step in steps:
        if step.word == "COPY":
            *sources, target = step.rest.split()
            for source in sources:
                if (ROOT / source).is_dir():
                    shutil.copytree(ROOT / source, app / target)
                else:
                    shutil.copy(ROOT / source, app / target)
        elif step.word == "RUN" and "pip install" in step.rest:
            # No TORCH_INDEX: then torch comes from where this computer's pip takes everything.
            done = subprocess.run(["sh", "-c", step.rest], cwd=app, env=environ, capture_output=True, text=True)  # noqa: PLW1510
            assert done.returncode == 0, done.stderr
        elif step.word == "RUN":
            assert step.rest == "useradd --create-home --uid 1000 viz && install --directory --owner=viz /data/runs"
            (root / "data" / "runs").mkdir(parents=True)
        elif step.word == "ENV":
            environ |= dict(setting.split("=", 1) for setting in shlex.split(step.rest))
    return environ


@pytest.mark.skipif(ENGINE, reason="a container engine works here: the image itself is built")
@pytest.mark.timeout(1500)
def test_the_steps_make_a_server_that_is_healthy_and_ends_when_told_to(tmp_path: Path) -> None:
    steps = stages()[""]
    environ = _install(steps, tmp_path)
    port, log = free_port(), tmp_path / "log.txt"
    assert environ["STREAMLIT_SERVER_ADDRESS"] == "0.0.0.0"  # noqa: S104  # all of a container is meant, not of this computer
    environ |= {
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        "STREAMLIT_SERVER_PORT": str(port),
        "LSTM_VIZ_RUNS": str(tmp_path / "data" / "runs"),
    }
    check = [step for step in steps if step.word == "HEALTHCHECK"][-1].words
    command = [step for step in steps if step.word == "ENTRYPOINT"][-1].words
    command[0] = str(tmp_path / "venv" / "bin" / command[0])
    with started(command, log, tmp_path / "app", environ) as server:
        wait_until_healthy(server, f"http://127.0.0.1:{port}", log)
        assert subprocess.run(check, env=environ, check=False).returncode == 0
        os.kill(server.pid, signal.SIGTERM)
        assert ends_whole(server, END_SECONDS), log.read_text()
        assert server.returncode in (0, -signal.SIGTERM)
        assert subprocess.run(check, env=environ, capture_output=True, check=False).returncode != 0
    assert "Traceback" not in log.read_text()


def _docker(*words: str) -> str:
    done = subprocess.run(["docker", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.skipif(not ENGINE, reason="no container engine works here: the steps are run in a plain directory")
@pytest.mark.timeout(1500)
def test_the_image_serves_is_healthy_and_ends_when_told_to() -> None:
    _docker("build", "--file", str(PATH), "--tag", "lstm-viz-proof", str(ROOT))
    container = _docker("run", "--rm", "--detach", "--publish", "127.0.0.1::8501", "lstm-viz-proof")
    try:
        deadline = time.monotonic() + HEALTHY_SECONDS
        while _docker("inspect", "--format", "{{.State.Health.Status}}", container) != "healthy":
            assert time.monotonic() < deadline, _docker("logs", container)
        assert _docker("exec", container, "id", "-u") == "1000"
        assert _docker("exec", container, "sh", "-c", "touch $LSTM_VIZ_RUNS/new && echo kept") == "kept"
        begun = time.monotonic()
        _docker("stop", "--time", str(2 * END_SECONDS), container)
        assert time.monotonic() - begun < END_SECONDS
    finally:
        subprocess.run(["docker", "kill", container], capture_output=True, check=False)
