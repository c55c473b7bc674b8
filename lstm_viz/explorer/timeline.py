"""Which of a run's snapshots the time machine shows: few enough to be fetched, and the same while the run grows."""

from collections.abc import Collection

from lstm_viz.records import Run

MOST_SHOWN = 150
MOST_BYTES = 32 * 2**20


def shown_steps(run: Run) -> list[int]:
    """Return the steps of the snapshots that the time machine offers, ascending; the newest is always one.

    At most 150, and fewer where the network is large: all of them take at most 32 MB.
    """
    one = sum(array.nbytes for array in run.newest.weights.values())
    return thinned(run.snapshots, most=max(10, min(MOST_SHOWN, MOST_BYTES // max(1, one))))


def thinned(steps: Collection[int], most: int) -> list[int]:
    """Return at most `most` + 1 of the steps: the first of each bin of equal width, and the last.

    The width is a power of two, so when it doubles what was chosen loses members and gains none: what a reader has
    fetched stays of use.
    """
    ordered = sorted(steps)
    width = 1
    while ordered and len({step // width for step in ordered}) > most:
        width *= 2
    first: dict[int, int] = {}
    for step in ordered:
        first.setdefault(step // width, step)
    return sorted({*first.values(), *ordered[-1:]})
