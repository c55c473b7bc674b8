"""What a saved run may hold, each broken one by one; and that our own files always keep within it."""

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load, save

from lstm_viz.errors import SavedRunError
from lstm_viz.model.exchange import MOST_BYTES, open_run, save_run
from lstm_viz.model.network import build_network, weights_of
from lstm_viz.records import Array, ModelConfig, Run, Segment, State, TrainConfig
from tests.proofs.hostile_files import RUNS, Hostile

Tensors = dict[str, Array]


def a_run(model: ModelConfig, steps: int = 4, snapshots: int = 2, seed: int = 0) -> Run:
    """A run whose weights are a fresh network's, and whose moments are random."""
    weights, random = weights_of(build_network(model, seed)), np.random.default_rng(seed)
    moments = {
        f"{kind}.{name}": random.random(array.shape, np.float32)
        for kind in ("exp_avg", "exp_avg_sq")
        for name, array in weights.items()
    }
    return Run(
        model=model,
        segments=(Segment(0, TrainConfig(seed=seed)),),
        losses=random.random(steps, np.float32),
        validation=random.random((2, 2)),
        snapshots=dict.fromkeys(np.linspace(0, steps, snapshots).astype(int).tolist(), weights),
        newest=State(steps, weights, moments, grad_norm=0.5),
        torch_version="2.13.0",
        instruction_set="AVX2",
    )


FILE = save_run(a_run(ModelConfig(hidden_size=2)), {}, {})
WORDS: dict[str, Any] = json.loads(
    json.loads(FILE[8 : 8 + int.from_bytes(FILE[:8], "little")])["__metadata__"]["lstm_viz"]
)


def with_words(change: Callable[[dict[str, Any]], Any]) -> bytes:
    words = json.loads(json.dumps(WORDS))
    change(words)
    return save(load(FILE), metadata={"lstm_viz": json.dumps(words)})


def with_tensors(change: Callable[[Tensors], Tensors]) -> bytes:
    return save(change(load(FILE)), metadata={"lstm_viz": json.dumps(WORDS)})


def renamed(before: str, after: str) -> Callable[[Tensors], Tensors]:
    return lambda tensors: {name.replace(before, after): array for name, array in tensors.items()}


@pytest.mark.parametrize(
    "change",
    [
        lambda words: words["model"].update(hidden_size=2.0),
        lambda words: words["model"].update(num_layers=4),
        lambda words: words["segments"][0].update(seed=1.5),
        lambda words: words["segments"][0].update(learning_rate=float("nan")),
        lambda words: words["segments"][0].update(from_step=1),
        lambda words: words["segments"].append({**words["segments"][0], "from_step": 5}),
        lambda words: words.update(step="4"),
        lambda words: words.update(step=4.0),
        lambda words: words.update(grad_norm=-1),
        lambda words: words.update(about=[["a", 1]]),
        lambda words: words.pop("torch_version"),
    ],
)
def test_words_out_of_their_bounds_are_refused(change: Callable[[dict[str, Any]], Any]) -> None:
    with pytest.raises(SavedRunError, match="download it from the Lab again"):
        open_run(with_words(change))


@pytest.mark.parametrize(
    "change",
    [
        renamed("snapshots.4", "snapshots.5"),
        renamed("snapshots.4", "snapshots.-4"),
        renamed("moments.exp_avg.", "moments.other."),
        renamed("weights.head", "weights.tail"),
        lambda tensors: tensors | {"other": np.zeros(1)},
        lambda tensors: tensors | {"losses": np.zeros(4, np.int32)},
        lambda tensors: tensors | {"losses": np.zeros(5, np.float32)},
        lambda tensors: tensors | {"validation": np.zeros((2, 1))},
        lambda tensors: tensors | {"validation": np.full((2, 2), np.inf)},
        lambda tensors: tensors | {"weights.head.bias": np.zeros(1)},
        lambda tensors: {name: array for name, array in tensors.items() if name != "validation"},
    ],
)
def test_tensors_that_do_not_fit_are_refused(change: Callable[[Tensors], Tensors]) -> None:
    with pytest.raises(SavedRunError, match="download it from the Lab again"):
        open_run(with_tensors(change))


