"""What the comparison says in words, computed from its numbers."""

import math
from collections.abc import Mapping

from lstm_viz.figures.compare import TITLES
from lstm_viz.model.errors_by_part import ClassErrors, LevelErrors
from lstm_viz.model.fading import noise_level
from lstm_viz.model.gradients import GradientNorms
from lstm_viz.records import CellName

ALIKE = 1.0
"""Powers of ten: what lies nearer together is not told apart."""


def verdict(norms: Mapping[CellName, GradientNorms]) -> str:
    """Return what became of the hidden state's gradient from the loss back to t = 1, cell against cell."""
    shrunk = {cell: _shrunk(each) for cell, each in norms.items()}
    broken = [TITLES[cell] for cell, powers in shrunk.items() if math.isnan(powers)]
    if broken:
        return f"The gradient of the {' and the '.join(broken)} is too large for any number: it has exploded."
    against = {cell: powers - shrunk["lstm"] for cell, powers in shrunk.items() if cell != "lstm"}
    apart = sorted((cell for cell in against if abs(against[cell]) >= ALIKE), key=lambda cell: -abs(against[cell]))
    if not apart:
        return (
            "From the loss back to t = 1 the three gradients fare alike, within a factor of ten: here this picture "
            "speaks for none of the cells."
        )
    first, *rest = apart
    said = [f"By t = 1 the {TITLES[first]}’s gradient has {_against(against[first])} than the LSTM’s"]
    said += [f"the {TITLES[cell]}’s has {_against(against[cell])}" for cell in rest]
    said += [
        f"the {TITLES[cell]}’s fares like the LSTM’s, within a factor of ten" for cell in against if cell not in apart
    ]
    return f"{'; '.join(said)}.{_drowned(norms)}"


def _shrunk(norms: GradientNorms) -> float:
    """Return by how many powers of ten ‖∂L/∂h‖ of the last layer is smaller at the first timestep than at the last.

    Infinite where nothing is left of it; NaN where it is no number any more.
    """
    first, last = float(norms.h[-1, 0]), float(norms.h[-1, -1])
    if not (math.isfinite(first) and math.isfinite(last)) or last == 0:
        return math.nan
    return math.inf if first == 0 else math.log10(last / first)


def _against(powers: float) -> str:
    if math.isinf(powers):
        return "vanished altogether, it has shrunk beyond all numbers more"
    return f"shrunk {times(powers)} times {'more' if powers > 0 else 'less'}"


def times(powers: float) -> str:
    """Return 10 to this power, in words: “40”, “3,000”, “10⁷”."""
    size = abs(powers)
    if size >= 4:
        return "10" + str(math.floor(size)).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    rounded = float(f"{10**size:.1g}")
    return f"{rounded:,.0f}"


def _drowned(norms: Mapping[CellName, GradientNorms]) -> str:
    noise = noise_level(norms)
    below = [TITLES[cell] for cell, each in norms.items() if each.h[-1, 0] < noise]
    if not below:
        return ""
    who = " and the ".join(below)
    return f" The {who}’s is below float32’s noise there: in a sum it is rounded away beside the largest."


def error_words(errors: LevelErrors | ClassErrors | None, unit: str) -> str:
    """Return a network's error on a part: the mean absolute error in the data's unit, or the share that is right."""
    if errors is None:
        return "–"
    if isinstance(errors, ClassErrors):
        return f"{100 * errors.accuracy:.1f} %"
    return f"{errors.mae:.3g} {unit}".strip()


def baseline_words(errors: LevelErrors | ClassErrors | None, unit: str) -> str:
    """Return what needs no network: the last value's error, or the share that guessing gets right."""
    if errors is None:
        return "–"
    if isinstance(errors, ClassErrors):
        return f"{100 * errors.chance:.1f} %"
    return f"{errors.last_value_mae:.3g} {unit}".strip()


def gradient_alternative(norms: Mapping[CellName, GradientNorms]) -> str:
    """Return the gradient's picture as a sentence of numbers."""
    ends = [
        f"{TITLES[cell]} {each.h[-1, 0]:.2g} at t = 1 and {each.h[-1, -1]:.2g} at the loss"
        for cell, each in norms.items()
    ]
    length = next(iter(norms.values())).h.shape[1]
    return f"Length of the gradient of the loss by the hidden state over {length} timesteps: {'; '.join(ends)}."


def losses_alternative(reached: Mapping[CellName, tuple[int, float | None]]) -> str:
    """Return the losses' picture as a sentence: step and validation loss of each."""
    said = [
        f"{TITLES[cell]} {'not trained' if loss is None else f'{loss:.3g}'} at step {step:,}"
        for cell, (step, loss) in reached.items()
    ]
    return f"Validation loss over training: {'; '.join(said)}."
