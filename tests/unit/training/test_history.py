import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.records import State
from lstm_viz.training.history import History


def state(step: int, chunk: int, size: int = 100) -> State:
    return State(
        step,
        {"w": np.full(size, step, np.float32)},
        losses=np.arange(step - chunk, step),
        validation=np.array([[step, 0.5]]),
    )


@given(st.integers(3, 12), st.integers(1, 300))
def test_memory_stays_within_its_bound_and_the_first_and_the_newest_snapshot_stay(room: int, chunks: int) -> None:
    most = 400 * (room + 2) + 4 * chunks
    history = History(state(0, 0), most)
    for step in range(1, chunks + 1):
        history.add(state(step, 1))
    assert history.bytes <= most
    kept = sorted(history.snapshots)
    assert (kept[0], kept[-1]) == (0, chunks)
    assert len(kept) >= min(room, chunks + 1)
    assert all((weights["w"] == step).all() for step, weights in history.snapshots.items())


def test_the_past_is_thinned_more_than_what_is_new() -> None:
    history = History(state(0, 0), 400 * 22 + 4 * 1000)
    for step in range(1, 1001):
        history.add(state(step, 1))
    gaps = np.diff(sorted(history.snapshots))
    assert gaps[-5:].mean() < gaps[:5].mean() / 5
    assert gaps.max() < 500


@given(st.lists(st.integers(1, 50), min_size=1, max_size=30))
def test_losses_are_those_of_all_chunks_and_a_picture_of_before_does_not_change(chunks: list[int]) -> None:
    history = History(state(0, 0))
    step, pictures = 0, []
    for chunk in chunks:
        step += chunk
        history.add(state(step, chunk))
        pictures.append((step, history.losses))
    for length, losses in pictures:
        assert losses.tolist() == list(range(length))
        assert not losses.flags.writeable
    assert history.validation[:, 0].tolist() == [0, *np.cumsum(chunks)]
