"""Files that cannot be used: one plain sentence each, and never another error."""

from pathlib import Path

import pytest

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.errors import DataError

ROWS = [f"2001-01-{row % 28 + 1:02},{row % 7}" for row in range(28)] + ["2001-02-01,1", "2001-02-02,5"]
GOOD = "\n".join(["day,x", *ROWS])

HOSTILE = {
    "blank": (b"\n\n  \r\n", "is empty"),
    "too large": (GOOD.replace("01-05,4", "01-05,-1e300").encode(), "“x” of bad.csv is -1e\\+300, too large"),
    "all NaN": (b"a,b\n" + b"x,nan\n" * 40, "has no column of numbers"),
    "zeros": (b"\x00\x01" * 5000, "is not a text file"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4000, "is not a text file"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_cannot_be_used_is_told_in_one_sentence_with_a_remedy(kind: str) -> None:
    data, words = HOSTILE[kind]
    with pytest.raises(DataError, match=words) as caught:
        read_csv(data, name="bad.csv")
    sentence = str(caught.value)
    assert "bad.csv" in sentence
    assert sentence.endswith(".")
    assert ": " in sentence
    assert "\n" not in sentence


def test_a_file_that_is_not_there_or_is_a_folder_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path, "a\0b"):
        with pytest.raises(DataError, match=r" cannot be opened: .*\.$"):
            read_csv(path)


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ({"encoding": "klingon"}, "cannot be read as klingon"),
        ({"encoding": "utf-16"}, "utf-16|not a text file|30"),
        ({"delimiter": "ab"}, "“ab” cannot separate columns"),
        ({"decimal": "x"}, "“x” cannot be the decimal mark"),
        ({"date": "x"}, "“x” of the file holds no dates"),
        ({"date": "nowhere"}, "“nowhere” of the file holds no dates"),
    ],
)
def test_an_override_that_does_not_fit_is_told(override: dict[str, str], words: str) -> None:
    with pytest.raises(DataError, match=rf"({words}).*\.$"):
        read_csv(GOOD.encode(), **override)  # type: ignore[arg-type]  # each is a keyword of text
