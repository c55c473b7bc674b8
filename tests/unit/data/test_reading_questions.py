"""What a file leaves open names the setting that answers it, and the answer makes what the choice says."""

import pandas as pd
import pytest

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.data.reading.records import Question
from lstm_viz.data.reading.sentence import frequency_in_words, sentence

AT = [pd.Timestamp(2003, 1, day, hour, day * 7 % 60) for day in range(1, 13) for hour in (8, 13, 19)]
DATES = "\n".join(["time,x", *(f"{at:%m/%d/%Y %H:%M},{k % 7}" for k, at in enumerate(AT))]).encode()
SHORT = "\n".join(["day,x", *(f"{at:%d-%m-%y},{k % 7}" for k, at in enumerate(AT[::4]))]).encode()
MARK = "\n".join(["a;b", *(f"x{k};{k + 1}.{100 + k}" for k in range(40))]).encode()
FAR = "\n".join(["a,b", *(f"{-999 if k == 5 else k},{-99.9 if k == 7 else k}" for k in range(40))]).encode()


def asked(data: bytes) -> Question:
    (question,) = read_csv(data).questions
    return question


@pytest.mark.parametrize("data", [DATES, SHORT, MARK, FAR], ids=["order", "short years", "decimal", "sentinels"])
def test_the_first_choice_is_what_is_used_and_every_answer_closes_the_question(data: bytes) -> None:
    question = asked(data)
    readings = [read_csv(data, **{question.setting: value}) for value in question.answers]
    assert len(question.choices) == len(question.answers) == len(readings) > 1
    assert all(not reading.questions for reading in readings)
    assert readings[0].table.equals(read_csv(data).table)
    assert all(not reading.table.equals(readings[0].table) for reading in readings[1:])


def test_each_order_of_a_date_is_the_moment_that_the_choice_says() -> None:
    for data in (DATES, SHORT):
        question = asked(data)
        cell = question.choices[0].split("”")[0].lstrip("“")
        row = next(k for k, line in enumerate(data.decode().splitlines()[1:]) if line.startswith(cell))
        for value, choice in zip(question.answers, question.choices, strict=True):
            table = read_csv(data, date_order=value, gaps="steps").table
            moment = choice.rpartition(" ")[2]
            assert moment in {f"{at:%Y-%m-%d}" for at in table.index}, (row, choice)


def test_one_question_is_asked_of_all_columns_with_numbers_far_below_all_others() -> None:
    question = asked(FAR)
    assert question.about == (
        "Do numbers far below all others, -999 in column “a” and -99.9 in column “b”, mark missing values?"
    )
    assert question.choices == ("missing", "the values -999 and -99.9")


def test_an_order_that_the_dates_do_not_fit_is_passed_over_and_said() -> None:
    rows = [f"{at:%d.%m.%Y},{k}" for k, at in enumerate(pd.date_range("2001-01-01", periods=40))]
    reading = read_csv("\n".join(["day,x", *rows]).encode(), date_order="mdy")
    assert reading.table.index[-1] == pd.Timestamp(2001, 2, 9)
    (told,) = reading.warnings
    assert told.startswith("The dates of column “day” cannot be month, day, year, for “13.01.2001” is none; ")
    assert told.endswith("they are read as day, month, year.")


@pytest.mark.parametrize("rows", [0, 1, 2, 3])
def test_as_many_rows_of_names_are_used_as_a_person_says(rows: int) -> None:
    above = ["a title", "north,south", "cold,warm"]
    lines = [*above, *(f"{k % 7},{k % 5}" for k in range(40))]
    reading = read_csv("\n".join(lines).encode(), header_rows=rows)
    names = {
        0: ["column 1", "column 2"],
        1: ["cold", "warm"],
        2: ["north cold", "south warm"],
        3: ["a title north cold", "a title south warm"],
    }
    assert (list(reading.table.columns), reading.header_rows, len(reading.table)) == (names[rows], rows, 40)
    assert len(reading.skipped) == 3 - rows


def test_a_row_of_units_stays_one() -> None:
    lines = ["day,load", ",kWh", *(f"2001-01-{k:02},{k}" for k in range(1, 31))]
    reading = read_csv("\n".join(lines).encode(), header_rows=1)
    assert (list(reading.table.columns), dict(reading.units)) == (["load"], {"load": "kWh"})


@pytest.mark.parametrize(
    ("offset", "words"),
    [
        ("MS", "monthly (first day)"),
        ("BME", "monthly (last working day)"),
        ("QS-FEB", "quarterly (first day, counted from Feb)"),
        ("2W-TUE", "every 2 weeks (Tuesdays)"),
        ("W-SUN", "weekly (Sundays)"),
        ("B", "on working days"),
        ("15min", "every 15 minutes"),
        ("h", "hourly"),
        ("10YS", "every 10 years (first day)"),
        ("200ms", "every 200 milliseconds"),
    ],
)
def test_a_step_is_told_in_words(offset: str, words: str) -> None:
    assert frequency_in_words(offset) == words


def test_what_was_understood_is_one_sentence() -> None:
    months = pd.date_range("2010-01-01", periods=40, freq="MS")
    rows = [f"{at:%d.%m.%Y};{1 + k}.000,5;{k}" for k, at in enumerate(months)]
    assert sentence(read_csv("\n".join(["Tag;Größe;b", *rows]).encode("cp1252"))) == (
        "Text in cp1252, columns separated by semicolons, a decimal comma and “.” between thousands; 1 row of names; "
        "2 series side by side; time in “Tag” as dd.mm.yyyy, monthly (first day); 40 rows from 2010-01-01 to "
        "2013-04-01."
    )
    assert sentence(read_csv("\n".join(["x", *(f"{k}.5" for k in range(40))]).encode())) == (
        "Text in utf-8, one column, a decimal point; 1 row of names; one series, “x”, without times, 40 rows."
    )
