"""The figures that the explorer fills by itself, in both themes."""

from lstm_viz.figures.gradients import gradient_specs
from lstm_viz.figures.loss import loss_spec
from lstm_viz.figures.memory import memory_specs
from lstm_viz.figures.palette import PALETTES
from lstm_viz.figures.sequence import sequence_spec
from lstm_viz.figures.style import Spec
from lstm_viz.figures.unit_signals import unit_spec
from lstm_viz.records import CellName, Problem


def explorer_specs(problem: Problem, cell: CellName = "lstm") -> dict[str, dict[str, Spec]]:
    """Return theme → {"loss", "sequence", "unit", …} → spec, as plain values without data.

    The strips' y axes are drawn for one unit: the explorer, which knows the network, widens them.
    """
    return {
        theme: {
            "loss": loss_spec(theme),
            "sequence": sequence_spec(problem, 1, theme, cell),
            "unit": unit_spec(theme, cell),
        }
        | memory_specs(problem, theme, cell)
        | gradient_specs(problem.inputs.shape[1], theme)
        for theme in PALETTES
    }
