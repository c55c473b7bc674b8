import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from tests.unit.deploy import nginx
from tests.unit.deploy.dockerfile import ROOT, copied, stages

DASK = ("scheduler", "worker")


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())["services"]
    return found


@pytest.mark.parametrize("stage", ["app", "cluster", ""])
def test_what_the_image_copies_exists_and_is_let_through(stage: str) -> None:
    let_through = (ROOT / ".dockerignore").read_text().splitlines()
    for source, _ in copied(stages()[stage]):
        assert (ROOT / source).exists(), source
        assert f"!{source}" in let_through


def test_packages_are_installed_before_the_code_is_copied() -> None:
    lines = [f"{step.word} {step.rest}" for step in stages()["app"]]
    installed = max(number for number, line in enumerate(lines) if "pip install" in line)
    assert installed < lines.index("COPY lstm_viz lstm_viz")
    assert lines.index("COPY requirements.txt ./") < installed


def test_a_build_without_a_target_gives_the_app() -> None:
    assert list(stages())[-1] == ""
    assert [step.rest for step in stages()[""] if step.word == "FROM"][-1] == "app"


@pytest.mark.parametrize("stage", ["app", "cluster", ""])
def test_no_image_runs_as_root(stage: str) -> None:
    assert [step.rest for step in stages()[stage] if step.word == "USER"][-1] == "viz"


def test_only_the_app_and_nginx_are_published_and_to_this_computer(services: dict[str, dict[str, Any]]) -> None:
    published = {name: service["ports"] for name, service in services.items() if "ports" in service}
    to_this_computer = ["${LSTM_VIZ_ADDRESS:-127.0.0.1}:8501:8501"]
    assert published == {"app": to_this_computer, "nginx": to_this_computer}


def test_without_the_profile_only_the_app_starts(services: dict[str, dict[str, Any]]) -> None:
    assert [name for name, service in services.items() if "profiles" not in service] == ["app"]


def test_dask_is_on_a_network_of_its_own(services: dict[str, dict[str, Any]]) -> None:
    assert {name for name, service in services.items() if "cluster" in service.get("networks", [])} == {
        *DASK,
        *nginx.replicas(),
    }
    assert all(services[name]["networks"] == ["cluster"] for name in DASK)
    whole = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())
    assert whole["networks"]["cluster"] == {"internal": True}


def test_nginx_stands_before_every_replica_and_each_has_its_own_runs_and_the_scheduler(
    services: dict[str, dict[str, Any]],
) -> None:
    assert nginx.replicas() == services["nginx"]["depends_on"]
    folders = [services[name]["volumes"][0] for name in nginx.replicas()]
    assert len(set(folders)) == len(folders) > 1
    assert all(folder.endswith(":/data/runs") for folder in folders)
    for name in nginx.replicas():
        assert services[name]["environment"]["LSTM_VIZ_SCHEDULER"] == "tcp://scheduler:8786"


@pytest.mark.skipif(nginx.NGINX is None, reason=nginx.ABSENT)
def test_nginx_takes_its_settings(tmp_path: Path) -> None:
    told = subprocess.run(
        [*nginx.command(tmp_path, 8501, [1, 2, 3]), "-t"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert "warn" not in told.stderr
