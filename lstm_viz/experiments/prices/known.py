"""What is trained for each stock: three networks a seed."""

from lstm_viz.experiments.experiment import Arm, Experiment
from lstm_viz.experiments.prices.days import STOCKS, days_of
from lstm_viz.experiments.work import Fit, Stock

UNITS = 32
USUAL_SEEDS = 3
ARMS = ("price", "return", "volatility")


def _experiment(name: str) -> Experiment:
    fits = (
        Fit(Stock(name, "price"), "lstm", UNITS, steps=600, look=25),
        Fit(Stock(name, "return"), "lstm", UNITS, steps=300, look=25, learning_rate=0.005),
        Fit(Stock(name, "volatility"), "lstm", UNITS, steps=400, look=25, learning_rate=0.005),
    )
    return Experiment(
        name,
        STOCKS[name],
        f"Can an LSTM predict the price of {STOCKS[name]}?",
        f"LSTMs of {UNITS} units learn from windows of 30 trading days, in standard scores of the training days, as "
        "tutorials do it; where the error on the validation days is lowest, training is taken to have ended. All "
        "that is said is of the test days, the last fifth, on which no network was trained or chosen.",
        "daily closing prices of the sample “Stock prices”, 2000 to 2013",
        tuple(Arm(label, fit, seconds) for label, fit, seconds in zip(ARMS, fits, (1.4, 0.7, 0.9), strict=True)),
        (),
    )


def find_stock(name: str) -> Experiment:
    """Return what is trained for a stock.

    Raises:
        SettingError: there is no such stock.
    """
    days_of(name)
    return _experiment(name)
