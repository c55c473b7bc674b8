import os
import subprocess
import sys
from pathlib import Path

import pytest

from lstm_viz.errors import SavedRunError
from lstm_viz.training.store import MOST_DAYS, MOST_OF_A_PERSON, RunStore
from lstm_viz.training.store_folder import claim_folder
from tests.unit.training.kept import grown_run, kept, open_store, same_run

RUNS = grown_run(2)
DAY = 86_400


def ids(store: RunStore, person: str = "p") -> list[str]:
    return [card.run_id for card in store.cards(person)]


def test_a_persons_runs_are_listed_the_newest_first_and_nobody_elses(tmp_path: Path) -> None:
    clock = [0.0]
    store = open_store(tmp_path, clock=lambda: clock[0])
    for run_id, person in (("one", "p"), ("two", "q"), ("three", "p"), ("four", "")):
        clock[0] += 1
        store.write(kept(RUNS[0], run_id, person))
    assert ids(store) == ["three", "one"]
    assert ids(store, "q") == ["two"]
    assert ids(store, "") == []


def test_the_next_server_finds_what_the_last_one_kept(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.write(kept(RUNS[2]))
    store.rename("r" * 22, "mine")
    store.close()
    again = open_store(tmp_path)
    found = again.read("r" * 22)
    assert found is not None
    assert same_run(found.run, RUNS[2])
    assert again.cards("p")[0].name == "mine"


def test_a_deleted_run_is_gone_from_disk(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.write(kept(RUNS[0]))
    store.delete("r" * 22)
    assert store.read("r" * 22) is None
    assert list(tmp_path.glob("*.run*")) == []


@pytest.mark.parametrize("run_id", ["", "../server", "..", "x" * 5000, "server.lock", "\0", "a/b"])
def test_an_id_that_the_store_did_not_give_reaches_no_file(tmp_path: Path, run_id: str) -> None:
    assert open_store(tmp_path).read(run_id) is None


def test_a_damaged_file_is_set_aside_and_said_when_the_server_starts(tmp_path: Path) -> None:
    (tmp_path / "bad.run").write_bytes(b"no database at all" * 300)
    store = open_store(tmp_path)
    assert "set aside as bad.damaged" in store.notes[0]
    assert [path.name for path in tmp_path.glob("bad*")] == ["bad.damaged"]


def test_a_file_damaged_later_is_set_aside_and_said_when_it_is_asked_for(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.write(kept(RUNS[2], "bad"))
    (tmp_path / "bad.run").write_bytes(b"\0" * 20_000)
    with pytest.raises(SavedRunError, match=r"set aside as bad\.damaged"):
        store.read("bad")
    assert store.read("bad") is None
    assert ids(store) == []


def test_what_is_too_old_is_deleted_unless_it_is_used(tmp_path: Path) -> None:
    clock = [0.0]
    store = open_store(tmp_path, clock=lambda: clock[0])
    for run_id in ("old", "used"):
        store.write(kept(RUNS[0], run_id))
    clock[0] = (MOST_DAYS + 1) * DAY
    store.write(kept(RUNS[0], "new"))
    store.tidy(spare={"used"})
    assert sorted(ids(store)) == ["new", "used"]


def test_one_person_cannot_fill_the_store(tmp_path: Path) -> None:
    clock = [0.0]
    store = open_store(tmp_path, clock=lambda: clock[0])
    store.write(kept(None, "others", "q"))
    for index in range(MOST_OF_A_PERSON + 3):
        clock[0] += 1
        store.write(kept(None, f"run{index}"))
    store.tidy(spare=())
    assert len(ids(store)) == MOST_OF_A_PERSON
    assert not {"run0", "run1", "run2"} & set(ids(store))
    assert ids(store, "q") == ["others"]


def test_the_oldest_go_first_where_the_disk_has_a_bound(tmp_path: Path) -> None:
    clock = [0.0]
    store = open_store(tmp_path, most_bytes=150_000, clock=lambda: clock[0])
    for index in range(8):
        clock[0] += 1
        store.write(kept(RUNS[2], f"run{index}"))
    store.tidy(spare={"run0"})
    assert store.bytes <= 150_000
    assert "run0" in ids(store)
    assert ids(store)[0] == "run7"
    assert "run1" not in ids(store)


def test_two_servers_never_share_a_folder(tmp_path: Path) -> None:
    first = claim_folder({"LSTM_VIZ_RUNS": str(tmp_path)})
    second = claim_folder({"LSTM_VIZ_RUNS": str(tmp_path)})
    assert first.folder == tmp_path
    assert second.folder != tmp_path
    assert "another server" in (second.note or "")
    first.lock.close()
    assert claim_folder({"LSTM_VIZ_RUNS": str(tmp_path)}).note is None


def test_a_folder_that_cannot_be_made_is_said_and_another_is_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    claim = claim_folder({"LSTM_VIZ_RUNS": str(tmp_path / "file" / "runs")})
    assert "cannot be written" in (claim.note or "")
    assert claim.folder.is_dir()


FULL = """
import resource, sys
from pathlib import Path
import torch
from lstm_viz.errors import StoreError
from tests.unit.training.kept import grown_run, kept, open_store, same_run
torch.set_num_threads(1)
runs, store = grown_run(12), open_store(Path(sys.argv[1]))
store.write(kept(runs[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (store.bytes + 4096, resource.RLIM_INFINITY))
try:
    store.write(kept(runs[12]))
except StoreError as error:
    print(error)
print(same_run(store.read("r" * 22).run, runs[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.write(kept(runs[12]))
print(same_run(store.read("r" * 22).run, runs[12]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on file sizes stands for the full disk")
def test_a_full_disk_is_said_keeps_what_was_written_and_is_tried_again(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, env={**os.environ}, check=True
    )
    said, before, after = ended.stdout.splitlines()
    assert said.startswith("Runs are not being saved, for ")
    assert (before, after) == ("True", "True")
