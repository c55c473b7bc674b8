"""`lv.forecast`: from a table to a forecast, a backtest beside the simple methods, and a verdict."""

import os
from collections.abc import Callable, Sequence

import pandas as pd

from lstm_viz.data.csv_reader import Reading
from lstm_viz.errors import WorkerLost
from lstm_viz.forecasting.backtest import Tell, backtest
from lstm_viz.forecasting.conclude import conclude
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.plan import plan_of
from lstm_viz.forecasting.result import Forecast
from lstm_viz.training.local_engine import LocalEngine


def forecast(
    data: Reading | pd.DataFrame,
    *,
    target: str | Sequence[str] | None = None,
    horizon: int | None = None,
    season: int | None = None,
    past: str | Sequence[str] = (),
    future: str | Sequence[str] = (),
    non_negative: bool = False,
    together: bool = True,
    retrain: bool = True,
    origins: int = 5,
    seed: int = 0,
    workers: int | None = None,
    tell: Tell | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Forecast:
    """Forecast series `horizon` rows ahead with an LSTM, and measure it beside simple methods at rolling origins.

    `target`: one column or several, which one network then learns `together`, or each its own; the first that changes
    if not given. `past`, `future`: further columns that are fed; `future` ones are known ahead, and the table goes on
    with them for `horizon` rows after the last value of the target. `non_negative`: no forecast lies below 0.
    `season`: after how many rows the series repeats itself, 1 for not; found before the first origin if not given.
    At each origin everything is chosen and trained anew on the rows before it (or without `retrain` once, before the
    first), in `workers` processes at a time (one a core unless said); numbers do not depend on that. `tell` hears how
    far it is; `cancelled` is asked now and then.

    In a script of your own, call it under `if __name__ == "__main__":`, for processes start from it.

    Raises:
        SettingError: a target is no column, or a setting is out of its bounds.
        DataError: a series has gaps, never changes, is too short for the horizon, or is below 0 though it must not be;
            a column that is known ahead ends too early.
        ForecastCancelled: `cancelled` returned True.
        TrainingStopped: the loss of a network is not finite. WorkerLost: a process ended.
    """
    config = ForecastConfig(
        _names(target or ()),
        horizon,
        season,
        _names(past),
        _names(future),
        non_negative,
        together,
        retrain,
        origins,
        seed,
    )
    plan = plan_of(data, config)
    engine = LocalEngine(min(len(plan.work), workers or os.cpu_count() or 1))
    engine.warm_up()
    try:
        return conclude(plan, backtest(engine, plan, tell, cancelled))
    except WorkerLost as error:
        raise WorkerLost(
            f'{error} In a script of your own, call lv.forecast under `if __name__ == "__main__":`.'
        ) from error
    finally:
        engine.end()


def _names(given: str | Sequence[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)
