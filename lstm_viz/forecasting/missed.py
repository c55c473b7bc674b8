"""How far a forecast was off on average, in the data's own unit, as a sentence."""

import pandas as pd

from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.result import SeriesForecast
from lstm_viz.forecasting.tables import best_simple, short
from lstm_viz.forecasting.verdict import TITLES

STEPS = {"D": "day", "B": "working day", "W": "week", "M": "month", "Q": "quarter", "Y": "year", "h": "hour"}
"""The beginning of a pandas offset's name → what one step is called."""


def missed(plan: Plan, series: SeriesForecast) -> str:
    """Return the mean absolute error of the LSTM and of the best simple method over all origins, in plain words."""
    best = best_simple(series)
    own, other = (short(series.measured[name].scores.mae, 3) for name in ("lstm", best))
    step = step_in_words(plan.panel.frequency)
    scale = " The share above counts in MASE, each origin by its own scale." if "%" in series.judgement.headline else ""
    return f"On average the LSTM missed a {step}’s “{series.id}” by {own}, {TITLES[best]} by {other} (MAE).{scale}"


def step_in_words(frequency: str | None) -> str:
    """Return what one row is: “day” or “month”; “row” where steps are not even, or have no word of their own."""
    if frequency is None:
        return "row"
    offset = pd.tseries.frequencies.to_offset(frequency)
    known = STEPS.get(offset.rule_code.split("-")[0].removesuffix("S").removesuffix("E"))
    return known if known and offset.n == 1 else "row"
