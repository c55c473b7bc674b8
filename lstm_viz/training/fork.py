"""Going on from an earlier step: the nearest whole state before it, and the way from there."""

from lstm_viz.records import Run, State, TrainConfig

Replay = tuple[tuple[TrainConfig, int], ...]
"""The settings that training had, each until a step, on the way to where a fork begins."""


def cut(run: Run, state: State) -> Run:
    """Return the run as it was at a whole state of its own."""
    step = state.step
    return Run(
        run.model,
        tuple(segment for segment in run.segments if segment.from_step < max(step, 1)),
        run.losses[:step],
        run.validation[run.validation[:, 0] <= step],
        {at: weights for at, weights in run.snapshots.items() if at <= step},
        state,
        run.torch_version,
        run.instruction_set,
    )


def replay(run: Run, from_step: int, to_step: int) -> Replay:
    """Return the settings on the way from one step of a run to a later one."""
    ends = [*(segment.from_step for segment in run.segments[1:]), to_step]
    return tuple(
        (segment.config, min(end, to_step))
        for segment, end in zip(run.segments, ends, strict=True)
        if segment.from_step < to_step and end > from_step
    )


def config_at(run: Run, step: int) -> TrainConfig:
    """Return the settings of the last training step before `step`; at 0, of the first."""
    before = [segment.config for segment in run.segments if segment.from_step < step]
    return before[-1] if before else run.segments[0].config
