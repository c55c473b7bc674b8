"""What a report says, in words and as a table; nothing is claimed that the numbers do not carry."""

from lstm_viz.tasks.bench import Report

NAMES = {"lstm": "LSTM", "gru": "GRU", "rnn": "tanh RNN"}


def verdict(report: Report) -> str:
    """Return one sentence: by how many seeds the task was solved, and in how many steps."""
    who, most = f"{_seeds(len(report.seeds))} with the {NAMES[report.cell]}", report.settings["steps"]
    steps = sorted(each.steps for each in report.seeds if each.solved)
    if not steps:
        return f"The task was solved by 0 of {who} within {most:g} steps."
    within = f"{steps[0]}" if steps[0] == steps[-1] else f"{steps[0]} to {steps[-1]}"
    failed = len(report.seeds) - len(steps)
    rest = f"; {failed} did not within {most:g}" if failed else ""
    return f"The task was solved by {len(steps)} of {who}, in {within} steps{rest}."


def comparison(gated: Report, plain: Report) -> str:
    """Return one sentence on two cells at the same task; a claim only where every seed stands on one side.

    Raises:
        ValueError: the two did not do the same.
    """
    if (gated.task.name, gated.settings, len(gated.seeds)) != (plain.task.name, plain.settings, len(plain.seeds)):
        raise ValueError("the two reports are not of the same task, settings and seeds")
    a, b = NAMES[gated.cell], NAMES[plain.cell]
    counts = f"{gated.solved} of {_seeds(len(gated.seeds))} with the {a}, {plain.solved} with the {b}"
    if gated.met and not plain.solved:
        return f"Solved by {counts}: here the {a} learns what the {b} does not."
    if not gated.solved and not plain.solved:
        return f"Solved by {counts}: neither learns it here."
    if plain.solved >= gated.solved:
        return f"Solved by {counts}: the {b} does as well here, so this task says nothing for the {a}."
    return f"Solved by {counts}: a difference, but not with every seed."


def table(report: Report) -> str:
    """Return a line of heads and one a seed."""
    score = "squared error" if report.task.error else "right answers"
    rows = [("seed", "solved", "steps", "CPU s", score)]
    for each in report.seeds:
        shown = f"{each.score:.4f}" if report.task.error else f"{each.score:.1%}"
        solved = "yes" if each.solved else "no"
        rows.append((f"{each.seed}", solved, f"{each.steps}", f"{each.cpu_seconds:.2f}", shown))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def _seeds(count: int) -> str:
    return "1 seed" if count == 1 else f"{count} seeds"
