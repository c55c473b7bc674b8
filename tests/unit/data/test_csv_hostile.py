"""Files that cannot be used: one plain sentence each, and never another error."""

from pathlib import Path

import pytest

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.data.room import UPLOAD
from lstm_viz.errors import DataError
from tests.proofs.hostile_files import TEXT, Hostile
from tests.unit.data.tables import WAVE, table_of, text_of

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


@pytest.mark.parametrize("hostile", TEXT, ids=lambda each: each.name)
def test_a_file_made_to_take_memory_or_time_is_refused_in_one_sentence(hostile: Hostile) -> None:
    with pytest.raises(DataError) as caught:
        read_csv(hostile.make(), name=hostile.name, bounds=UPLOAD).to_source()
    assert hostile.words in str(caught.value)
    assert str(caught.value).startswith((hostile.name, f"Column “x” of {hostile.name}"))
    assert str(caught.value).endswith(".")


def test_names_are_one_line_of_at_most_100_letters_that_can_be_seen() -> None:
    names = ["a" * 5000, "b\u202ec\x07d", "  e \n f ", "\u200b"]
    reading = read_csv(table_of({name: text_of(WAVE) for name in names}), name="x" * 5000 + ".csv")
    assert list(reading.table.columns) == ["a" * 100, "b c d", "e f", "column 4"]
    assert reading.name == "x" * 100


def test_markup_and_formulas_in_names_are_kept_letter_by_letter() -> None:
    names = ["<script>alert(1)</script>", "=1+1", ":red[x]", "$x$", "[a](http://b.example)"]
    assert list(read_csv(table_of({name: text_of(WAVE) for name in names})).table.columns) == names


def test_a_formula_is_no_number() -> None:
    reading = read_csv(table_of({"x": text_of(WAVE), "y": ["=1+1"] * 40}))
    assert [column.kind for column in reading.columns] == ["number", "text"]
