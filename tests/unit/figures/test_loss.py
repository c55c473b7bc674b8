import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.figures.loss import loss_axis, loss_curve, loss_spec
from lstm_viz.records import ModelConfig, Run, Segment, State, TrainConfig


def run_with(losses: list[float], validation: list[tuple[float, float]]) -> Run:
    newest = State(step=len(losses), weights={})
    pairs = np.array(validation).reshape(-1, 2)
    return Run(ModelConfig(), (Segment(0, TrainConfig()),), np.array(losses), pairs, {}, newest, "2", "AVX2")


def test_the_loss_curve_starts_at_step_one_and_shows_validation_at_its_own_steps() -> None:
    training, validation = loss_curve(run_with([1.0, 0.5, 0.25], [(0, 2.0), (2, 0.75)])).data
    assert list(training.x) == [1, 2, 3]
    assert list(training.y) == [1.0, 0.5, 0.25]
    assert list(validation.x) == [0, 2]
    assert list(validation.y) == [2.0, 0.75]


def test_the_loss_is_drawn_on_a_logarithmic_scale_that_holds_every_finite_loss() -> None:
    axis = loss_curve(run_with([3.0, float("nan"), 0.02], [(0, 0.004)])).layout.yaxis
    assert axis.type == "log"
    assert axis.range[0] <= math.log10(0.004)
    assert axis.range[1] >= math.log10(3.0)


def test_a_run_without_steps_has_a_curve_without_points() -> None:
    assert [len(trace.x) for trace in loss_curve(run_with([], [])).data] == [0, 0]


@given(st.floats(1e-8, 1e6), st.floats(1, 1e6))
def test_the_loss_axis_holds_both_ends_and_has_two_numbers_at_least(lowest: float, ratio: float) -> None:
    highest = lowest * ratio
    axis = loss_axis(lowest, highest)
    assert axis["range"][0] <= math.log10(lowest) + 1e-12
    assert axis["range"][1] >= math.log10(highest) - 1e-12
    assert len(axis["tickvals"]) >= 2
    assert axis["tickvals"] == sorted(set(axis["tickvals"]))
    assert [float(text) for text in axis["ticktext"]] == axis["tickvals"]


def test_the_three_losses_differ_by_more_than_colour() -> None:
    dashes = {trace["meta"]: trace["line"].get("dash") for trace in loss_spec("light")["data"]}
    assert dashes == {"training": None, "validation": "dot", "parent": "dash"}


def test_a_loss_that_falls_through_many_decades_has_a_readable_number_of_ticks() -> None:
    assert all(len(loss_axis(10.0**-decades, 1.0)["tickvals"]) <= 8 for decades in range(1, 13))
