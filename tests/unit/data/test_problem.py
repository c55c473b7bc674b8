import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_viz.data.problem import forecasting_problem, restore
from lstm_viz.data.source import Source
from lstm_viz.records import TEST, TRAIN, VALIDATION, Normalisation, Scale

KINDS: tuple[Normalisation, ...] = ("none", "difference", "log_difference")


def series(rows: int, seed: int = 0) -> np.ndarray:
    """A positive series that wanders."""
    return np.exp(0.05 * np.cumsum(np.random.default_rng(seed).standard_normal(rows))) * 50


def source_of(columns: dict[str, np.ndarray], index: pd.Index | None = None) -> Source:
    return Source("some data", pd.DataFrame(columns, index=index), {}, next(iter(columns)), "Some data.")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows", [60, 333])
def test_the_way_back_of_the_true_target_is_the_actual_value(kind: Normalisation, rows: int) -> None:
    values = series(rows)
    problem = forecasting_problem(source_of({"a": values}), window=10, normalisation=kind)
    assert problem.target_scale is not None
    back = restore(problem.target_scale, problem.targets, problem.anchor)
    np.testing.assert_allclose(back, problem.actual, rtol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_the_way_back_is_exact_in_double_precision(kind: Normalisation) -> None:
    values = series(200)
    problem = forecasting_problem(source_of({"a": values}), window=10, normalisation=kind)
    scale, anchor, actual = problem.target_scale, problem.anchor, problem.actual
    assert scale is not None
    change = {"none": actual, "difference": actual - anchor, "log_difference": np.log(actual / anchor)}[kind]
    exact = (change - scale.centre) / scale.spread
    np.testing.assert_allclose(problem.targets, exact, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(restore(scale, exact, anchor), actual, rtol=1e-9)


@given(
    st.sampled_from(KINDS),
    st.floats(-100, 100),
    st.floats(0.1, 10),
    st.lists(st.floats(-3, 3), min_size=1, max_size=9),
)
def test_the_way_back_undoes_the_scaling(kind: Normalisation, centre: float, spread: float, y: list[float]) -> None:
    centre = centre / 100 if kind == "log_difference" else centre
    anchors = np.linspace(1, 5, len(y))
    found = restore(Scale(kind, centre, spread), np.array(y), anchors)
    logarithmic = kind == "log_difference"
    change = np.log(found / anchors) if logarithmic else found - anchors if kind == "difference" else found
    np.testing.assert_allclose((change - centre) / spread, y, rtol=1e-7, atol=1e-7)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("last", [False, True])
def test_actual_and_anchor_are_the_rows_of_the_table(kind: Normalisation, last: bool) -> None:
    values = series(150)
    problem = forecasting_problem(source_of({"a": values}), window=10, normalisation=kind, loss_at_last=last)
    first = 1 if kind == "none" else 2
    assert problem.loss_at_last is last
    assert problem.actual[0].tolist() == values[first:].tolist()
    assert problem.anchor[0].tolist() == values[first - 1 : -1].tolist()


@pytest.mark.parametrize("kind", [*KINDS, "auto"])
def test_the_target_is_fed_one_step_late(kind: Normalisation) -> None:
    columns = {"a": series(150), "b": series(150, 1)}
    problem = forecasting_problem(source_of(columns), target="b", inputs=["a", "b"], window=10, normalisation=kind)
    assert problem.target_input == 1
    np.testing.assert_array_equal(problem.inputs[0, 1:, 1], problem.targets[0, :-1])


def test_a_target_that_is_not_fed_has_no_input_column() -> None:
    problem = forecasting_problem(source_of({"a": series(90), "b": series(90, 1)}), inputs=["b"], window=10)
    assert problem.target_input is None
    assert problem.input_names == ("b",)
    assert problem.target_name == "a"


@settings(deadline=None)
@given(st.integers(30, 400), st.booleans(), st.sampled_from(KINDS))
def test_the_parts_follow_each_other_in_time(rows: int, last: bool, kind: Normalisation) -> None:
    problem = forecasting_problem(source_of({"a": series(rows)}), window=5, loss_at_last=last, normalisation=kind)
    part = problem.part[0]
    answers = rows - (1 if kind == "none" else 2)
    assert len(part) == answers
    assert (np.diff(part) >= 0).all()
    assert (part == TRAIN).sum() == pytest.approx(0.7 * answers, abs=1)
    assert (part == VALIDATION).sum() == pytest.approx(0.15 * answers, abs=1)
    assert (part == TEST).sum() == pytest.approx(0.15 * answers, abs=1.01)


@settings(deadline=None)
@given(st.sampled_from([*KINDS, "auto"]), st.integers(0, 5), st.integers(60, 200))
def test_later_rows_change_nothing_of_the_training_part(kind: Normalisation, seed: int, rows: int) -> None:
    columns = {"a": series(rows, seed), "b": series(rows, seed + 9)}
    before = forecasting_problem(source_of(columns), inputs=["a", "b"], window=5, normalisation=kind)
    train = int((before.part == TRAIN).sum())
    kept = rows - before.part.size + train  # the rows that training answers reach
    other = {name: np.where(np.arange(rows) < kept, values, values[::-1] * 3 + 1) for name, values in columns.items()}
    after = forecasting_problem(source_of(other), inputs=["a", "b"], window=5, normalisation=kind)
    assert before.target_scale == after.target_scale
    np.testing.assert_array_equal(before.inputs[:, :train], after.inputs[:, :train])
    np.testing.assert_array_equal(before.targets[:, :train], after.targets[:, :train])


@pytest.mark.parametrize("kind", KINDS)
def test_the_training_part_has_mean_zero_and_spread_one(kind: Normalisation) -> None:
    problem = forecasting_problem(source_of({"a": series(300)}), window=10, normalisation=kind)
    train = int((problem.part == TRAIN).sum())
    seen = np.concatenate([problem.inputs[0, :1, 0], problem.targets[0, :train]])
    assert seen.mean() == pytest.approx(0, abs=1e-5)
    assert seen.std() == pytest.approx(1, rel=1e-5)


def test_inputs_in_different_forms_belong_to_the_same_moment() -> None:
    rows = 200
    time = np.arange(rows)
    columns = {
        "level": np.sin(time / 3),
        "line": 0.3 * time + np.sin(time),
        "growth": np.exp(0.03 * time + 0.01 * np.sin(time)),
    }
    problem = forecasting_problem(source_of(columns), inputs=list(columns), window=10)
    table = pd.DataFrame(columns)
    fed = pd.DataFrame(
        {"level": table["level"], "line": table["line"].diff(), "growth": np.log(table["growth"]).diff()}
    ).iloc[1:]  # the first row has no difference
    train = int(0.7 * (rows - 2))
    seen = fed.iloc[: train + 1]
    by_hand = (fed - seen.mean()) / seen.std(ddof=0)
    np.testing.assert_allclose(problem.inputs[0], by_hand.iloc[:-1], rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(problem.targets[0], by_hand["level"].iloc[1:], rtol=1e-4, atol=1e-5)
    np.testing.assert_array_equal(problem.actual[0], table["level"].iloc[2:])
    np.testing.assert_array_equal(problem.anchor[0], table["level"].iloc[1:-1])


@pytest.mark.parametrize("kind", ["none", "difference"])
def test_a_label_belongs_to_the_moment_of_the_answer(kind: Normalisation) -> None:
    index = pd.date_range("2001-03-01", periods=80, freq="D")
    values = series(80)
    problem = forecasting_problem(source_of({"a": values}, index), window=10, normalisation=kind)
    at = dict(zip(index.strftime("%Y-%m-%d"), values, strict=True))
    assert [at[label] for label in problem.time_labels] == problem.actual[0].tolist()


def test_labels_show_the_hour_where_there_is_one() -> None:
    index = pd.date_range("2001-03-01", periods=80, freq="h")
    labels = forecasting_problem(source_of({"a": np.sin(np.arange(80))}, index), window=10).time_labels
    assert labels[0] == "2001-03-01 01:00"
    assert labels[-1] == "2001-03-04 07:00"


def test_without_dates_there_are_no_labels() -> None:
    assert forecasting_problem(source_of({"a": series(80)}), window=10).time_labels == ()
