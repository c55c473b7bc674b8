"""How long training will take, roughly, before it has begun."""

from collections import deque

from lstm_viz.records import ModelConfig, TrainConfig


def expected_seconds(model: ModelConfig, train: TrainConfig, window: int, steps: int) -> float:
    """Return the seconds that `steps` training steps take on one core of about 2025.

    A step costs a fixed part, a part for every timestep (small operations in sequence), and three times the forward
    pass's multiplications (forward, and two products backward) at the rate that small matrices reach. The three
    constants were fitted to nn.LSTM of torch 2.13 at (T, H, L, B) = (48, 32, 1, 32), (96, 64, 2, 64), (64, 128, 1, 32)
    and (1000, 16, 1, 32); they are right within a factor of about two on other machines.
    """
    h = model.hidden_size
    sizes = [model.input_size] + [h] * (model.num_layers - 1)
    multiplications = window * train.batch_size * sum(model.sums * h * (size + h) for size in sizes)
    seconds = 0.0006 + 12e-6 * window * model.num_layers + 3 * 2 * multiplications / 55e9
    return steps * seconds


class Pace:
    """How fast a run has been of late: its last 16 chunks."""

    def __init__(self) -> None:
        self._chunks: deque[tuple[float, int]] = deque(maxlen=16)

    def add(self, seconds: float, steps: int) -> None:
        """Take a chunk in."""
        self._chunks.append((seconds, steps))

    def clear(self) -> None:
        """Forget what was."""
        self._chunks.clear()

    @property
    def steps_per_second(self) -> float | None:
        """Steps a second; None as long as it is not known."""
        seconds = sum(each for each, _ in self._chunks)
        return sum(steps for _, steps in self._chunks) / max(1e-9, seconds) or None
