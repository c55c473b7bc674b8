"""Which engine a server computes with: its environment says so."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from lstm_viz.errors import SettingError
from lstm_viz.training.cluster_engine import ClusterEngine
from lstm_viz.training.engine import Engine
from lstm_viz.training.local_engine import LocalEngine

SCHEDULER, SLOTS, MOST_SLOTS = "LSTM_VIZ_SCHEDULER", "LSTM_VIZ_SLOTS", 64


def choose_engine(environ: Mapping[str, str], cores: int) -> Engine:
    """Return the engine on the cluster of `LSTM_VIZ_SCHEDULER`, or one on this computer with a slot a core but one.

    `LSTM_VIZ_SLOTS` sets the slots on this computer.

    Raises:
        SettingError: one of the two is malformed, or the package that speaks with clusters is not installed.
    """
    address = environ.get(SCHEDULER, "")
    if address:
        return ClusterEngine(_checked(address))
    return LocalEngine(_slots(environ.get(SLOTS, ""), max(1, cores - 1)))


def _checked(address: str) -> str:
    try:
        parts = urlsplit(address)
        whole = address == f"tcp://{parts.netloc}" and parts.username is None
        good = whole and parts.hostname and parts.port
    except ValueError:  # a port that is no number, a bracket that is not closed
        good = False
    if not good:
        raise SettingError(f"{SCHEDULER} is “{address}”: write tcp://host:port, as in tcp://127.0.0.1:8786.")
    return address


def _slots(text: str, usual: int) -> int:
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_SLOTS):
        raise SettingError(f"{SLOTS} is “{text}”: write a whole number from 1 to {MOST_SLOTS}.")
    return int(text)
