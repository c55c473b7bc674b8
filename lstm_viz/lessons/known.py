"""What a lesson may name: panels and presses, each with what it may be of, beside formulas, questions and terms."""

from collections.abc import Mapping

from lstm_viz.data.samples import SAMPLES
from lstm_viz.data.synthetic import GENERATORS

RECALL = "recall"
_NOTHING = frozenset({""})
PANELS: Mapping[str, frozenset[str]] = {
    "network": _NOTHING,
    "sequence": _NOTHING,
    "cell": frozenset({"forget", "input", "cell", "output"}),
    "gradient": _NOTHING,
    "both": _NOTHING,
    "half_life": _NOTHING,
    "what_if": _NOTHING,
    "series": _NOTHING,
    "simple": _NOTHING,
    "experiment": frozenset({"forget-bias", "lag", "overfitting", "data", "cost"}),
}
"""What the page draws: kind → what of it; “” for a kind that needs no more."""
PRESSES: Mapping[str, frozenset[str]] = {
    "train": frozenset({"lstm", "both", "series"}),
    "place": frozenset({"written", "asked"}),
    "lab": frozenset({RECALL, *GENERATORS, *SAMPLES}),
}
"""What a button does: kind → what it acts on."""
