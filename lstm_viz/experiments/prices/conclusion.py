"""What the five views come to, in one sentence."""

from lstm_viz.experiments.prices import verdict
from lstm_viz.experiments.prices.numbers import Numbers

_PRICE = {
    "network": "better than today’s price does",
    "rule": "worse than today’s price does",
    "neither": "no better than today’s price does",
}
_RETURNS = {"much": "a tenth or more", "some": "2 to 10 %", "nothing": "less than 2 %"}
_VOLATILITY = {
    "network": "better than both rules of one line",
    "rule": "worse than a rule of one line",
    "neither": "no better than a rule of one line",
}


def conclusion(of: Numbers) -> str:
    """Return what the networks predicted of a stock and what not, as the views on price, return and volatility tell."""
    price, returns, volatility = (tell(of).right for tell in (verdict.naive, verdict.returns, verdict.volatility))
    return (
        f"In short, of {of.stock}: the LSTM says tomorrow’s price {_PRICE[price]}, explains {_RETURNS[returns]} of how "
        f"the returns vary, and says how much the price will move {_VOLATILITY[volatility]}."
    )
