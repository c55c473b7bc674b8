"""`python -m lstm_viz` in processes of its own."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lstm_viz.ui.serve import lan_hosts
from tests.browser.app_server import ROOT, free_port, wait_until_healthy
from tests.unit.websocket import opens_session

END_SECONDS = 20
needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="reads in /proc who listens")


def _run(*words: str, **where: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "lstm_viz", *words]
    return subprocess.run(command, cwd=where.get("cwd", ROOT), capture_output=True, text=True, timeout=60, check=False)


@contextlib.contextmanager
def _serving(
    log: Path, *words: str, before: tuple[str, ...] = (), cwd: Path = ROOT, **environ: str
) -> Iterator["subprocess.Popen[bytes]"]:
    command = [*before, sys.executable, "-m", "lstm_viz", "serve", *words]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=cwd, stdout=output, stderr=output, start_new_session=True, env=os.environ | environ
        )
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.mark.parametrize(
    "words", [[], ["train"], ["serve", "--wan"], ["serve", "now"], ["serve", "--port", "x"], ["serve", "--port=0"]]
)
def test_what_is_not_known_ends_with_2_and_one_line_that_says_what_to_do(words: list[str]) -> None:
    ended = _run(*words)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert len(ended.stderr.splitlines()) == 1
    assert ended.stderr.endswith("`python -m lstm_viz --help` lists what there is.\n")


def test_help_lists_serve_with_its_options() -> None:
    assert "serve the app" in _run("--help").stdout
    told = _run("serve", "--help")
    assert told.returncode == 0
    assert all(option in told.stdout for option in ("--lan", "--port N"))


@pytest.mark.parametrize("words", [[], ["--lan"]])
def test_a_port_in_use_is_one_plain_sentence(words: list[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = _run("serve", f"--port={port}", *words)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"Port {port} is in use: end what listens there, or choose another with --port.\n"


def test_a_port_that_only_administrators_may_use_is_one_plain_sentence() -> None:
    apart = ("unshare", "--map-root-user", sys.executable, "-m", "lstm_viz", "serve", "--port=80")
    if not shutil.which("unshare") or subprocess.run(["unshare", "--map-root-user", "true"], check=False).returncode:
        pytest.skip("needs Linux's unshare, and leave to use it, to be nobody of rank")
    ended = subprocess.run(apart, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        "Port 80 is not for everybody's use on this computer: choose another with --port, such as 8501.\n"
    )


def test_the_package_without_the_app_says_so(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "lstm_viz", tmp_path / "lstm_viz")
    ended = _run("serve", cwd=str(tmp_path))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "app.py is not here" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@needs_proc
def test_the_app_is_served_on_loopback_only_to_its_own_names_and_ctrl_c_ends_it_quietly(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log.txt"
    with _serving(log, f"--port={port}") as server:
        wait_until_healthy(server, f"http://127.0.0.1:{port}", log)
        assert _listening(server, port) == {"127.0.0.1"}
        assert opens_session(port, f"localhost:{port}")
        assert opens_session(port, f"127.0.0.1:{port}")
        assert not opens_session(port, f"rebound.example:{port}")
        os.killpg(server.pid, signal.SIGINT)
        assert server.wait(END_SECONDS) == 0
    assert "Traceback" not in log.read_text()


def test_the_app_is_served_from_any_folder_with_its_own_settings(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log.txt"
    with _serving(log, f"--port={port}", cwd=tmp_path, PYTHONPATH=str(ROOT)) as server:
        wait_until_healthy(server, f"http://127.0.0.1:{port}", log)
        assert opens_session(port, f"localhost:{port}")
        assert not opens_session(port, f"rebound.example:{port}")


def test_in_a_local_network_every_ipv4_address_is_let_in_and_no_foreign_name(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log.txt"
    with _serving(log, f"--port={port}", STREAMLIT_SERVER_ALLOWED_HOSTS=" ".join(lan_hosts())) as server:
        wait_until_healthy(server, f"http://127.0.0.1:{port}", log)
        assert opens_session(port, f"192.168.7.5:{port}")
        assert opens_session(port, f"{socket.gethostname()}.local:{port}")
        assert not opens_session(port, f"rebound.example:{port}")
        assert not opens_session(port, f"192.168.7.5.rebound.example:{port}")


@needs_proc
@pytest.mark.parametrize(
    ("network", "told"),
    [("ip link set lo up", "http://…:8501, with this computer's address from its network settings"),
     ("ip link set lo up; ip address add 192.168.7.5/24 dev lo; ip route add default dev lo src 192.168.7.5",
      "http://192.168.7.5:8501")],
)  # fmt: skip
def test_lan_listens_everywhere_and_says_what_the_others_type_and_what_they_may(
    tmp_path: Path, network: str, told: str
) -> None:
    apart = ("unshare", "--net", "--map-root-user", "sh", "-c", f'{network}; exec "$@"', "sh")
    if (
        not shutil.which("ip")
        or not shutil.which("unshare")
        or subprocess.run([*apart, "true"], check=False).returncode
    ):
        pytest.skip(
            "needs a network of its own, so that nobody is let in: Linux's unshare and ip, and leave to use them"
        )
    log = tmp_path / "log.txt"
    with _serving(log, "--lan", before=apart) as server:
        for _ in range(200):
            if _listening(server, 8501) or server.poll() is not None:
                break
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(0.2)
        assert _listening(server, 8501) == {"0.0.0.0"}  # noqa: S104
    said = log.read_text()
    assert f"The others type {told}\n" in said
    assert "Everybody in this network can open this page" in said


def _listening(server: "subprocess.Popen[bytes]", port: int) -> set[str]:
    """The IPv4 addresses on which somebody in the server's network listens on this port."""
    rows = [row.split() for row in Path(f"/proc/{server.pid}/net/tcp").read_text().splitlines()[1:]]
    places = [row[1].split(":") for row in rows if row[3] == "0A"]
    return {socket.inet_ntoa(bytes.fromhex(host)[::-1]) for host, its_port in places if int(its_port, 16) == port}


