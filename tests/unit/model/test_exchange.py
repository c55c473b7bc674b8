import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load, save

from lstm_viz.errors import SavedRunError
from lstm_viz.model.exchange import open_run, save_run
from lstm_viz.records import Array, ModelConfig, Run, Segment, State, TrainConfig
from lstm_viz.training.advance import advance, start
from tests.unit.training.problems import sine_problem

MODEL, TRAIN = ModelConfig(hidden_size=3, num_layers=2), TrainConfig(batch_size=8)


def a_run() -> Run:
    problem = sine_problem()
    first = start(MODEL, TRAIN, problem)
    state = advance(first, problem, MODEL, TRAIN, steps=40)
    return Run(
        model=MODEL,
        segments=(Segment(0, TRAIN), Segment(20, replace(TRAIN, learning_rate=0.001))),
        losses=state.losses,
        validation=state.validation,
        snapshots={0: first.weights, 40: state.weights},
        newest=state,
        torch_version="2.13.0",
        instruction_set="AVX2",
    )


RUN = a_run()
FILE = save_run(RUN, {"settings": {"units": "3"}}, {"values": np.arange(6.0).reshape(3, 2)})


def same(a: Mapping[str, Array], b: Mapping[str, Array]) -> bool:
    return set(a) == set(b) and all(a[name].tobytes() == b[name].tobytes() for name in a)


def test_a_saved_run_opens_with_the_same_bits() -> None:
    opened = open_run(FILE)
    assert opened.run.model == MODEL
    assert opened.run.segments == RUN.segments
    assert opened.about == {"settings": {"units": "3"}}
    assert opened.tables["values"].tolist() == [[0, 1], [2, 3], [4, 5]]
    assert same(opened.run.newest.weights, RUN.newest.weights)
    assert same(opened.run.newest.moments, RUN.newest.moments)
    assert opened.run.newest.grad_norm == RUN.newest.grad_norm
    assert all(same(opened.run.snapshots[step], RUN.snapshots[step]) for step in (0, 40))
    assert opened.run.losses.tobytes() == RUN.losses.tobytes()
    assert opened.run.validation.tolist() == RUN.validation.tolist()


def test_training_goes_on_from_an_opened_run_as_from_the_run_itself() -> None:
    problem = sine_problem()
    own = advance(RUN.newest, problem, MODEL, TRAIN, steps=5)
    opened = advance(open_run(FILE).run.newest, problem, MODEL, TRAIN, steps=5)
    assert same(own.weights, opened.weights)


def test_of_many_snapshots_at_most_sixty_are_saved_the_first_and_newest_among_them() -> None:
    weights = RUN.newest.weights
    newest, losses = replace(RUN.newest, step=995), np.zeros(995, np.float32)
    many = replace(RUN, newest=newest, losses=losses, snapshots=dict.fromkeys(range(0, 1000, 5), weights))
    steps = sorted(open_run(save_run(many, {}, {})).run.snapshots)
    assert len(steps) <= 60
    assert (steps[0], steps[-1]) == (0, 995)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(FILE)), st.binary(max_size=4))
def test_a_damaged_file_is_refused_or_still_whole(place: int, damage: bytes) -> None:
    damaged = FILE[:place] + damage + FILE[place + len(damage) :]
    try:
        opened = open_run(damaged)
    except SavedRunError:
        return
    assert opened.run.newest.step == 40


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    with pytest.raises(SavedRunError, match="not a run saved by LSTM Visualizer"):
        open_run(data)


def told(**changes: Any) -> bytes:
    """The file with other metadata: every key is a path of names joined by two underscores."""
    header = json.loads(FILE[8 : 8 + int.from_bytes(FILE[:8], "little")])
    words = json.loads(header["__metadata__"]["lstm_viz"])
    for path, value in changes.items():
        *way, last = path.split("__")
        place = words
        for name in way:
            place = place[int(name)] if name.isdigit() else place[name]
        place[last] = value
    return save(load(FILE), metadata={"lstm_viz": json.dumps(words)})


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 2},
        {"model__hidden_size": 4},
        {"model__hidden_size": 10**9},
        {"model__hidden_size": "3"},
        {"model__other": 1},
        {"segments": []},
        {"segments__0__learning_rate": -1},
        {"segments__0__seed": True},
        {"step": 41},
        {"about": 3},
        {"grad_norm": "high"},
    ],
)
def test_words_that_do_not_fit_the_weights_or_their_bounds_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(SavedRunError):
        open_run(told(**changes))


def test_weights_that_are_not_finite_are_refused() -> None:
    tensors = load(FILE)
    tensors["weights.head.bias"] = np.array([np.nan], np.float32)
    header = json.loads(FILE[8 : 8 + int.from_bytes(FILE[:8], "little")])
    with pytest.raises(SavedRunError):
        open_run(save(tensors, metadata=header["__metadata__"]))


def test_an_untrained_run_has_no_moments_and_opens() -> None:
    first = start(MODEL, TRAIN, sine_problem())
    run = replace(RUN, segments=RUN.segments[:1], losses=first.losses, validation=first.validation)
    run = replace(run, snapshots={0: first.weights}, newest=first)
    opened = open_run(save_run(run, {}, {})).run.newest
    assert isinstance(opened, State)
    assert opened.step == 0
    assert np.isnan(opened.grad_norm)
