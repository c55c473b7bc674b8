"""Numbers of a stock, made up, for what is said of them."""

from dataclasses import replace
from typing import Any

from lstm_viz.experiments.prices.numbers import Numbers

PLAIN = Numbers(
    stock="MSFT",
    days=649,
    r_squared=(0.98, 0.97),
    error=(0.24, 0.24),
    last_value_r_squared=0.98,
    last_value_error=0.24,
    highest_learnt=35.4,
    beyond=0.0,
    fits=(0.99, 0.99),
    fits_shifted=(0.999, 0.999),
    moves=(0.0, 0.0),
    moves_shifted=(0.9, 0.9),
    return_r_squared=(0.0, 0.001),
    hits=(0.52, 0.51),
    up=0.5,
    moved=625,
    volatility_error=(0.05, 0.05),
    volatility_fits=(0.3, 0.3),
    stretches=29,
    smoothed_error=0.05,
    unchanged_error=0.06,
    mean_error=0.1,
)


def numbers(**changed: Any) -> Numbers:
    return replace(PLAIN, **changed)
