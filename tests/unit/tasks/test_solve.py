"""A task is solved in pieces, and nothing depends on where they are cut."""

import numpy as np

from lstm_viz.tasks.known import find_task
from lstm_viz.tasks.solve import Solving, go_on, solve

SMALL = find_task("recall").complete({"length": 4, "units": 6, "batch": 8, "steps": 50, "forget_bias": 3})
A_STEP = 1e-9


def cut(seconds: float, seed: int) -> tuple[Solving, int]:
    """The end of what is done in pieces of so many seconds, and how many pieces there were."""
    now, count = go_on(None, "recall", "lstm", SMALL, seed, seconds=seconds), 1
    while not now.ended:
        now, count = go_on(now, "recall", "lstm", SMALL, seed, seconds=seconds), count + 1
    return now, count


def test_the_result_has_the_same_bits_however_it_is_cut() -> None:
    whole = go_on(None, "recall", "lstm", SMALL, 3)
    stepwise, count = cut(A_STEP, 3)
    assert count == whole.state.step
    assert (stepwise.score, stepwise.met, stepwise.state.step) == (whole.score, whole.met, whole.state.step)
    for part in ("weights", "moments"):
        ours, theirs = getattr(stepwise.state, part), getattr(whole.state, part)
        assert all(np.array_equal(ours[name], theirs[name]) for name in theirs)


def test_pieces_add_up_to_what_solve_says() -> None:
    said = solve("recall", "lstm", SMALL, 0)
    pieces = cut(0.02, 0)[0].result(0)
    assert (pieces.solved, pieces.steps, pieces.score) == (said.solved, said.steps, said.score)
    assert pieces.cpu_seconds > 0


def test_what_is_sent_on_is_only_what_training_needs() -> None:
    now = go_on(None, "recall", "lstm", SMALL, 0, seconds=A_STEP)
    assert (len(now.state.losses), len(now.state.stops), now.state.step, now.ended) == (0, 0, 1, False)
