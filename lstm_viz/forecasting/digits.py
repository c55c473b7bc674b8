"""With how many digits numbers are told in tables and files: so many as mean something."""

import numpy as np
import pandas as pd

from lstm_viz.forecasting.result import Forecast, SeriesForecast
from lstm_viz.records import Array

SIGNIFICANT = 6
MOST_DECIMALS = 6
"""Values with more have been reckoned, and their last digits mean nothing."""


def decimals(series: SeriesForecast) -> int:
    """Return the decimals of a forecast: two more than its values have; of reckoned values so many as six digits take.

    Told by the values that came after the origins.
    """
    values = series.actual[np.isfinite(series.actual)]
    for own in range(MOST_DECIMALS + 1):
        if len(values) and (np.round(values, own) == values).all():
            return own + 2
    largest = float(np.abs(series.quantiles if not len(values) else values).max()) or 1.0
    return max(0, SIGNIFICANT - 1 - int(np.floor(np.log10(largest))))


def significant(values: Array) -> Array:
    """Return errors and scores in six digits each."""
    return np.array([float(f"{each:.{SIGNIFICANT}g}") for each in np.asarray(values, np.float64)])


def in_six_digits(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of errors or scores with the numbers that are not whole in six digits."""
    some = {str(name): significant(table[name].to_numpy()) for name in table if table[name].dtype == np.float64}
    return table.assign(**some)


def forecast_table(result: Forecast) -> pd.DataFrame:
    """Return `result.table()` with each series in decimals of its own."""
    table = result.table()
    numbers = table.columns[2:]
    for series in result.series:
        rows = table["series"] == series.id
        table.loc[rows, numbers] = table.loc[rows, numbers].round(decimals(series))
    return table
