"""The five views of a stock's prices: what each shows, what it asks before it tells, and what tells it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lstm_viz.experiments.prices import verdict
from lstm_viz.experiments.prices.numbers import Numbers
from lstm_viz.experiments.prices.verdict import Told


@dataclass(frozen=True)
class View:
    """One view.

    Attributes:
        gist: what it shows, in a few words. about: what is looked at.
        ask: a question, with choices by key; `tell` knows the right one.
        shows_first: whether the picture is there before the answer: it is what is judged.
    """

    name: str
    title: str
    gist: str
    about: str
    ask: str
    choices: Mapping[str, str]
    tell: Callable[[Numbers], Told]
    shows_first: bool = False


_OVERLAY = View(
    "overlay",
    "The overlay",
    "what the network said, over what came",
    "A network reads the closing price of each day and says the next one. Below are the test days, which it was not "
    "trained on: what it said, over what came.",
    "How large is R², the share of how the prices vary that the network explains? 1 is perfect; 0 is what saying the "
    "mean of these days would reach.",
    {"high": "0.9 or more", "middle": "Between 0 and 0.9", "low": "Below 0"},
    verdict.overlay,
    shows_first=True,
)
_NAIVE = View(
    "naive",
    "The naive line",
    "a rule without a network beside it",
    "Now a rule without a network: tomorrow’s price is today’s.",
    "Who is closer to the next day’s price, by more than 5 % and with every seed?",
    {"network": "The network", "rule": "The rule", "neither": "Neither"},
    verdict.naive,
)
_SHIFT = View(
    "shift",
    "One day back",
    "what it said, laid over the day before",
    "Take what the network said of each day, and lay it one day earlier, over the day on whose evening it was said.",
    "Where do prediction and price fit better, with every seed?",
    {"own": "On the day that it was said of", "back": "One day back", "neither": "Neither"},
    verdict.shift,
)
_RETURNS = View(
    "returns",
    "Returns",
    "what is new each day, predicted by itself",
    "A price is mostly yesterday’s price. What is new each day is the return, the change of its logarithm. A second "
    "network reads returns and says the next one.",
    "How much of how the returns vary does it explain? R² tells.",
    {"much": "A tenth or more", "some": "2 to 10 %", "nothing": "Less than 2 %"},
    verdict.returns,
)
_VOLATILITY = View(
    "volatility",
    "Volatility",
    "how far a price moves, rather than where to",
    "Calm days follow calm days, wild ones wild ones. A third network reads how large each return is and says how "
    "much the price will move in the next 21 trading days: the volatility, in percent a year. Two rules of one line "
    "stand beside it: as in the last 21 days, and a weighted average of squared returns, the latest counting most.",
    "Who is closer to what came, by more than 5 % and with every seed?",
    {"network": "The network", "rule": "The better of the two rules", "neither": "Neither"},
    verdict.volatility,
)
VIEWS: Mapping[str, View] = {each.name: each for each in (_OVERLAY, _NAIVE, _SHIFT, _RETURNS, _VOLATILITY)}
