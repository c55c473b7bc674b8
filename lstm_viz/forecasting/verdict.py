"""What may be said of an LSTM beside the simple methods; no win is claimed that the origins do not carry."""

from collections.abc import Mapping

import numpy as np

from lstm_viz.records import Array

SURE = 2.0
"""A mean difference counts from so many of its standard errors on, about 5 % by chance with five origins."""
TITLES = {
    "lstm": "the LSTM",
    "last value": "the last value",
    "seasonal naive": "the seasonal naive",
    "drift": "drift",
    "theta": "Theta",
    "ets": "ETS",
    "arima": "ARIMA",
}


def verdict(errors: Mapping[str, Array]) -> str:
    """Return one plain sentence. `errors`: method → (R,) scaled errors at the same R origins; one is "lstm"."""
    own = np.asarray(errors["lstm"])
    best = min((name for name in errors if name != "lstm"), key=lambda name: float(np.mean(errors[name])))
    other = np.asarray(errors[best])
    a, b = float(own.mean()), float(other.mean())
    if not (np.isfinite(a) and np.isfinite(b)):
        return "Nothing can be said: the series never changed before the origins, so errors have no scale."
    title, count = TITLES[best], len(own)
    numbers = f"MASE {a:.2f} against {b:.2f} over {_origins(count)}"
    lead = clear_lead(own, other)
    if lead < 0:
        return f"Use the LSTM here: it is better than {title}, the best of the simple methods ({numbers})."
    if lead > 0:
        return f"Do not use the LSTM here: {title} is better ({numbers})."
    return f"No win is claimed: the LSTM and {title} differ by less than the origins do ({numbers}); take {title}."


def clear_lead(own: Array, other: Array) -> int:
    """Return −1 where `own` errors (R,) are clearly the lower ones, 1 where `other` are, 0 where the origins differ.

    A lead is clear if the paired mean difference exceeds two standard errors and 5 % of the lower error; one origin
    alone shows nothing.
    """
    if len(own) < 2:
        return 0
    difference = own - other
    mean, error = float(difference.mean()), float(difference.std(ddof=1)) / np.sqrt(len(difference))
    if abs(mean) <= max(SURE * error, 0.05 * min(float(own.mean()), float(other.mean()))):
        return 0
    return -1 if mean < 0 else 1


def _origins(count: int) -> str:
    return "1 origin" if count == 1 else f"{count} origins"
