"""The newest file of each person is found by the address that names it, by them alone."""

from lstm_viz.ui.brought import BroughtFiles, word_of
from lstm_viz.ui.upload import Upload

ONE, OTHER = (Upload.read(name, b"t,y\n2020-01-01,1\n2020-01-02,2\n2020-01-03,4\n") for name in ("one.csv", "two.csv"))


def test_a_file_is_found_by_its_person_and_its_word_only() -> None:
    files = BroughtFiles()
    files.bring("ann", ONE)
    assert files.find("ann", word_of(ONE)) is ONE
    assert files.find("bob", word_of(ONE)) is None
    assert files.find("ann", word_of(OTHER)) is None
    files.bring("ann", OTHER)
    assert files.find("ann", word_of(ONE)) is None


def test_those_who_came_first_are_forgotten() -> None:
    files = BroughtFiles(most=2)
    for person in ("ann", "bob", "ann", "cas"):
        files.bring(person, ONE)
    assert [files.find(person, word_of(ONE)) for person in ("ann", "bob", "cas")] == [ONE, None, ONE]