def test_a_file_of_another_version_is_told_apart_from_a_damaged_one() -> None:
    with pytest.raises(SavedRunError, match="another version"):
        open_run(with_words(lambda words: words.update(format=2)))


def test_a_file_that_is_too_large_is_refused_by_its_size() -> None:
    with pytest.raises(SavedRunError, match="has 65 MB"):
        open_run(bytes(65 * 2**20))


def test_a_header_that_is_too_long_is_refused_before_it_is_read() -> None:
    header = b"[" * (3 * 2**20)
    with pytest.raises(SavedRunError):
        open_run(len(header).to_bytes(8, "little") + header)


def test_a_run_of_the_largest_network_is_saved_with_fewer_snapshots_and_opens() -> None:
    run = a_run(ModelConfig(input_size=50, hidden_size=128, num_layers=3), steps=1000, snapshots=60)
    data = save_run(run, {}, {"values": np.zeros((100_000, 10))})
    assert len(data) <= MOST_BYTES
    steps = sorted(open_run(data).run.snapshots)
    assert (steps[0], steps[-1]) == (0, 1000)
    assert 20 <= len(steps) < 60


def test_data_that_cannot_be_saved_within_the_bound_are_named_when_they_are_saved() -> None:
    run = a_run(ModelConfig(hidden_size=2))
    with pytest.raises(SavedRunError, match="use fewer rows"):
        save_run(run, {}, {"values": np.zeros(9 * 2**20)})


models = st.builds(
    ModelConfig,
    st.integers(1, 5),
    st.integers(1, 6),
    st.integers(1, 3),
    st.integers(1, 4),
    cell=st.sampled_from(["lstm", "gru", "rnn"]),
)


@settings(max_examples=40, deadline=None)
@given(models, st.integers(1, 40), st.integers(1, 4), st.integers(0, 2**31))
def test_every_run_comes_back_with_the_same_bits(model: ModelConfig, steps: int, snapshots: int, seed: int) -> None:
    run = a_run(model, steps, snapshots, seed)
    told, table = {"name": "ä", "rows": [1, None]}, np.array([[1.5, -0.0, np.nan]])
    opened = open_run(save_run(run, told, {"values": table}))
    assert opened.about == told
    assert opened.tables["values"].tobytes() == table.tobytes()
    assert (opened.run.model, opened.run.segments) == (run.model, run.segments)
    assert set(opened.run.snapshots) == set(run.snapshots)
    for found, wanted in (
        (opened.run.newest.weights, run.newest.weights),
        (opened.run.newest.moments, run.newest.moments),
        ({"losses": opened.run.losses}, {"losses": run.losses}),
        ({"validation": opened.run.validation}, {"validation": run.validation}),
        *((opened.run.snapshots[step], weights) for step, weights in run.snapshots.items()),
    ):
        assert {name: array.tobytes() for name, array in found.items()} == {
            name: array.tobytes() for name, array in wanted.items()
        }


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(FILE) - 1), st.integers(0, 7), st.booleans())
def test_a_flipped_bit_or_a_cut_never_raises_anything_else(place: int, bit: int, cut: bool) -> None:
    flipped = FILE[:place] + bytes([FILE[place] ^ (1 << bit)]) + FILE[place + 1 :]
    try:
        opened = open_run(FILE[:place] if cut else flipped)
    except SavedRunError:
        return
    assert not cut
    assert opened.run.newest.step == len(opened.run.losses) == 4


@pytest.mark.parametrize("hostile", RUNS, ids=lambda each: each.name)
def test_a_file_made_to_do_harm_is_refused_in_one_sentence_and_nothing_in_it_runs(
    hostile: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tracemalloc.start()
    try:
        with pytest.raises(SavedRunError, match=hostile.words):
            open_run(hostile.make())
        assert tracemalloc.get_traced_memory()[1] < 64 * 2**20
    finally:
        tracemalloc.stop()
    assert list(tmp_path.iterdir()) == []


def test_a_run_cut_short_anywhere_is_refused() -> None:
    for size in range(0, len(FILE), 97):
        with pytest.raises(SavedRunError, match="download it from the Lab again"):
            open_run(FILE[:size])
