"""Small problems and a trace that the figures' tests draw."""

import numpy as np

from lstm_viz.records import LayerTrace, Problem, Scale, Trace

T, H = 20, 5


def forecasting(target_name: str = "level", unit: str = "ppm") -> Problem:
    steps = np.arange(T + 1)
    level = 100.0 + np.cumsum(np.sin(steps))
    scaled = (np.diff(level, prepend=level[0]) - 0.5) / 2.0
    return Problem(
        inputs=scaled[None, :-1, None],
        targets=scaled[None, 1:],
        part=np.array([[0] * 14 + [1] * 3 + [2] * 3]),
        window=8,
        loss_at_last=False,
        loss="mse",
        output_size=1,
        probe=0,
        actual=level[None, 1:],
        anchor=level[None, :-1],
        target_scale=Scale("difference", 0.5, 2.0),
        input_names=(target_name,),
        target_name=target_name,
        unit=unit,
        target_input=0,
    )


def recall() -> Problem:
    symbols = np.array([0, 2, 2, 1, 2, 3])
    part = np.array([[-1, -1, -1, -1, -1, 2]])
    zeros = np.zeros((1, 6))
    return Problem(
        inputs=np.eye(4)[symbols][None],
        targets=np.array([[0, 0, 0, 0, 0, 1]]),
        part=part,
        window=6,
        loss_at_last=True,
        loss="cross_entropy",
        output_size=2,
        probe=0,
        actual=zeros,
        anchor=zeros,
        target_scale=None,
        input_names=("A", "<b>", "·", "?"),
        target_name="the letter",
        unit="",
        class_names=("A", "<b>"),
    )


def trace_of(problem: Problem, scale_of_c: float = 0.5) -> Trace:
    """Numbers as a network could have made them, each one different."""
    steps = problem.inputs.shape[1]
    random = np.random.default_rng(3)
    signals = {name: random.uniform(0, 1, (steps, H)) for name in "ifo"}
    signals |= {name: random.uniform(-1, 1, (steps, H)) for name in "gh"}
    signals["c"] = random.uniform(-1, 1, (steps, H)) * scale_of_c
    layer = LayerTrace("lstm", 0, "lstm", 0, "forward", signals, problem.inputs[0], {}, {})
    return Trace((layer,), problem.inputs[0], random.normal(size=(steps, problem.output_size)))
