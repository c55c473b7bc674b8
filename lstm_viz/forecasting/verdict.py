"""What may be said of an LSTM beside the simple methods; no win is claimed that the origins do not carry."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lstm_viz.records import Array

SURE = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23)
"""Student's t with 1, 2 … degrees of freedom: less far from 0 are 95 % by chance. The last is for all more, too."""
LEAST = 0.05
"""A lead of less than so much of the lower error is no reason to choose."""
TITLES = {
    "lstm": "the LSTM",
    "last value": "the last value",
    "seasonal naive": "the seasonal naive",
    "drift": "drift",
    "theta": "Theta",
    "ets": "ETS",
    "arima": "ARIMA",
}
USE, LEAVE, UNSURE = "Use the LSTM", "Do not use the LSTM", "Not sure enough to prefer the LSTM"
HARD, SILENT = "Nothing here beats repeating the last value", "Nothing can be said"


@dataclass(frozen=True)
class Verdict:
    """What may be said.

    Attributes:
        kind: one of the five above. advised: the method to take, None where nothing can be said.
        beside: the simple method that the LSTM was compared with.
        headline: one or two short sentences that begin with the kind. numbers: one more, of MASE; may be empty.
    """

    kind: str
    advised: str | None
    beside: str
    headline: str
    numbers: str

    def __str__(self) -> str:
        return f"{self.headline} {self.numbers}".rstrip()


def verdict(errors: Mapping[str, Array], alone: Array) -> Verdict:
    """Return what may be said.

    `errors`: method → (R,) scaled errors at the same R origins; one is "lstm". `alone`: (M, R), those of each of its
    networks by itself: how far they lie apart is what other seeds could do.
    """
    means = {name: float(np.mean(each)) for name, each in errors.items()}
    best = min((name for name in means if name != "lstm"), key=lambda name: means[name])
    if not (np.isfinite(means["lstm"]) and np.isfinite(means[best])):
        said = f"{SILENT}: the series never changed before the origins, so errors have no scale."
        return Verdict(SILENT, None, best, said, "")
    count, lead = len(errors["lstm"]), clear_lead(errors["lstm"], errors[best])
    numbers = (
        f"MASE {means['lstm']:.2f} for the LSTM, {means[best]:.2f} for {TITLES[best]}, over {_origins(count)}; the "
        f"LSTM’s networks alone {_range(alone.mean(axis=1))}."
    )
    if _hard(means):
        return Verdict(HARD, "last value", "last value", _hard_to_forecast(means, count), numbers)
    kind = (USE, UNSURE, LEAVE)[lead + 1]
    said = f"{kind}: over {_tries(count)} {_compared(means['lstm'], means[best], best, lead, count)}"
    return Verdict(kind, "lstm" if lead < 0 else best, best, said, numbers)


def _compared(own: float, other: float, best: str, lead: int, count: int) -> str:
    less, title = _less(own, other), TITLES[best]
    if lead < 0:
        return f"it missed by {less} less than {title}, the best simple method."
    if lead > 0:
        return f"{title} missed by {less} less."
    if abs(own - other) <= LEAST * min(own, other):
        return f"it missed by about as much as {title}, the best simple method. {_begun(title)} is the simpler choice."
    if own > other:
        return f"it missed by more than {title}, the best simple method, which missed by {less} less. Take {title}."
    differ = "one try cannot" if count == 1 else "the tries differ too much to"
    return (
        f"it missed by {less} less than {title}, the best simple method, but {differ} rule out luck. {_begun(title)} "
        "is the simpler choice."
    )


def _hard(means: Mapping[str, float]) -> bool:
    """Return whether no method misses by clearly less than the last value, again and again, does."""
    last = means.get("last value")
    return last is not None and last > 0 and last - min(means.values()) <= LEAST * min(means.values())


def _hard_to_forecast(means: Mapping[str, float], count: int) -> str:
    best = min(means, key=lambda name: means[name])
    least = (
        "no method missed by less"
        if means[best] == means["last value"]
        else f"{TITLES[best]}, the best method, missed by {_hardly_less(means[best], means['last value'])}"
    )
    return f"{HARD}: over {_tries(count)} {least}. This series can hardly be forecast."


def _hardly_less(one: float, two: float) -> str:
    share = _less(one, two)
    return "hardly less" if share == "0 %" else f"only {share} less"


def _less(one: float, two: float) -> str:
    low, high = sorted((one, two))
    return f"{100 * (1 - low / high):.0f} %"


def _begun(title: str) -> str:
    return title[0].upper() + title[1:]


def clear_lead(own: Array, other: Array) -> int:
    """Return −1 where `own` errors (R,) are clearly the lower ones, 1 where `other` are, 0 where the origins differ.

    A lead is clear if the paired mean difference exceeds 5 % of the lower error, and Student's t times its own standard
    error (Diebold & Mariano, 1995, with the t of Harvey, Leybourne & Newbold, 1997). Each origin has networks of its
    own, so what chance did in training is within that error. One origin alone shows nothing.
    """
    if len(own) < 2:
        return 0
    difference = own - other
    mean, error = float(difference.mean()), float(difference.std(ddof=1)) / np.sqrt(len(difference))
    sure = SURE[min(len(difference) - 1, len(SURE)) - 1]
    if abs(mean) <= max(sure * error, LEAST * min(float(own.mean()), float(other.mean()))):
        return 0
    return -1 if mean < 0 else 1


def _range(each: Array) -> str:
    low, high = f"{each.min():.2f}", f"{each.max():.2f}"
    return low if low == high else f"{low} to {high}"


def _origins(count: int) -> str:
    return "1 origin" if count == 1 else f"{count} origins"


def _tries(count: int) -> str:
    return "1 try in the past" if count == 1 else f"{count} tries in the past"
