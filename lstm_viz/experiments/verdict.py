"""What an experiment's numbers say, in one to three plain sentences; nothing is claimed that they do not carry.

A claim needs every seed on one side: where some seeds say one thing and some another, that is what is said.
"""

from collections.abc import Callable, Sequence

from lstm_viz.experiments.known import CELLS, COST_WIDTHS, LAGS, SIZES
from lstm_viz.experiments.report import Report, Row, number

OVERFITS = 1.1
"""A held-out error that ends at this many times its lowest has risen."""


_LOSES, _EITHER, _WINS = "loses with every seed at", "wins with some seeds only at", "wins with every seed at"


def verdict(report: Report) -> str | None:
    """Return what a report says; None as long as trials are missing."""
    return _VERDICTS[report.experiment.name](report) if report.complete else None


def _forget_bias(report: Report) -> str:
    rows, seeds = report.rows, _seeds(report.seeds)
    first, *others = rows
    told = _listed([f"{first.solved} of {seeds} with {first.arm.label}"] + [_counted(row) for row in others])
    winners, losers = [row for row in rows if row.all_solved], [row for row in rows if row.solved == 0]
    if winners and losers:
        claim = f"The start decides here: every seed with {_labels(winners)}, none with {_labels(losers)}."
    elif first.solved >= max(row.solved for row in others):
        claim = f"{first.arm.label.capitalize()} does as well as any here, so this says nothing for another start."
    else:
        claim = "A difference, but no start stands with every seed against one with none."
    return f"Solved by {told}. {claim}"


def _counted(row: Row) -> str:
    return f"{row.solved} with {row.arm.label}"


def _lag(report: Report) -> str:
    rows = dict(zip(((cell, lag) for cell in CELLS for lag in LAGS), report.rows, strict=True))
    told = [f"the {CELLS[cell]} {_reach([rows[cell, lag] for lag in LAGS])}" for cell in CELLS]
    said = f"Every seed solves it with {_listed(told)}."
    apart = [lag for lag in LAGS if rows["lstm", lag].all_solved and rows["rnn", lag].solved == 0]
    if apart:
        said += f" At lag {_listed([f'{lag}' for lag in apart])} every LSTM remembers and no tanh RNN does."
    elif all(rows["rnn", lag].solved >= rows["lstm", lag].solved for lag in LAGS):
        said += " The tanh RNN does as well here, so this says nothing for the LSTM."
    else:
        said += " At no lag does every LSTM stand against no tanh RNN, so nothing is claimed for either."
    if all(rows["gru", lag].solved >= rows["lstm", lag].solved for lag in LAGS):
        said += " The GRU does as well as the LSTM."
    return said


def _reach(rows: Sequence[Row]) -> str:
    """Return up to which lag every seed solves it, and most seeds where that is farther."""
    every = _prefix([row.all_solved for row in rows])
    most = _prefix([2 * row.solved > len(row.outcomes) for row in rows])
    said = f"up to lag {every}" if every else "at no lag"
    return f"{said} (most seeds up to {most})" if most > every else said


def _prefix(solved: Sequence[bool]) -> int:
    """Return the longest lag up to which all are solved; 0 if not even the first is."""
    count = [*solved, False].index(False)
    return LAGS[count - 1] if count else 0


def _overfitting(report: Report) -> str:
    def rises(row: Row) -> list[float]:
        return [each.numbers["validation"] / each.numbers["best_validation"] for each in row.outcomes]

    over = [row for row in report.rows if min(rises(row)) >= OVERFITS]
    if not over:
        return (
            "No width overfits with every seed here: the held-out error does not always end a tenth above its lowest."
        )
    worst = max(over, key=lambda row: row.median("validation") / row.median("best_validation"))
    names = _labels(over)
    said = (
        f"With {names} every seed overfits: the held-out error is lowest early and ends at least a tenth above that. "
        f"With {worst.arm.label} its median is lowest after step {number(worst.median('best_step'))} and rises from "
        f"{number(worst.median('best_validation'))} to {number(worst.median('validation'))}, while the training error "
        f"is down at {number(worst.median('train'))}."
    )
    saved = [each.numbers["best_test"] < each.numbers["test"] for each in worst.outcomes]
    if all(saved):
        said += (
            f" Had each been stopped at its lowest, its test error would be {number(worst.median('best_test'))} "
            f"instead of {number(worst.median('test'))}: lower with every seed."
        )
    return said


def _data(report: Report) -> str:
    networks, lines, last = report.rows[: len(SIZES)], report.rows[len(SIZES) : -1], report.rows[-1]
    said = [_against("the linear AR", networks, lines), _against("the last value", networks, [last] * len(SIZES))]
    return " ".join(said)


def _against(whom: str, networks: Sequence[Row], others: Sequence[Row]) -> str:
    """Return at which sizes of the training set the LSTM wins and loses against another method, seed by seed."""
    sizes: dict[str, list[str]] = {_LOSES: [], _EITHER: [], _WINS: []}
    for size, own, other in zip(SIZES, networks, others, strict=True):
        wins = [mine < its for mine, its in zip(own.values("relative"), other.values("relative"), strict=True)]
        sizes[_WINS if all(wins) else _EITHER if any(wins) else _LOSES].append(f"{size:,}")
    told = [f"{words} {_listed(found)} rows" for words, found in sizes.items() if found]
    return f"Against {whom} the LSTM {_listed(told)}."


def _cost(report: Report) -> str:
    grid = [(cell, width) for cell in CELLS for width in COST_WIDTHS]
    rows, line = dict(zip(grid, report.rows[:-1], strict=True)), report.rows[-1]
    narrow, wide = rows["lstm", COST_WIDTHS[0]], rows["lstm", COST_WIDTHS[-1]]
    work, slower = (wide.median(name) / narrow.median(name) for name in ("multiply_adds", "step_ms"))
    simple = wide.median("multiply_adds") / rows["rnn", COST_WIDTHS[-1]].median("multiply_adds")
    said = (
        f"An LSTM of {COST_WIDTHS[-1]} units takes {number(round(work))} times the multiply-adds of one of "
        f"{COST_WIDTHS[0]} and {simple:.1f} times those of a tanh RNN of the same width; a training step took "
        f"{slower:.1f} times as long here."
    )
    better = [mine < its for mine, its in zip(wide.values("relative"), narrow.values("relative"), strict=True)]
    brought = "with every seed" if all(better) else "with no seed" if not any(better) else "not with every seed"
    said += f" The wider one has the lower test error {brought}."
    beaten = [row for row in rows.values() if _below(row, line)]
    weights = number(line.median("multiply_adds"))
    if len(beaten) == len(rows):
        return f"{said} The linear AR, at {weights} multiply-adds, is behind every network with every seed."
    if not beaten:
        return f"{said} No network is ahead of the linear AR, at {weights} multiply-adds, with every seed."
    return f"{said} Ahead of the linear AR, at {weights} multiply-adds, with every seed: {_labels(beaten)}."


def _below(row: Row, other: Row) -> bool:
    return all(mine < its for mine, its in zip(row.values("relative"), other.values("relative"), strict=True))


def _labels(rows: Sequence[Row]) -> str:
    return _listed([row.arm.label for row in rows])


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _seeds(count: int) -> str:
    return "1 seed" if count == 1 else f"{count} seeds"


_VERDICTS: dict[str, Callable[[Report], str]] = {
    "forget-bias": _forget_bias,
    "lag": _lag,
    "overfitting": _overfitting,
    "data": _data,
    "cost": _cost,
}
