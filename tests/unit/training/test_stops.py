import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_viz.records import ModelConfig, TrainConfig
from lstm_viz.training.advance import advance, start
from lstm_viz.training.history import History
from lstm_viz.training.stops import FEWEST_A_DOUBLING, MOST_A_DOUBLING, is_stop
from tests.unit.training.problems import sine_problem

SMALL, TRAIN, STEPS = ModelConfig(hidden_size=4), TrainConfig(batch_size=8), 150


@pytest.mark.parametrize(
    ("weight_bytes", "a_doubling"), [(20_000, MOST_A_DOUBLING), (200_000, 16), (3_000_000, FEWEST_A_DOUBLING)]
)
@given(power=st.integers(7, 13))
def test_stops_lie_evenly_between_a_power_of_two_and_the_next(weight_bytes: int, a_doubling: int, power: int) -> None:
    stops = [step for step in range(2**power, 2 ** (power + 1)) if is_stop(step, weight_bytes)]
    assert stops[0] == 2**power
    assert len(stops) == a_doubling
    assert set(np.diff(stops)) == {2**power // a_doubling}


def test_every_one_of_the_first_steps_is_a_stop() -> None:
    assert all(is_stop(step, 20_000) for step in range(2 * MOST_A_DOUBLING))
    assert not is_stop(2 * MOST_A_DOUBLING + 1, 20_000)


@settings(max_examples=15, deadline=None)
@given(cuts=st.lists(st.integers(1, STEPS - 1), unique=True, max_size=8))
def test_a_run_keeps_the_same_snapshots_however_its_chunks_fall(cuts: list[int]) -> None:
    problem = sine_problem()
    first = start(SMALL, TRAIN, problem)
    whole, pieces = History(first), History(first)
    whole.add(advance(first, problem, SMALL, TRAIN, until=STEPS))
    for end in [*sorted(cuts), STEPS]:
        pieces.add(advance(pieces.newest, problem, SMALL, TRAIN, until=end))
    assert whole.snapshots.keys() == pieces.snapshots.keys()
    for step, weights in whole.snapshots.items():
        for name, array in weights.items():
            assert array.tobytes() == pieces.snapshots[step][name].tobytes()
