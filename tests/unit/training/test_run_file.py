import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_viz.errors import SavedRunError
from lstm_viz.training.run_file import read_card, read_run, write_card, write_run
from tests.unit.training.kept import grown_run, kept, same_run

RUNS = grown_run(8)


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.run"
    write_run(path, kept(RUNS[3]))
    found = read_run(path)
    assert same_run(found.run, RUNS[3])
    assert (found.card, found.about) == (kept(None).card, kept(None).about)
    assert found.tables["values"].tolist() == [[1, 1]] * 3


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(0, 8), min_size=1, unique=True).map(sorted))
def test_a_file_that_grows_with_its_run_says_the_same_as_one_written_at_once(
    tmp_path_factory: pytest.TempPathFactory, writes: list[int]
) -> None:
    path = tmp_path_factory.mktemp("grown") / "a.run"
    for index in writes:
        write_run(path, kept(RUNS[index]))
    assert same_run(read_run(path).run, RUNS[writes[-1]])


def test_snapshots_that_were_thinned_leave_the_file(tmp_path: Path) -> None:
    thinned = grown_run(8, most_bytes=6 * sum(array.nbytes for array in RUNS[0].newest.weights.values()))
    for run in thinned:
        write_run(tmp_path / "a.run", kept(run))
    found = read_run(tmp_path / "a.run").run
    assert found is not None
    assert set(found.snapshots) == set(thinned[-1].snapshots)
    assert 2 < len(found.snapshots) < len(RUNS[8].snapshots)


def test_a_run_that_has_not_begun_is_kept_by_its_words_alone(tmp_path: Path) -> None:
    write_run(tmp_path / "a.run", kept(None))
    assert read_run(tmp_path / "a.run").run is None


def test_a_card_is_changed_without_the_run(tmp_path: Path) -> None:
    write_run(tmp_path / "a.run", kept(RUNS[2]))
    write_card(tmp_path / "a.run", kept(None, name="<b>new</b>").card)
    assert read_card(tmp_path / "a.run").name == "<b>new</b>"
    assert same_run(read_run(tmp_path / "a.run").run, RUNS[2])


def test_a_damaged_file_is_refused_or_read_as_it_was_written_and_never_otherwise(tmp_path: Path) -> None:
    write_run(tmp_path / "good.run", kept(RUNS[4]))
    good, chance, refused = (tmp_path / "good.run").read_bytes(), random.Random(0), 0  # noqa: S311  # damage, not secrets
    for turn in range(150):
        data = bytearray(good)
        for _ in range(1 + turn % 3):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path = tmp_path / "bad.run"
        path.write_bytes(data)
        try:
            found = read_run(path)
        except SavedRunError:
            refused += 1
            continue
        assert same_run(found.run, RUNS[4])
        assert (found.card, found.about) == (kept(None).card, kept(None).about)
    assert refused > 50


@pytest.mark.parametrize("left", [0, 10, 100, 5000])
def test_a_file_cut_short_is_refused(tmp_path: Path, left: int) -> None:
    path = tmp_path / "a.run"
    write_run(path, kept(RUNS[4]))
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(SavedRunError, match="damaged"):
        read_run(path)


def test_a_file_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(SavedRunError):
        read_card(tmp_path / "a.run")
    assert list(tmp_path.iterdir()) == []
