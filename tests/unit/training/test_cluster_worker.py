import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from lstm_viz.training.cluster_worker import Call, compute


def loaded(data: bytes) -> Any:
    return pickle.loads(data)  # noqa: S301  # our own


def test_a_call_that_has_travelled_is_its_outcome() -> None:
    assert loaded(loaded(pickle.dumps(Call(int, ("ff",), {"base": 16})))) == (255, None)
    result, error = loaded(loaded(pickle.dumps(Call(divmod, (1, 0)))))
    assert result is None
    assert isinstance(error, ZeroDivisionError)


def test_two_threads_of_a_worker_compute_one_after_the_other() -> None:
    both_inside = threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        ends = [pool.submit(compute, both_inside.wait, (0.3,), {}) for _ in range(2)]
    assert [type(loaded(end.result())[1]) for end in ends] == 2 * [threading.BrokenBarrierError]
