"""A network of a forecast in the Lab: opened, saved, opened again, refused where it is damaged."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import lstm_viz as lv
from lstm_viz.errors import DataError, SavedRunError, SettingError
from lstm_viz.explorer.table import trace_table
from lstm_viz.model.exchange import open_run, save_run
from lstm_viz.records import QUANTILES, AheadScale, ModelConfig, Problem, Run, Segment, State, TrainConfig
from lstm_viz.training.advance import advance
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.training.look import trace_job
from lstm_viz.training.run_file import Card, KeptRun
from lstm_viz.ui.comparison import fed, table_of
from lstm_viz.ui.experiment import build, title_of
from lstm_viz.ui.forecast_run import forecast_experiment
from lstm_viz.ui.saved import describe, open_forecast, open_saved, save
from lstm_viz.ui.settings import FORECAST, Settings
from tests.unit.forecasting.looked_inside import STEPS, TRAIN, inside


@pytest.fixture(scope="module")
def engine() -> Iterator[LocalEngine]:
    made = LocalEngine(1)
    yield made
    made.shutdown()


@pytest.fixture
def live(engine: LocalEngine) -> LiveRun:
    return open_forecast(inside().problem, inside().run, engine)


def test_it_is_a_finished_run_under_the_name_of_its_series(live: LiveRun) -> None:
    status = live.status()
    assert (status.state, status.step, status.goal) == ("finished", STEPS, STEPS)
    assert title_of(live.about) == "sales, 6 steps ahead, 1 × 8 units"
    assert live.about.settings.seed == TRAIN.seed


def test_a_saved_one_opens_with_the_same_problem_and_weights(live: LiveRun, engine: LocalEngine) -> None:
    data = save(live)
    again = open_saved(data, engine)
    assert again.problem.key == live.problem.key
    assert again.about.settings == live.about.settings
    run = again.run()
    assert run is not None
    assert sorted(run.snapshots) == sorted(inside().run.snapshots)
    assert all(array.tobytes() == inside().last.weights[name].tobytes() for name, array in run.newest.weights.items())
    opened = lv.open_run(data)
    assert (opened.problem.key, opened.title) == (live.problem.key, title_of(live.about))


def test_play_goes_on_to_the_bits_of_an_unbroken_training(live: LiveRun) -> None:
    live.step()
    assert live.wait_until(lambda status: status.step == STEPS + 1, 60)
    whole = advance(inside().first, inside().problem, inside().model, TRAIN, steps=STEPS + 1)
    run = live.run()
    assert run is not None
    assert all(array.tobytes() == whole.weights[name].tobytes() for name, array in run.newest.weights.items())


def test_another_network_is_built_for_what_the_forecast_s_learnt() -> None:
    made = build(Settings(data=FORECAST, cell="gru", units=5), None, inside().problem)
    assert made.problem is inside().problem
    assert made.model == ModelConfig(inside().problem.inputs.shape[2], 5, 1, 6 * len(QUANTILES), cell="gru")
    with pytest.raises(DataError, match="make it again"):
        build(Settings(data=FORECAST), None)


def test_a_network_that_the_lab_has_no_setting_for_is_refused_in_words() -> None:
    run = replace(inside().run, segments=(Segment(0, replace(TRAIN, seed=12345)),))
    with pytest.raises(SettingError, match="seed 12345, and the Lab shows 0 to 9999"):
        forecast_experiment(inside().problem, run)


DAMAGES: dict[str, tuple[str, Callable[[Any], Any] | None]] = {
    "a table is missing": ("centre", None),
    "a table is shorter": ("anchor", lambda array: array[:, :-1]),
    "centre has another number of steps": ("centre", lambda array: array[..., :2]),
    "inputs are not finite": ("inputs", lambda array: array * np.nan),
    "a part is none": ("part", lambda array: array + np.int8(5)),
    "no such sequence": ("probe", lambda number: number + 1),
    "an output too many": ("output_size", lambda number: number + 5),
    "a name is a number": ("unit", len),
    "a name is endless": ("target_name", lambda name: name * 401),
    "an input has no name": ("input_names", lambda names: names[1:]),
    "labels are too few": ("time_labels", lambda array: array[:20]),
    "labels are no text": ("time_labels", lambda array: array | 128),
    "the window is not there": ("window", None),
}


@pytest.mark.parametrize(("part", "change"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_refused(
    live: LiveRun, engine: LocalEngine, part: str, change: Callable[[Any], Any] | None
) -> None:
    about, tables = describe(live)
    parts = about["forecast"] | tables
    parts = parts | {part: change(parts[part])} if change else {name: parts[name] for name in parts if name != part}
    told, kept = ({name: parts[name] for name in own if name in parts} for own in (about["forecast"], tables))
    run = live.run()
    assert run is not None
    with pytest.raises(SavedRunError, match="cannot be read"):
        open_saved(save_run(run, about | {"forecast": told}, kept), engine)


def test_five_hundred_steps_ahead_are_saved_within_bounds(engine: LocalEngine) -> None:
    steps, ahead, rows = 2500, 500, 1500
    random = np.random.default_rng(0)
    problem = Problem(
        inputs=random.normal(size=(1, rows, 4)),
        targets=random.normal(size=(1, rows, ahead)),
        part=np.zeros((1, rows)),
        window=96,
        loss_at_last=False,
        loss="quantile",
        output_size=ahead * len(QUANTILES),
        probe=0,
        actual=np.zeros((1, rows)),
        anchor=np.zeros((1, rows)),
        target_scale=None,
        input_names=("a", "b", "c", "d"),
        target_name="load",
        unit="MW",
        ahead_scale=AheadScale(random.normal(size=(1, rows, ahead)), np.ones((1, rows, 1)), log=False),
    )
    assert steps == problem.output_size
    model = ModelConfig(4, 32, 1, steps)
    shapes = {f"lstm.{kind}_l0": shape for kind, shape in SHAPES.items()}
    shapes |= {"head.weight": (steps, 32), "head.bias": (steps,)}
    weights = {name: random.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}
    moments = {f"{kind}.{name}": abs(each) for kind in ("exp_avg", "exp_avg_sq") for name, each in weights.items()}
    run = Run(
        model,
        (Segment(0, TrainConfig()),),
        np.ones(400, np.float32),
        np.empty((0, 2)),
        {0: weights, 400: weights},
        State(400, weights, moments),
        "2",
        "AVX2",
    )
    data = save(open_forecast(problem, run, engine))
    assert len(data) < 64 * 2**20
    assert open_saved(data, engine).problem.key == problem.key
    assert open_run(data).run.model.output_size == steps


SHAPES = {"weight_ih": (128, 4), "weight_hh": (128, 32), "bias_ih": (128,), "bias_hh": (128,)}


def test_the_trace_is_a_table_with_the_moments_of_its_answers() -> None:
    one = inside()
    table = trace_table(trace_job(one.model, one.last.weights, one.problem.inputs[1]), one.problem.time_labels)
    assert len(table) == 6 * 8 * one.problem.inputs.shape[1]
    assert table["time"].iloc[-1] == "2021-01"


def test_two_forecasts_are_comparable_only_where_they_learnt_the_same(engine: LocalEngine) -> None:
    def kept(relative: Any) -> KeptRun:
        one = open_forecast(inside(relative).problem, inside(relative).run, engine)
        return KeptRun(Card(relative, "", relative, 0.0), *describe(one), one.run())

    assert fed(kept("none")) == fed(kept("none"))
    assert fed(kept("none")) != fed(kept("last value"))
    assert "data" not in table_of(kept("none"), kept("last value")).index
