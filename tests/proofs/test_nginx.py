"""deploy/nginx.conf before two real app servers: a browser stays with its server, and one lost is not all lost."""

import contextlib
import http.client
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.app_server import ROOT, free_port, wait_until_healthy
from tests.browser.conftest import browser  # noqa: F401  # a fixture
from tests.browser.lab import long_run, open_lab, play, status, wait_for
from tests.proofs.processes import kill_group, started
from tests.unit.deploy import nginx
from tests.unit.websocket import opens_session

AIR = ROOT / "assets" / "samples" / "air_passengers.csv"
LARGEST = 2**20 * int(tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["server"]["maxUploadSize"])
NAME = "viz.school.example"
pytestmark = [pytest.mark.skipif(nginx.NGINX is None, reason=nginx.ABSENT), pytest.mark.timeout(600)]


@dataclass(frozen=True)
class Cluster:
    """nginx by its port, and the servers behind it by theirs."""

    port: int
    servers: "dict[int, subprocess.Popen[bytes]]"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, cookie: str = "") -> tuple[int, str]:
        """Ask for the page; return which server answered, and the cookie that came with it."""
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.closing(asking):
            asking.request("GET", "/", headers={"Cookie": f"browser={cookie}"} if cookie else {})
            answer = asking.getresponse()
            answer.read()
        assert answer.status == 200
        served_by = answer.headers["Served-By"].split(",")[-1]  # after others, where those were lost
        set_now = SimpleCookie(answer.headers["Set-Cookie"] or "").get("browser")
        return int(served_by.rpartition(":")[2]), set_now.value if set_now else ""

    def cookie_of(self, server: int) -> str:
        """A new browser's cookie that leads to this server."""
        for _ in range(200):
            served_by, cookie = self.ask()
            if served_by == server:
                return cookie
        raise AssertionError(f"200 new browsers, and none came to {server}")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with contextlib.ExitStack() as stack:
        servers = {}
        for port in (free_port(), free_port()):
            command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
            log, runs = tmp_path / f"{port}.txt", tmp_path / f"runs-{port}"
            environ = os.environ | {"LSTM_VIZ_RUNS": str(runs), "STREAMLIT_SERVER_ALLOWED_HOSTS": f"127.0.0.1 {NAME} "}
            servers[port] = stack.enter_context(started(command, log, ROOT, environ))
        for port, server in servers.items():
            wait_until_healthy(server, f"http://127.0.0.1:{port}", tmp_path / f"{port}.txt")
        port, log = free_port(), tmp_path / "nginx.txt"
        front = stack.enter_context(started(nginx.command(tmp_path, port, list(servers)), log, tmp_path, os.environ))
        wait_until_healthy(front, f"http://127.0.0.1:{port}", log)
        yield Cluster(port, servers)


def _page(stack: contextlib.ExitStack, browser: Browser, cluster: Cluster, server: int) -> Page:  # noqa: F811
    context: BrowserContext = stack.enter_context(contextlib.closing(browser.new_context()))
    context.add_cookies([{"name": "browser", "value": cluster.cookie_of(server), "url": cluster.address}])
    return context.new_page()


def test_new_browsers_are_shared_out_and_each_stays_with_its_server(cluster: Cluster) -> None:
    came = [cluster.ask() for _ in range(20)]
    assert {server for server, _ in came} == set(cluster.servers)
    assert len({cookie for _, cookie in came}) == 20
    for server, cookie in came:
        assert [cluster.ask(cookie) for _ in range(5)] == [(server, "")] * 5


def test_after_a_server_is_lost_its_browsers_are_served_by_the_other_and_the_others_stay(cluster: Cluster) -> None:
    lost, left = cluster.servers
    cookies = {server: [cluster.cookie_of(server) for _ in range(5)] for server in cluster.servers}
    kill_group(cluster.servers[lost])
    for cookie in cookies[lost] + cookies[left]:
        assert cluster.ask(cookie) == (left, "")


def test_a_page_trains_and_takes_a_file_through_nginx_and_goes_on_when_the_other_server_is_lost(
    cluster: Cluster,
    browser: Browser,  # noqa: F811
) -> None:
    lost, left = cluster.servers
    with contextlib.ExitStack() as stack:
        stays = _page(stack, browser, cluster, left)
        moves = _page(stack, browser, cluster, lost)
        for page in (stays, moves):
            open_lab(page, long_run(cluster.address, seed=3))
            page.locator('input[type="file"]').first.set_input_files(AIR)
            expect(page.get_by_text("How air_passengers.csv was read")).to_be_visible()
        play(stays)
        wait_for(stays, "s.step > 20")
        kill_group(cluster.servers[lost])
        seen = status(stays)["step"]
        wait_for(stays, f"s.step > {seen + 20}")
        moves.goto(cluster.address)
        wait_for(moves, "s.draws > 0")


def test_a_session_opens_under_a_name_that_the_servers_know_and_under_no_other(cluster: Cluster) -> None:
    assert opens_session(cluster.port, f"{NAME}:{cluster.port}")
    assert not opens_session(cluster.port, f"rebound.example:{cluster.port}")


@pytest.mark.parametrize(("size", "passes"), [(LARGEST + 1000, True), (LARGEST + 2 * 2**20, False)])
def test_the_largest_file_passes_and_a_larger_body_is_refused(cluster: Cluster, size: int, passes: bool) -> None:
    asking = http.client.HTTPConnection("127.0.0.1", cluster.port, timeout=20)
    with contextlib.closing(asking):
        asking.putrequest("PUT", "/_stcore/upload_file/nobody/nothing")
        asking.putheader("Content-Length", str(size))
        asking.endheaders()
        if passes:
            asking.send(bytes(size))
        answer = asking.getresponse()
    assert (answer.status == 413) != passes
    assert (answer.headers["Served-By"] is not None) == passes
