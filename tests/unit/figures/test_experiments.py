import numpy as np
import pytest

from lstm_viz.experiments.known import EXPERIMENTS, LAGS
from lstm_viz.experiments.outcome import Outcome
from lstm_viz.experiments.report import Report, Row
from lstm_viz.figures.experiments import experiment_figure, shown
from lstm_viz.figures.palette import PALETTES
from tests.unit.experiments.made_up import error_report, solved_report


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_report_without_outcomes_is_an_empty_picture_in_both_themes(name: str) -> None:
    experiment = EXPERIMENTS[name]
    report = Report(experiment, 3, tuple(Row(arm, ()) for arm in experiment.arms))
    for theme in PALETTES:
        figure = experiment_figure(report, theme)
        assert all(len(trace.x) == 0 for trace in figure.data if trace.hovertemplate)
    assert shown(report).endswith(".")


def test_every_seed_is_a_dot_at_its_steps_and_those_given_up_have_another_mark() -> None:
    report = solved_report("lag", [5, 4, 3, 2, 1, 0, 1, 2, 3, 4, 5, 5, 5, 0, 0])
    traces = {trace.name: trace for trace in experiment_figure(report).data}
    for n, name in enumerate(("LSTM", "GRU", "tanh RNN")):
        rows = report.rows[n * len(LAGS) : (n + 1) * len(LAGS)]
        solved, given_up = traces[name], traces[f"{name}, given up"]
        assert sorted(solved.y) == sorted(steps for row in rows for steps in row.values("steps"))
        assert len(solved.x) + len(given_up.x) == 5 * len(LAGS)
        assert solved.marker.symbol != given_up.marker.symbol
        places = np.round([*solved.x, *given_up.x])
        assert [int((places == place).sum()) for place in range(len(LAGS))] == [5] * len(LAGS)


def test_no_two_lines_differ_by_colour_alone() -> None:
    for name, count in (("lag", 15), ("forget-bias", 4)):
        traces = experiment_figure(solved_report(name, [3] * count)).data
        assert len({trace.marker.symbol for trace in traces if "given up" not in trace.name}) == len(traces) // 2
    numbers = [[{"relative": 0.5, "step_ms": 1.0, "fit_ms": 2.0}] * 2]
    for name in ("data", "cost"):
        lines = experiment_figure(error_report(name, numbers * len(EXPERIMENTS[name].arms))).data
        assert len({line.line.dash for line in lines}) == len(lines)


def test_the_lines_of_a_learning_curve_are_medians_over_the_seeds() -> None:
    experiment = EXPERIMENTS["overfitting"]
    looks = [((20, 1.0, 2.0 + n, 0.0), (40, 0.5, 3.0 + n * n, 0.0)) for n in range(3)]
    rows = tuple(Row(arm, tuple(Outcome(n, 1, {}, None, 40, looks[n]) for n in range(3))) for arm in experiment.arms)
    lines = experiment_figure(Report(experiment, 3, rows)).data
    held_out = [line for line in lines if line.showlegend]
    assert all(list(line.x) == [20, 40] and list(line.y) == [3.0, 4.0] for line in held_out)


def test_bars_reach_from_the_lowest_to_the_highest_seed() -> None:
    numbers = [[{"relative": 0.2}, {"relative": 0.5}, {"relative": 0.3}]] * len(EXPERIMENTS["data"].arms)
    line = experiment_figure(error_report("data", numbers)).data[0]
    assert set(line.y) == {0.3}
    assert np.allclose(line.error_y.array, 0.2)
    assert np.allclose(line.error_y.arrayminus, 0.1)
