"""How a file is read can be said in words of the command line, and what was said is told in them again."""

import pytest

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.data.reading.said import NAMES, as_words, asked, said_in
from lstm_viz.errors import DataError

OPEN = "\n".join(["day;y", *(f"{day}/2020;{k}" for k, day in enumerate(["3/4", "1/9", "7/2", "2/11", "5/6"]))]).encode()


def test_what_is_said_is_obeyed_and_said_again_in_the_same_words() -> None:
    words = ["date_order=mdy", "decimal=,", "header_rows=1", "date=day"]
    reading = read_csv(OPEN, **said_in(words))
    assert as_words(reading.overrides)[1::2] == ["decimal=,", "header_rows=1", "date=day", "date_order=mdy"]
    assert said_in(as_words(reading.overrides)[1::2]) == reading.overrides
    assert reading.overrides.keys() <= NAMES


def test_a_question_says_how_to_answer_it_and_the_answer_is_obeyed() -> None:
    (question,) = read_csv(OPEN).questions
    told = asked(question)
    assert told.endswith("; the first is used, else say --set date_order=mdy.")
    answered = read_csv(OPEN, **said_in(["date_order=mdy"]))
    assert not answered.questions
    assert answered.table.index[1] != read_csv(OPEN).table.index[1]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            ["colour=red"],
            "“colour=red” does not say how to read the file: write --set NAME=VALUE, NAME sheet, encoding",
        ),
        (["decimal"], "“decimal” does not say how to read the file"),
        (["decimal=,", "decimal=."], "“decimal” is said twice"),
        (["header_rows=one"], "“one” is no number of rows of names"),
    ],
)
def test_what_does_not_say_how_to_read_is_refused(words: list[str], why: str) -> None:
    with pytest.raises(DataError, match=why):
        said_in(words)
