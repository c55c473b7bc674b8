"""What may be said of an LSTM beside the simple methods; no win is claimed that the origins do not carry."""

from collections.abc import Mapping

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


def verdict(errors: Mapping[str, Array], alone: Array) -> str:
    """Return one plain sentence.

    `errors`: method → (R,) scaled errors at the same R origins; one is "lstm". `alone`: (M, R), those of each of its
    networks by itself: how far they lie apart is what other seeds could do.
    """
    own = np.asarray(errors["lstm"])
    best = min((name for name in errors if name != "lstm"), key=lambda name: float(np.mean(errors[name])))
    other = np.asarray(errors[best])
    a, b = float(own.mean()), float(other.mean())
    if not (np.isfinite(a) and np.isfinite(b)):
        return "Nothing can be said: the series never changed before the origins, so errors have no scale."
    title, each = TITLES[best], alone.mean(axis=1)
    numbers = f"MASE {a:.2f} against {b:.2f} over {_origins(len(own))}; its networks alone {_range(each)}"
    lead = clear_lead(own, other)
    if lead < 0:
        return f"Use the LSTM here: it is better than {title}, the best of the simple methods ({numbers})."
    if lead > 0:
        return f"Do not use the LSTM here: {title} is better ({numbers})."
    return f"No win is claimed: the LSTM and {title} differ by less than the origins do ({numbers}); take {title}."


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
