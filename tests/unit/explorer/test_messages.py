from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lstm_viz.explorer.messages import gone_message, live_message, problem_message
from lstm_viz.figures.palette import DARK, LIGHT
from lstm_viz.records import ModelConfig, Problem, Run, Scale, Segment, State, TrainConfig
from lstm_viz.training.status import RunStatus
from tests.unit.explorer.test_wire import unpack
from tests.unit.forecasting.looked_inside import inside

N, T, F = 3, 7, 2
RANDOM = np.random.default_rng(5)
PROBLEM = Problem(
    inputs=RANDOM.normal(size=(N, T, F)).astype(np.float32),
    targets=RANDOM.normal(size=(N, T)).astype(np.float32),
    part=np.tile(np.array([0, 0, 0, -1, 1, 2, 2], np.int8), (N, 1)),
    window=4,
    loss_at_last=False,
    loss="mse",
    output_size=1,
    probe=1,
    actual=RANDOM.normal(size=(N, T)),
    anchor=RANDOM.normal(size=(N, T)),
    target_scale=Scale("difference", 0.5, 2.0),
    input_names=("sales", "<b>rain</b>"),
    target_name="sales",
    unit="€",
    time_labels=tuple(f"2024-01-0{day}" for day in range(1, T + 1)),
    target_input=0,
)
MODEL = ModelConfig(input_size=F, hidden_size=4)
WEIGHTS = {"head.bias": np.array([0.5], np.float32), "lstm.weight_hh_l0": np.ones((16, 4), np.float32)}
STATUS = RunStatus(
    state="playing",
    message=None,
    step=3,
    goal=600,
    steps_per_second=120.0,
    seconds_left=5.0,
    learning_rate=0.01,
    epoch=0.25,
    loss_now=0.5,
    validation_now=float("nan"),
    grad_norm=1.5,
)


def run(losses: np.ndarray[Any, Any], validation: np.ndarray[Any, Any]) -> Run:
    newest = State(step=len(losses), weights=WEIGHTS)
    return Run(MODEL, (Segment(0, TrainConfig()),), losses, validation, {newest.step: WEIGHTS}, newest, "2", "AVX2")


def test_the_problem_message_brings_the_probe_sequence_and_all_that_the_explorer_names() -> None:
    figures = {"light": {"loss": {"data": [{"y": (1, 2)}], "layout": {}}}}
    values, arrays = unpack(problem_message(PROBLEM, MODEL, figures, ("parent", 40)))
    for name in ("inputs", "targets", "part", "actual", "anchor"):
        whole = getattr(PROBLEM, name)
        assert arrays[name].dtype == whole.dtype
        np.testing.assert_array_equal(arrays[name], whole[1])
    assert values == {
        "key": PROBLEM.key,
        "model": {"cell": "lstm", "input_size": 2, "hidden_size": 4, "num_layers": 1, "output_size": 1},
        "loss": "mse",
        "target_scale": {"normalisation": "difference", "centre": 0.5, "spread": 2.0},
        "ahead": None,
        "input_names": ["sales", "<b>rain</b>"],
        "target_name": "sales",
        "unit": "€",
        "class_names": [],
        "time_labels": [f"2024-01-0{day}" for day in range(1, 8)],
        "target_input": 0,
        "window": 4,
        "sequence_count": 3,
        "origin": {"run": "parent", "step": 40},
        "figures": {"light": {"loss": {"data": [{"y": [1, 2]}], "layout": {}}}},
        "palette": {"light": vars(LIGHT), "dark": vars(DARK)},
    }


def test_classes_travel_as_whole_numbers_and_have_no_scale() -> None:
    classes = replace(
        PROBLEM,
        loss="cross_entropy",
        output_size=3,
        targets=np.arange(N * T).reshape(N, T) % 3,
        target_scale=None,
        class_names=("a", "b", "c"),
        target_input=None,
    )
    values, arrays = unpack(problem_message(classes, replace(MODEL, output_size=3), {}))
    assert arrays["targets"].dtype == np.int32
    np.testing.assert_array_equal(arrays["targets"], np.arange(T, 2 * T) % 3)
    assert (values["target_scale"], values["target_input"], values["class_names"]) == (None, None, ["a", "b", "c"])