def test_read_says_how_a_file_is_understood_as_one_json_value_or_in_words(tmp_path: Path) -> None:
    months = [f"01.{month:02}.{year}" for year in range(2000, 2004) for month in range(1, 13)]
    rows = [f"{month};1.0{k:02},5" for k, month in enumerate(months)]
    file = tmp_path / "umsatz.csv"
    lines = ["Bericht Größe", "", "Datum;Umsatz", *rows, "Summe;99.999,5", "Quelle: Amt"]
    file.write_bytes("\r\n".join(lines).encode("cp1252"))
    ended = _run("read", str(file), "--json")
    assert (ended.returncode, ended.stderr) == (0, "")
    told = json.loads(ended.stdout)
    (warning,) = told.pop("warnings")
    assert "line 1" in warning
    assert told == {
        "encoding": "cp1252",
        "delimiter": ";",
        "decimal": ",",
        "thousands": ".",
        "header_rows": 1,
        "skipped_rows": [
            {"row": 1, "text": "Bericht Größe", "why": "above the table"},
            {"row": 52, "text": "Summe;99.999,5", "why": "a total"},
            {"row": 53, "text": "Quelle: Amt", "why": "below the table"},
        ],
        "columns": [
            {"name": "Datum", "kind": "time", "missing": 0},
            {"name": "Umsatz", "kind": "number", "missing": 0},
        ],
        "layout": "single",
        "time": {
            "column": "Datum",
            "format": "%d.%m.%Y",
            "frequency": "MS",
            "first": "2000-01-01T00:00:00",
            "last": "2003-12-01T00:00:00",
            "rows": 48,
            "missing": 0,
            "duplicates": 0,
            "sorted": True,
        },
        "series": [{"name": "Umsatz", "rows": 48}],
        "questions": [],
    }
    words = _run("read", str(file)).stdout
    assert "Set aside, line 52 (a total): Summe;99.999,5" in words


def test_read_of_a_file_that_is_not_there_ends_with_2_and_one_line(tmp_path: Path) -> None:
    ended = _run("read", str(tmp_path / "none.csv"), "--json")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "none.csv cannot be opened: check that the file is there and may be read.\n"


def test_read_obeys_what_is_said_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    file.write_text(
        "\n".join(["day,y", *(f"{day}/2020,{k}" for k, day in enumerate(["3/4", "1/9", "7/2", "2/11", "5/6"]))])
    )
    assert "else say --set date_order=mdy." in _run("read", str(file)).stdout
    told = json.loads(_run("read", str(file), "--json", "--set", "date_order=mdy").stdout)
    assert (told["time"]["first"][:10], told["questions"]) == ("2020-01-09", [])
    ended = _run("read", str(file), "--set", "order=mdy")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("“order=mdy” does not say how to read the file: write --set NAME=VALUE")
