"""Which settings hold at which step: those of the past, those to be trained through again, and those wished for."""

from collections.abc import Sequence
from dataclasses import replace

from lstm_viz.records import Segment, TrainConfig
from lstm_viz.training.fork import Replay


class Course:
    """A run's settings over its steps. `wished` are the settings of the next step, once the replay is over."""

    def __init__(self, wished: TrainConfig, past: Sequence[Segment] = (), replay: Replay = ()) -> None:
        """Begin with the segments of the past, or with what is wished."""
        self.wished, self._replay = wished, replay
        self._segments = list(past) or [Segment(0, wished)]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Return what held from which step on."""
        return tuple(self._segments)

    def ahead(self, step: int) -> Replay:
        """Return what of the replay is left after a step."""
        return tuple((config, end) for config, end in self._replay if step < end)

    def wish(self, learning_rate: float) -> None:
        """Use another learning rate from the next step on."""
        self.wished = replace(self.wished, learning_rate=learning_rate)

    def begin(self, step: int, goal: int) -> tuple[TrainConfig, int]:
        """Return the settings that the step after `step` is taken with, now part of the segments, and until when."""
        config, until = self._due(step, goal)
        if self._segments[-1].config != config:
            if self._segments[-1].from_step == step:
                self._segments.pop()
            self._segments.append(Segment(step, config))
        return config, until

    def _due(self, step: int, goal: int) -> tuple[TrainConfig, int]:
        config, end = next(iter(self.ahead(step)), (self.wished, goal))
        return config, min(end, goal)