def test_the_live_message_says_the_status_and_brings_curves_and_weights() -> None:
    losses = np.array([0.9, 0.8, 0.5], np.float32)
    values, arrays = unpack(live_message(STATUS, run(losses, np.array([[0, 1.5], [2, 0.25], [3, 0.5]])), None))
    assert values == {**vars(STATUS), "validation_now": None, "weights_step": 3, "snapshots": 1} | {
        "best_validation": {"step": 2, "loss": 0.25},
    }
    assert arrays["snapshots"].tolist() == [3]
    assert (arrays["snapshot_loss"].tolist(), arrays["snapshot_validation"].tolist()) == ([0.5], [0.5])
    np.testing.assert_array_equal(arrays["loss_step"], [1, 2, 3])
    np.testing.assert_array_equal(arrays["loss"], losses)
    np.testing.assert_array_equal(arrays["validation_step"], [0, 2, 3])
    np.testing.assert_array_equal(arrays["validation"], [1.5, 0.25, 0.5])
    for name, weights in WEIGHTS.items():
        assert arrays[f"w.{name}"].dtype == np.float32
        np.testing.assert_array_equal(arrays[f"w.{name}"], weights)


@pytest.mark.parametrize(("have", "sent"), [(None, True), (0, True), (2, True), (3, False)])
def test_weights_that_the_explorer_has_are_not_sent_again(have: int | None, sent: bool) -> None:
    message = live_message(STATUS, run(np.ones(3, np.float32), np.empty((0, 2))), have)
    values, arrays = unpack(message)
    assert values["weights_step"] == 3
    assert any(name.startswith("w.") for name in arrays) is sent


def test_a_long_run_sends_six_hundred_points_with_its_first_and_last_step() -> None:
    losses = np.linspace(1, 0, 20000, dtype=np.float32)
    _, arrays = unpack(
        live_message(STATUS, run(losses, np.stack([np.arange(0, 20001, 20.0), np.ones(1001)], 1)), 20000)
    )
    assert len(arrays["loss_step"]) == len(arrays["loss"]) == 600
    assert (arrays["loss_step"][0], arrays["loss_step"][-1]) == (1, 20000)
    assert len(arrays["validation_step"]) == 600


def test_a_run_whose_first_state_has_not_come_has_no_curves_and_no_weights() -> None:
    values, arrays = unpack(live_message(replace(STATUS, state="waiting", step=0), None, None))
    assert (values["state"], values["weights_step"]) == ("waiting", None)
    assert {name: len(array) for name, array in arrays.items()} == dict.fromkeys(
        ("loss_step", "loss", "validation_step", "validation", "snapshots", "snapshot_loss", "snapshot_validation"), 0
    )


def test_an_unknown_run_is_answered_with_a_sentence() -> None:
    values, arrays = unpack(gone_message())
    assert values["state"] == "gone"
    assert values["message"] == "This run is no longer on the server: start a new one."
    assert arrays == {}


def test_of_quantiles_every_answer_ahead_is_sent_with_its_way_back() -> None:
    problem = inside().problem
    values, arrays = unpack(problem_message(problem, inside().model, {}))
    scale = problem.ahead_scale
    assert scale is not None
    assert values["loss"] == "quantile"
    assert values["target_scale"] is None
    assert values["ahead"] == {"steps": 6, "step": 1, "quantiles": [0.025, 0.1, 0.5, 0.9, 0.975], "log": True}
    np.testing.assert_array_equal(arrays["targets"], problem.targets[1])
    np.testing.assert_array_equal(arrays["centre"], scale.centre[1])
    np.testing.assert_array_equal(arrays["spread"], scale.spread[1, :, 0])
    assert len(values["time_labels"]) == len(arrays["part"])
