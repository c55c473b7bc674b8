import pickle

import numpy as np
import pytest

from lstm_viz.data.ahead import MEDIAN, restore_ahead
from lstm_viz.data.problem import levels
from lstm_viz.errors import DataError
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.fit import Fit
from lstm_viz.forecasting.look_inside import MOST_KEPT, look_inside
from lstm_viz.forecasting.normalisation import Relative
from lstm_viz.forecasting.plan import plan_of
from lstm_viz.model.errors_by_part import LevelErrors, errors_by_part
from lstm_viz.model.predict import predict
from lstm_viz.training.advance import advance
from tests.unit.forecasting.looked_inside import RELATIVES, STEPS, TRAIN, inside
from tests.unit.forecasting.series import HORIZON, ORIGIN, SEASON, TABLE, seasonal


@pytest.mark.parametrize("relative", RELATIVES)
@pytest.mark.parametrize("log", [False, True])
def test_the_problem_leads_outputs_back_to_what_the_forecaster_says(relative: Relative, log: bool) -> None:
    one = inside(relative, log)
    y, scale = predict(one.model, one.last.weights, one.problem), one.problem.ahead_scale
    assert scale is not None
    assert (restore_ahead(scale, y) == one.quantiles).all()
    said = levels(one.problem, y)
    assert said is not None
    assert (said == one.quantiles[:, :, 0, MEDIAN]).all()


@pytest.mark.parametrize("relative", RELATIVES)
def test_the_answers_are_the_rows_themselves_and_perfect_outputs_lead_to_them(relative: Relative) -> None:
    problem, scaled = inside(relative).problem, inside(relative).scaled
    rows = np.stack([seasonal(80)[0], 3 * seasonal(80, seed=1)[0]])[:, scaled.first :]
    assert (problem.anchor == rows).all()
    assert (problem.actual[:, :-1] == rows[:, 1:]).all()
    assert np.isnan(problem.actual[:, -1]).all()
    assert (problem.part >= 0).tolist() == np.isfinite(problem.actual).tolist()
    perfect = np.repeat(problem.targets, 5, axis=2)
    said = levels(problem, perfect)
    assert said is not None
    np.testing.assert_allclose(said[:, :-1], rows[:, 1:], rtol=1e-5)


def test_errors_are_those_of_the_median_one_step_ahead_beside_the_last_value() -> None:
    one = inside()
    found = errors_by_part(one.problem, predict(one.model, one.last.weights, one.problem))
    actual, before = one.problem.actual[:, :-1], one.problem.anchor[:, :-1]
    off = np.abs(one.quantiles[:, :-1, 0, 2] - actual)
    train = found["train"]
    assert isinstance(train, LevelErrors)
    assert (train.count, found["validation"], found["test"]) == (actual.size, None, None)
    assert train.mae == pytest.approx(off.mean())
    assert train.last_value_mae == pytest.approx(np.abs(before - actual).mean())


def test_the_shown_series_has_its_name_and_a_label_for_the_moment_of_each_answer() -> None:
    problem = inside().problem
    assert (problem.target_name, problem.unit, problem.probe) == ("sales", "€", 1)
    assert len(problem.time_labels) == problem.inputs.shape[1]
    assert problem.time_labels[-2:] == ("2020-10", "2021-01")


def test_a_run_goes_on_as_if_it_had_never_stopped() -> None:
    one = inside()
    further = advance(one.run.newest, one.problem, one.model, TRAIN, steps=5)
    whole = advance(one.first, one.problem, one.model, TRAIN, steps=STEPS + 5)
    assert all(further.weights[name].tobytes() == array.tobytes() for name, array in whole.weights.items())


def test_a_run_has_its_losses_its_start_its_end_and_a_few_steps_between() -> None:
    run = inside().run
    assert len(run.losses) == STEPS == run.newest.step
    steps = sorted(run.snapshots)
    assert (steps[0], steps[-1]) == (0, STEPS)
    assert 3 < len(steps) <= MOST_KEPT + 2
    assert all(run.snapshots[STEPS][name] is array for name, array in run.newest.weights.items())
    again = pickle.loads(pickle.dumps(run))  # noqa: S301  # it comes out of a worker
    assert all((again.snapshots[0][name] == array).all() for name, array in run.snapshots[0].items())


def test_a_network_of_a_forecast_is_trained_again_to_the_same_bits_with_what_it_was_on_the_way(found: Fit) -> None:
    plan = plan_of(TABLE.iloc[:ORIGIN], ForecastConfig(horizon=HORIZON, season=SEASON, origins=1))
    member = found.members[1]
    problem, run = look_inside(plan, member, 0)
    assert (run.newest.step, len(run.losses), run.segments[0].config.seed) == (member.steps, member.steps, member.seed)
    assert all((run.newest.weights[name] == each).all() for name, each in member.weights.items())
    scale, outputs = problem.ahead_scale, predict(run.model, run.newest.weights, problem)
    assert scale is not None
    assert restore_ahead(scale, outputs)[0, -1] == pytest.approx(
        found.each[1, 0], abs=1e-6
    )  # float32, rows one by one or all at once


def test_a_network_that_cannot_be_trained_again_is_refused(found: Fit) -> None:
    newer = plan_of(TABLE, ForecastConfig(horizon=HORIZON, season=SEASON, origins=1))
    with pytest.raises(DataError, match="have read on in a newer file"):
        look_inside(newer, found.members[0], 0)
