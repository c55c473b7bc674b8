"""What the five experiments say over five seeds, in full: their tables and verdicts are told at the end."""

from collections.abc import Callable

import pytest

from lstm_viz.experiments.command import run_experiment
from lstm_viz.experiments.known import EXPERIMENTS, LAGS, SIZES
from lstm_viz.experiments.report import Report
from lstm_viz.experiments.verdict import verdict

pytestmark = pytest.mark.timeout(1800)

Tell = Callable[[str], None]
MOST_CPU_SECONDS = 120 * 1.5
"""Two minutes, and room for a slow machine."""


def run(tell: Tell, name: str) -> tuple[Report, str]:
    report = run_experiment(name, 5)
    said = verdict(report) or ""
    spent = sum(outcome.cpu_seconds for row in report.rows for outcome in row.outcomes)
    table = report.words().to_string()
    tell(f"{name}: {spent:.0f} CPU s, {5 * EXPERIMENTS[name].seconds:.0f} told beforehand\n{table}\n{said}")
    assert report.complete
    assert spent < MOST_CPU_SECONDS
    return report, said


def test_bias_0_solves_recall_20_with_at_most_one_seed_bias_3_with_all(tell: Tell) -> None:
    report, _ = run(tell, "forget-bias")
    assert report.row("bias 0").solved <= 1
    assert report.row("bias 3").solved == 5
    assert report.row("chrono 20").solved == 5


def test_lag_100_is_remembered_by_every_lstm_and_no_tanh_rnn(tell: Tell) -> None:
    report, said = run(tell, "lag")
    assert [report.row(f"LSTM, lag {lag}").solved for lag in LAGS] == [5] * len(LAGS)
    assert report.row("tanh RNN, lag 100").solved == 0
    assert "100 every LSTM remembers and no tanh RNN does." in said


def test_64_units_overfit_with_every_seed_and_stopping_early_helps(tell: Tell) -> None:
    report, said = run(tell, "overfitting")
    for outcome in report.row("64 units").outcomes:
        numbers = outcome.numbers
        assert numbers["validation"] > 1.1 * numbers["best_validation"]
        assert numbers["best_test"] < numbers["test"]
    assert "64 units every seed overfits" in said


def test_the_lstm_needs_data_to_be_ahead_of_a_linear_ar(tell: Tell) -> None:
    report, _ = run(tell, "data")
    ahead = [
        sum(
            mine < its
            for mine, its in zip(
                report.row(f"LSTM, {size:,} rows").values("relative"),
                report.row(f"linear AR, {size:,} rows").values("relative"),
                strict=True,
            )
        )
        for size in SIZES
    ]
    assert ahead[0] < 5
    assert ahead[-1] == 5


def test_width_costs_what_the_equations_say_and_a_linear_ar_next_to_nothing(tell: Tell) -> None:
    report, _ = run(tell, "cost")
    wide, line = report.row("LSTM of 128 units"), report.row("linear AR")
    assert wide.median("multiply_adds") == 4 * 128 * (1 + 128) + 128
    assert wide.median("multiply_adds") / line.median("multiply_adds") > 1000
    assert wide.median("step_ms") > report.row("LSTM of 8 units").median("step_ms")
