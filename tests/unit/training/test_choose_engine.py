import re
import subprocess
import sys

import pytest

from lstm_viz.errors import SettingError
from lstm_viz.training.choose_engine import choose_engine
from lstm_viz.training.cluster_engine import ClusterEngine
from tests.unit.training.cluster import ROOT, free_port


@pytest.mark.parametrize(
    ("environ", "cores", "slots"),
    [({}, 1, 1), ({}, 2, 1), ({}, 8, 7), ({"LSTM_VIZ_SLOTS": "3"}, 2, 3), ({"LSTM_VIZ_SLOTS": ""}, 2, 1)],
)
def test_without_a_scheduler_this_computer_computes_and_leaves_a_core_to_the_server(
    environ: dict[str, str], cores: int, slots: int
) -> None:
    engine = choose_engine(environ, cores)
    assert (engine.report().place, engine.report().slots) == ("this computer", slots)
    engine.shutdown()


def test_a_scheduler_is_the_engine_s_place() -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    engine = choose_engine({"LSTM_VIZ_SCHEDULER": address}, 2)
    assert isinstance(engine, ClusterEngine)
    assert engine.report().place == address
    engine.shutdown()


@pytest.mark.parametrize("slots", ["0", "65", "-1", "two", "1.5", "²"])
def test_slots_that_cannot_be_are_said_in_words(slots: str) -> None:
    with pytest.raises(SettingError, match=f"LSTM_VIZ_SLOTS is “{slots}”: write a whole number from 1 to 64"):
        choose_engine({"LSTM_VIZ_SLOTS": slots}, 2)


INCOMPLETE = ("here", "127.0.0.1:8786", "tcp://:8786", "tcp://host", "tcp://host:0", "tcp://host:x", "tcp://[::1:8786")
TOO_MUCH = ("http://host:8786", "tcp://host:99999", "tcp://host:8786/x", "tcp://host:8786?x", "tcp://me@host:8786")


@pytest.mark.parametrize(
    "address",
    [*INCOMPLETE, *TOO_MUCH],
)
def test_an_address_that_cannot_be_is_said_in_words(address: str) -> None:
    with pytest.raises(SettingError, match=re.escape(f"is “{address}”: write tcp://host:port")):
        choose_engine({"LSTM_VIZ_SCHEDULER": address}, 2)


def test_an_ipv6_address_will_do() -> None:
    engine = choose_engine({"LSTM_VIZ_SCHEDULER": "tcp://[::1]:1"}, 2)
    assert engine.report().place == "tcp://[::1]:1"
    engine.shutdown()


def test_a_server_without_a_cluster_imports_no_package_for_clusters() -> None:
    script = "import sys; from lstm_viz.training.choose_engine import choose_engine; choose_engine({}, 2)"
    loaded = "; print('distributed' in sys.modules, 'dask' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script + loaded], check=True, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "False False\n"
