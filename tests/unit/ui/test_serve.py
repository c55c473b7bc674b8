import ipaddress
import socket

import pytest

from lstm_viz.ui.serve import WARNING, lan_addresses, lan_hosts, network_warning


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "::1", "localhost", "unix:///run/app.sock"])
def test_a_server_that_only_this_computer_reaches_needs_no_warning(address: str) -> None:
    assert network_warning(address) is None


@pytest.mark.parametrize("address", ["", "0.0.0.0", "::", "192.168.1.5", "fe80::1", "classroom.local"])  # noqa: S104
def test_a_server_that_others_reach_is_warned_of(address: str) -> None:
    assert network_warning(address) == WARNING


def test_addresses_for_others_are_this_computers_own_and_not_loopback() -> None:
    for address in lan_addresses():
        assert not ipaddress.ip_address(address).is_loopback
        with socket.socket() as probe:
            probe.bind((address, 0))


def test_every_host_let_in_is_an_address_or_this_computers_name() -> None:
    name = socket.gethostname().lower()
    named = {host for host in lan_hosts() if not host.rpartition(".")[2].isdecimal()}
    assert named == {"localhost", "::1", name, f"{name}.local"}
