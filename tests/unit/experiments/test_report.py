import io
import json

import pandas as pd
import pytest

from lstm_viz.data.csv_writer import to_csv
from lstm_viz.errors import SettingError
from lstm_viz.experiments.command import to_json
from lstm_viz.experiments.experiment import Experiment
from lstm_viz.experiments.known import EXPERIMENTS, find_experiment
from lstm_viz.experiments.outcome import Outcome
from lstm_viz.experiments.report import Report, Row, number
from tests.unit.experiments.made_up import solved_report

REPORT = solved_report("forget-bias", [0, 3, 5, 5])


def empty(experiment: Experiment) -> Report:
    return Report(experiment, 2, tuple(Row(arm, ()) for arm in experiment.arms))


def test_the_json_has_its_schema_and_its_numbers() -> None:
    told = json.loads(to_json(REPORT))
    assert list(told) == [
        *("experiment", "question", "method", "source", "seeds", "command"),
        *("measured", "columns", "rows", "verdict"),
    ]
    row = told["rows"][1]
    assert list(row) == ["label", "settings", "solved", "medians", "seeds"]
    assert (row["label"], row["solved"], row["settings"]["cell"]) == ("bias 1", 3, "lstm")
    assert dict(row["settings"]["settings"])["forget_bias"] == 1
    assert row["medians"]["steps"] == {"median": 100, "low": 100, "high": 100}
    assert [list(each) for each in row["seeds"]] == [["seed", "solved", "steps", "cpu_seconds", "numbers", "looks"]] * 5
    assert told["command"] == "python -m lstm_viz experiment forget-bias --seeds 5"


def test_no_seed_has_a_number_is_null_and_no_number_is_nan() -> None:
    assert json.loads(to_json(REPORT))["rows"][0]["medians"]["steps"] is None
    broken = Row(REPORT.rows[0].arm, (Outcome(0, 1.0, {"score": float("nan")}, False, 3),))
    told = json.loads(to_json(Report(REPORT.experiment, 1, (broken, *REPORT.rows[1:]))))
    assert told["rows"][0]["medians"]["score"]["median"] is None
    assert told["rows"][0]["seeds"][0]["numbers"]["score"] is None


def test_the_csv_has_a_line_a_row_with_median_lowest_and_highest() -> None:
    table = pd.read_csv(io.BytesIO(to_csv(REPORT.frame())))
    assert list(table["row"]) == ["bias 0", "bias 1", "bias 3", "chrono 20"]
    assert list(table["solved"]) == [0, 3, 5, 5]
    assert list(table["share of right answers at the end, median"]) == [0.5] * 4
    assert pd.isna(table["steps of those that solved it, low"][0])


def test_the_table_in_words_gives_the_range_where_seeds_differ() -> None:
    row = Row(REPORT.rows[0].arm, (Outcome(0, 1, {"score": 1}, True, 75), Outcome(1, 1, {"score": 1}, True, 1100)))
    words = Report(REPORT.experiment, 2, (row, *REPORT.rows[1:])).words()
    assert list(words.iloc[0]) == ["2 of 2", "588 (75 to 1,100)", "1"]
    assert list(words.iloc[1]) == ["3 of 5", "100", "0.500"]


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_report_without_outcomes_is_a_table_of_empty_cells(name: str) -> None:
    report = empty(EXPERIMENTS[name])
    assert (report.done, report.complete) == (0, False)
    assert set(report.words().to_numpy().ravel()) == {""}
    assert json.loads(to_json(report))["verdict"] is None
    assert len(report.frame()) == len(EXPERIMENTS[name].arms)


@pytest.mark.parametrize(
    ("value", "shown"), [(3.0, "3"), (0.12345, "0.123"), (1234.5, "1,234"), (210.5, "210"), (1.2, "1.20")]
)
def test_numbers_have_three_digits_and_whole_ones_all_of_theirs(value: float, shown: str) -> None:
    assert number(value) == shown


def test_an_unknown_experiment_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(SettingError, match="no experiment “lags”: choose among forget-bias, lag, overfitting, data"):
        find_experiment("lags")


def test_no_experiment_takes_more_than_two_minutes_for_five_seeds_and_its_rows_have_names_of_their_own() -> None:
    for each in EXPERIMENTS.values():
        assert 5 * each.seconds <= 120
        assert len({arm.label for arm in each.arms}) == len(each.arms)
