"""Verdicts on made-up numbers: no claim that the numbers do not carry."""

from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.experiments.known import CELLS, COST_WIDTHS, EXPERIMENTS, LAGS, SIZES, WIDTHS
from lstm_viz.experiments.report import Report, Row
from lstm_viz.experiments.verdict import verdict
from tests.unit.experiments.made_up import error_report, solved_report

SEEDS = 5
counts = st.integers(0, SEEDS)
errors = st.floats(0.01, 10)


def said(report: Report) -> str:
    sentence = verdict(report)
    assert sentence is not None
    assert sentence.endswith(".")
    return sentence


def test_nothing_is_said_before_every_trial_is_done() -> None:
    whole = solved_report("forget-bias", [0, 3, 5, 5])
    first, *rest = whole.rows
    assert verdict(Report(whole.experiment, SEEDS, (Row(first.arm, first.outcomes[:-1]), *rest))) is None


@given(st.lists(counts, min_size=4, max_size=4))
def test_a_start_decides_only_where_all_seeds_stand_against_none(solved: list[int]) -> None:
    sentence = said(solved_report("forget-bias", solved))
    assert ("The start decides here" in sentence) == (SEEDS in solved and 0 in solved)
    if SEEDS not in solved or 0 not in solved:
        assert ("says nothing for another start" in sentence) == (solved[0] >= max(solved[1:]))


def test_the_starts_that_decide_are_named() -> None:
    sentence = said(solved_report("forget-bias", [0, 3, 5, 5]))
    assert sentence == (
        "Solved by 0 of 5 seeds with bias 0, 3 with bias 1, 5 with bias 3 and 5 with chrono 20. "
        "The start decides here: every seed with bias 3 and chrono 20, none with bias 0."
    )


@given(st.lists(counts, min_size=15, max_size=15))
def test_the_lstm_is_set_against_the_rnn_only_at_lags_where_all_stand_against_none(solved: list[int]) -> None:
    sentence = said(solved_report("lag", solved))
    lstm, gru, rnn = solved[:5], solved[5:10], solved[10:]
    apart = [lag for lag, ours, its in zip(LAGS, lstm, rnn, strict=True) if ours == SEEDS and its == 0]
    assert ("every LSTM remembers and no tanh RNN does" in sentence) == bool(apart)
    if not apart and all(its >= ours for ours, its in zip(lstm, rnn, strict=True)):
        assert "says nothing for the LSTM" in sentence
    assert ("The GRU does as well as the LSTM" in sentence) == all(
        its >= ours for ours, its in zip(lstm, gru, strict=True)
    )


def test_how_far_each_cell_remembers_is_told_for_every_seed_and_for_most() -> None:
    sentence = said(solved_report("lag", [5, 5, 5, 5, 5, 5, 5, 5, 4, 2, 4, 4, 2, 5, 0]))
    assert sentence.startswith(
        "Every seed solves it with the LSTM up to lag 100, the GRU up to lag 20 (most seeds up to 50) and "
        "the tanh RNN at no lag (most seeds up to 10). At lag 100 every LSTM remembers and no tanh RNN does."
    )


@given(st.lists(st.lists(st.sampled_from([1.0, 1.05, 1.2, 3.0]), min_size=2, max_size=2), min_size=4, max_size=4))
def test_a_width_overfits_only_where_the_held_out_error_has_risen_with_every_seed(risen: list[list[float]]) -> None:
    numbers = [
        [{"best_validation": 2.0, "validation": 2 * each, "test": each, "best_test": 1.0} for each in own]
        for own in risen
    ]
    rest = {"train": 1.0, "best_step": 40.0}
    sentence = said(error_report("overfitting", [[each | rest for each in own] for own in numbers]))
    over = [
        f"{width} unit{'' if width == 1 else 's'}"
        for width, own in zip(WIDTHS, risen, strict=True)
        if all(each > 1.1 for each in own)
    ]
    if over:
        named = sentence.removeprefix("With ").split(" every seed overfits")[0]
        assert named.replace(" and ", ", ").split(", ") == over
        assert "lower with every seed" in sentence
    assert ("No width overfits with every seed" in sentence) == (not over)


@given(st.lists(st.lists(errors, min_size=3, max_size=3), min_size=12, max_size=12))
def test_where_the_lstm_wins_and_loses_against_the_linear_ar_is_told_seed_by_seed(drawn: list[list[float]]) -> None:
    rows = [[{"relative": each} for each in own] for own in drawn] + [[{"relative": 1.0}] * 3]
    against = said(error_report("data", rows)).split("Against the last value")[0]
    for place, size in enumerate(SIZES):
        wins = sum(mine < its for mine, its in zip(drawn[place], drawn[len(SIZES) + place], strict=True))
        words = {3: "wins with every seed at", 0: "loses with every seed at"}.get(wins, "wins with some seeds only at")
        span = against.split(words)[1].split(" rows")[0]
        assert f"{size:,}" in span.replace(" and", ",").replace(", ", " ").split()


@given(st.lists(st.lists(errors, min_size=2, max_size=2), min_size=10, max_size=10))
def test_a_network_is_ahead_of_the_linear_ar_only_with_every_seed(drawn: list[list[float]]) -> None:
    rows = [
        [{"relative": each, "multiply_adds": 16.0, "step_ms": 1.0, "parameters": 17.0} for each in own] for own in drawn
    ]
    sentence = said(error_report("cost", rows))
    labels = [f"{title} of {width} units" for title in CELLS.values() for width in COST_WIDTHS]
    ahead = [all(mine < its for mine, its in zip(own, drawn[-1], strict=True)) for own in drawn[:-1]]
    if any(ahead) and not all(ahead):
        told = sentence.split("with every seed: ")[1]
        assert [label in told for label in labels] == ahead
    assert ("No network is ahead" in sentence) == (not any(ahead))
    wide, narrow = drawn[2], drawn[0]
    every = all(mine < its for mine, its in zip(wide, narrow, strict=True))
    assert ("has the lower test error with every seed" in sentence) == every


def test_every_experiment_has_a_verdict_and_one_seed_is_one_seed() -> None:
    assert "0 of 1 seed with bias 0" in said(solved_report("forget-bias", [0, 0, 1, 1], seeds=1))
    assert set(EXPERIMENTS) == {"forget-bias", "lag", "overfitting", "data", "cost"}
