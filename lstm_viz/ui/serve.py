"""Serve the app: to this computer, or to a local network."""

import contextlib
import ipaddress
import os
import socket
import sys

import click

from lstm_viz.ui.server import ROOT

LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104  # only where --lan asks for it
WARNING = (
    "Everybody in this network can open this page, upload files and use this computer's processor: "
    "there is no password."
)

# One address of each private range: the system tells from which of its own it would reach them.
_PRIVATE = ("10.0.0.1", "172.16.0.1", "192.168.0.1")


def network_warning(address: str) -> str | None:
    """Return what to say where a server listens on this address (Streamlit's `server.address`); None on loopback."""
    if address == "localhost" or address.startswith("unix://"):
        return None
    try:
        return None if ipaddress.ip_address(address).is_loopback else WARNING
    except ValueError:  # "" is every interface, and a name may be any
        return WARNING


def lan_addresses() -> list[str]:
    """Return this computer's IPv4 addresses in local networks, the likeliest first, without sending anything."""
    found: dict[str, None] = {}
    for target in _PRIVATE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((target, 9))  # a datagram socket only looks up the route
            except OSError:
                continue
            found[probe.getsockname()[0]] = None
    return [address for address in found if not ipaddress.ip_address(address).is_loopback]


def lan_hosts() -> list[str]:
    """Return the hosts under which a server in a local network may be asked, for Streamlit's `server.allowedHosts`.

    Every IPv4 address is one of them. No name that can be looked up ends in a number, so a foreign name still cannot
    be pointed at this computer.
    """
    name = socket.gethostname().lower()
    return ["localhost", "::1", name, f"{name}.local", *(f"*.{last}" for last in range(256))]


def serve(*, lan: bool, port: int) -> int:
    """Serve the app until Ctrl-C or SIGTERM; return the exit code."""
    app = ROOT / "app.py"
    if not app.is_file():
        return _refuse("app.py is not here: the package alone cannot serve. Run this in a checkout of LSTM Visualizer.")
    address = EVERYWHERE if lan else LOOPBACK
    trouble = _trouble_with(address, port)
    if trouble:
        return _refuse(trouble)
    shown = LOOPBACK
    if lan:
        addresses = lan_addresses()
        shown = (addresses or [shown])[0]
        os.environ.setdefault("STREAMLIT_SERVER_ALLOWED_HOSTS", " ".join(lan_hosts()))
        _say_where(addresses, port)
    from streamlit.web.cli import main as streamlit

    options = {"server.address": address, "server.port": port, "browser.serverAddress": shown}
    flags = [f"--{name}={value}" for name, value in options.items()]
    with contextlib.suppress(click.Abort):  # Ctrl-C
        streamlit(["run", str(app), *flags], prog_name="streamlit", standalone_mode=False)
    return 0


def _trouble_with(address: str, port: int) -> str | None:
    with socket.socket() as probe:
        if os.name != "nt":  # as Streamlit itself does: on Windows the option would let two servers share a port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except PermissionError:
            return f"Port {port} is not for everybody's use on this computer: choose another with --port, such as 8501."
        except OSError:
            return f"Port {port} is in use: end what listens there, or choose another with --port."
    return None


def _say_where(addresses: list[str], port: int) -> None:
    where = " or ".join(f"http://{address}:{port}" for address in addresses)
    unknown = f"http://…:{port}, with this computer's address from its network settings"
    sys.stdout.write(f"\n  The others type {where or unknown}\n  {WARNING}\n")
    sys.stdout.flush()


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1
