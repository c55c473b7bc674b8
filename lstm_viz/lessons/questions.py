"""The questions that a lesson may ask, by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from lstm_viz.lessons import answers
from lstm_viz.lessons.answers import Answer
from lstm_viz.lessons.evidence import Evidence

Needs = Literal["network", "pair", "series"]


@dataclass(frozen=True)
class Asked:
    """The keys of a question's choices, whose evidence it needs, and what computes its answer.

    `needs`: the network of the lessons; that and a plain RNN beside it; or an LSTM trained on a series.
    """

    choices: tuple[str, ...]
    needs: Needs
    answer: Callable[[Evidence], Answer]


QUESTIONS: Mapping[str, Asked] = {
    "memoryless": Asked(("as_well", "worse"), "network", answers.memoryless),
    "fades": Asked(("rnn", "lstm", "alike"), "pair", answers.fades),
    "keeps": Asked(("open", "half", "shut"), "network", answers.keeps),
    "writes": Asked(("even", "few"), "network", answers.writes),
    "carried": Asked(("kept", "written"), "network", answers.carried),
    "bounded": Asked(("both", "cell", "none"), "network", answers.bounded),
    "erased": Asked(("survives", "lost"), "network", answers.erased),
    "beats": Asked(("better", "alike", "worse"), "series", answers.beats),
}
