from typing import get_args

import numpy as np
import pytest

from lstm_viz.errors import SettingError
from lstm_viz.model.network import build_network
from lstm_viz.records import TEST, CellName
from lstm_viz.tasks.bench import Report
from lstm_viz.tasks.known import TASKS, find_task
from lstm_viz.tasks.solve import SeedResult, score_of
from lstm_viz.tasks.task import configs, fair_settings
from lstm_viz.tasks.verdict import comparison, table, verdict

RECALL = TASKS["recall"]


def report(*steps: int | None, cell: CellName = "lstm", name: str = "recall") -> Report:
    """A report of seeds that were solved in so many steps; None for not."""
    task = TASKS[name]
    seeds = (SeedResult(n, each is not None, each or 3000, 1.5, 1.0 if each else 0.25) for n, each in enumerate(steps))
    return Report(task, cell, task.complete({}), tuple(seeds))


def test_the_score_is_the_share_of_right_answers_where_one_is_asked() -> None:
    problem = RECALL.make(RECALL.complete({}), 50, 3, TEST)
    outputs = np.random.default_rng(0).normal(size=(*problem.targets.shape, 4)).astype(np.float32)
    right = sum(max(range(4), key=lambda k: outputs[n, -1, k]) == problem.targets[n, -1] for n in range(50))
    assert score_of(problem, outputs) == pytest.approx(right / 50)
    assert 0 < right < 50


def test_the_score_of_adding_is_the_mean_squared_error_of_the_last_answer() -> None:
    task = TASKS["adding"]
    problem = task.make(task.complete({}), 50, 3, TEST)
    outputs = np.random.default_rng(0).normal(size=(*problem.targets.shape, 1)).astype(np.float32)
    errors = [(float(outputs[n, -1, 0]) - problem.actual[n, -1]) ** 2 for n in range(50)]
    assert score_of(problem, outputs) == pytest.approx(sum(errors) / 50)


@pytest.mark.parametrize(
    ("name", "score", "met"),
    [("recall", 0.99, True), ("recall", 0.98, False), ("adding", 0.0099, True), ("adding", 0.01, False)],
)
def test_the_criterion_is_met_at_its_limit_by_a_share_and_below_it_by_an_error(
    name: str, score: float, met: bool
) -> None:
    assert TASKS[name].met_by(score) is met


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"lenth": 3}, "The task “recall” has no setting “lenth”: choose among length, units, forget_bias"),
        ({"length": 20.5}, "Length is 20.5; it must be a whole number."),
        ({"length": float("nan")}, "Length is nan; it must be a whole number."),
        ({"length": float("inf")}, "Length is inf; it must be a whole number."),
        ({"length": 101}, "Length is 101; it must be 2 to 100."),
        ({"forget_bias": float("nan")}, "Forget bias is nan; it must be -3 to 6."),
        ({"chrono": 1}, "Chrono is 1; it must be 0 for none, or the longest lag, 2 or more."),
    ],
)
def test_a_setting_that_cannot_be_is_refused_in_words(given: dict[str, float], said: str) -> None:
    with pytest.raises(SettingError, match=said.replace("(", r"\(")):
        RECALL.complete(given)


def test_an_unknown_task_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(SettingError, match="no task “xor”: choose among recall, temporal-order, adding, parity"):
        find_task("xor")


@pytest.mark.parametrize("name", TASKS)
def test_the_defaults_of_every_task_are_within_their_bounds(name: str) -> None:
    assert TASKS[name].complete(TASKS[name].complete({})) == TASKS[name].complete({})


def test_the_settings_reach_the_network_and_the_training() -> None:
    given = {"units": 5, "forget_bias": 2.5, "chrono": 40, "learning_rate": 0.003, "batch": 7}
    settings = RECALL.complete(given)
    model, train = configs(RECALL.make(settings, 1, 0, TEST), settings, "gru", 9)
    assert (model.input_size, model.output_size, model.cell) == (8, 4, "gru")
    assert (model.hidden_size, model.forget_bias, model.chrono) == (5, 2.5, 40)
    assert (train.learning_rate, train.batch_size, train.seed, train.clip_norm) == (0.003, 7, 9, 1.0)


@pytest.mark.parametrize("units", [5, 16, 90])
@pytest.mark.parametrize("name", TASKS)
def test_with_equally_many_parameters_the_cells_are_within_two_percent_as_torch_counts_them(
    name: str, units: int
) -> None:
    task, counts = TASKS[name], []
    asked = task.complete({"units": units})
    for cell in get_args(CellName):
        settings = fair_settings(task, asked, cell)
        assert task.complete(settings) == settings
        assert {**settings, "units": units} == asked
        model, _ = configs(task.make(settings, 1, 0, TEST), settings, cell, 0)
        counts.append(sum(each.numel() for each in build_network(model, 0).parameters()))
    assert max(counts) <= 1.02 * min(counts)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((75, 100), "The task was solved by 2 of 2 seeds with the LSTM, in 75 to 100 steps."),
        ((75,), "The task was solved by 1 of 1 seed with the LSTM, in 75 steps."),
        ((75, None), "The task was solved by 1 of 2 seeds with the LSTM, in 75 steps; 1 did not within 3000."),
        ((None, None), "The task was solved by 0 of 2 seeds with the LSTM within 3000 steps."),
    ],
)
def test_the_verdict_counts_the_seeds(steps: tuple[int | None, ...], said: str) -> None:
    assert verdict(report(*steps)) == said


@pytest.mark.parametrize(
    ("lstm", "rnn", "said"),
    [
        ((75, 75), (None, None), "here the LSTM learns what the tanh RNN does not."),
        ((75, 75), (900, 900), "the tanh RNN does as well here, so this task says nothing for the LSTM."),
        ((None, None), (None, None), "neither learns it here."),
        ((75, 75), (900, None), "a difference, but not with every seed."),
        ((75, None), (None, None), "a difference, but not with every seed."),
    ],
)
def test_a_claim_is_made_only_where_every_seed_bears_it_out(
    lstm: tuple[int | None, ...], rnn: tuple[int | None, ...], said: str
) -> None:
    assert comparison(report(*lstm), report(*rnn, cell="rnn")).endswith(said)


def test_reports_of_different_tasks_are_not_compared() -> None:
    with pytest.raises(ValueError, match="not of the same task"):
        comparison(report(75), report(75, cell="rnn", name="parity"))


def test_the_table_has_a_line_a_seed() -> None:
    assert table(report(75, None)).splitlines() == [
        "seed  solved  steps  CPU s  right answers",
        "   0     yes     75   1.50         100.0%",
        "   1      no   3000   1.50          25.0%",
    ]
