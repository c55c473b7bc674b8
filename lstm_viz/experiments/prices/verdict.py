"""What a stock's numbers say, view by view, in plain sentences; nothing is claimed that they do not carry.

A claim needs every seed on one side, and errors that differ by less than a twentieth are not told apart.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

from lstm_viz.experiments.prices.numbers import BySeed, Numbers
from lstm_viz.experiments.report import number

ALIKE = 0.05
HANDSOME = 0.9
NOTHING, MUCH = 0.02, 0.1
"""Shares of the variance of returns: below the first nothing is explained, from the second on much is."""


@dataclass(frozen=True)
class Told:
    """What a view says, and which of its choices is right."""

    right: str
    said: str


def overlay(of: Numbers) -> Told:
    """Tell R² of the predicted price: “high” from 0.9, “low” below 0, else “middle”, by the median."""
    middle = median(of.r_squared)
    right = "high" if middle >= HANDSOME else "low" if middle < 0 else "middle"
    claim = {
        "high": "That is the picture of many a tutorial, and nothing in it is false.",
        "middle": "The curve follows the price from afar.",
        "low": "To say the mean of these days every day would have been closer.",
    }[right]
    return Told(right, f"R² is {_spread(of.r_squared, _three)}. {claim}{_beyond(of)}")


def _beyond(of: Numbers) -> str:
    if of.beyond == 0:
        return ""
    share = "All" if of.beyond == 1 else f"{_percent(of.beyond)} %"
    return (
        f" {share} of the test days stand above {number(of.highest_learnt)} dollars, the highest price of the training "
        "days: the network was shown none such."
    )


def naive(of: Numbers) -> Told:
    """Tell whose mean absolute error is smaller: “network”, “rule”, or “neither” with every seed."""
    right = _nearer(of.error, of.last_value_error)
    times = median(of.error) / of.last_value_error
    claim = {
        "network": "The network is closer with every seed: it has learnt more than the price of the day.",
        "rule": f"The rule is closer with every seed; the network’s error is {times:.1f} times as large.",
        "neither": _alike(of.error, of.last_value_error, "the network does what one line of code does"),
    }[right]
    return Told(
        right,
        f"The network is off by {_spread(of.error)} dollars, the rule by {number(of.last_value_error)}; R² of the rule "
        f"is {_three(of.last_value_r_squared)}. {claim}",
    )


def shift(of: Numbers) -> Told:
    """Tell where prediction and price fit better: shifted “back” by a day, “own” day, or “neither” with every seed."""
    later = [
        (shifted > here, moved > still)
        for shifted, here, moved, still in zip(of.fits_shifted, of.fits, of.moves_shifted, of.moves, strict=True)
    ]
    right = "back" if all(map(all, later)) else "neither" if any(map(any, later)) else "own"
    claim = {
        "back": "With every seed the prediction fits the price of the day before better: it comes a day late.",
        "own": "With every seed the prediction fits its own day better: it does look ahead.",
        "neither": "That is not so with every seed and by both measures, so nothing is claimed.",
    }[right]
    return Told(
        right,
        f"The correlation of prediction and price is {_spread(of.fits, _four)}; shifted back by one day it "
        f"{_becomes(of.fits, of.fits_shifted)} {_spread(of.fits_shifted, _four)}. Of the changes from day to day it is "
        f"{_spread(of.moves, _two)}, and shifted {_spread(of.moves_shifted, _two)}. {claim}",
    )


def returns(of: Numbers) -> Told:
    """Tell how much of the returns' variance is explained, “nothing”, “some” or “much”, by the median; and directions.

    A share of n days has a standard error of at most 1 / (2 √n); what is within two of them is called chance.
    """
    middle = median(of.return_r_squared)
    right = "nothing" if middle < NOTHING else "much" if middle >= MUCH else "some"
    claim = {
        "nothing": "of how the returns vary, the network explains next to nothing",
        "some": "the network explains a little of how the returns vary",
        "much": "the network explains much of how the returns vary",
    }[right]
    always, chance = max(of.up, 1 - of.up), 1 / sqrt(of.moved)
    ahead = [share > always + chance for share in of.hits]
    which = "up" if of.up >= 0.5 else "down"
    known = (
        "With every seed it is" if all(ahead) else "With some seeds only it is" if any(ahead) else "With no seed is it"
    )
    return Told(
        right,
        f"R² is {_spread(of.return_r_squared, _three)}: {claim}. It names the direction of "
        f"{_spread(of.hits, _percent)} % of the {of.moved:,} days on which the price moved; “always {which}” names "
        f"{_percent(always)} %. {known} ahead of that by more than "
        f"chance, which is {_percent(chance)} points here (two standard errors).",
    )


def volatility(of: Numbers) -> Told:
    """Tell whose error is smaller: “network”, “rule” (the better of two), or “neither” with every seed."""
    rule = min(of.smoothed_error, of.unchanged_error)
    right = _nearer(of.volatility_error, rule)
    claim = {
        "network": "The network is closer than both rules with every seed.",
        "rule": "A rule of one line is closer than the network with every seed.",
        "neither": _alike(of.volatility_error, rule, "the better rule of one line does as well"),
    }[right]
    best = min(rule, max(of.volatility_error))
    predicted = best < (1 - ALIKE) * of.mean_error
    first = (
        "So how much the price will move can be predicted in part: an error "
        f"{100 * (1 - best / of.mean_error):.0f} % below the last of these is reached."
        if predicted
        else "So not even how much the price will move was predicted here."
    )
    return Told(
        right,
        f"On average the network is off by {_spread(of.volatility_error, _points)} points, the weighted average by "
        f"{_points(of.smoothed_error)}, the volatility of the last 21 days by {_points(of.unchanged_error)}, and the "
        f"typical one of the training days by {_points(of.mean_error)}. {first} {claim} The network’s "
        f"answers and what came have a correlation of {_spread(of.volatility_fits, _two)}; the test holds only "
        f"{of.stretches} spans of 21 days without a day in common, so all of this is a sign, not a proof.",
    )


def _nearer(errors: BySeed, rule: float) -> str:
    """Return who has the smaller error by more than a twentieth with every seed."""
    if all(each < (1 - ALIKE) * rule for each in errors):
        return "network"
    return "rule" if all(each > (1 + ALIKE) * rule for each in errors) else "neither"


def _alike(errors: BySeed, rule: float, claim: str) -> str:
    if all(abs(each - rule) <= ALIKE * rule for each in errors):
        return f"With every seed they differ by less than {100 * ALIKE:.0f} %: {claim}."
    return f"The seeds do not agree on who is closer by {100 * ALIKE:.0f} %, so nothing is claimed."


def _becomes(before: BySeed, after: BySeed) -> str:
    pairs = list(zip(before, after, strict=True))
    rises, falls = all(a > b for b, a in pairs), all(a < b for b, a in pairs)
    return "rises to" if rises else "falls to" if falls else "is"


def _spread(values: Sequence[float], write: Callable[[float], str] = number) -> str:
    """Return the median over the seeds, with the lowest and the highest where they are written differently."""
    low, middle, high = write(min(values)), write(median(values)), write(max(values))
    return middle if low == high else f"{middle} ({low} to {high})"


def _two(value: float) -> str:
    return _fixed(value, 2)


def _three(value: float) -> str:
    return _fixed(value, 3)


def _four(value: float) -> str:
    return _fixed(value, 4)


def _percent(share: float) -> str:
    return _fixed(100 * share, 1)


def _points(volatility: float) -> str:
    return _fixed(100 * volatility, 2)


def _fixed(value: float, digits: int) -> str:
    """Return a number with so many decimals, a true minus, and none before zero."""
    return f"{value:z.{digits}f}".replace("-", "−")
