"""`lv.forecast`: from a table to a forecast, a backtest beside the simple methods, and a verdict."""

import os
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from lstm_viz.data.csv_reader import Reading
from lstm_viz.errors import DataError, SettingError, WorkerLost
from lstm_viz.forecasting.backtest import Judged, Tell, backtest, origins_of
from lstm_viz.forecasting.cautions import copies_last_value, leaves_range, too_little
from lstm_viz.forecasting.examples import fewest_rows, split_rows
from lstm_viz.forecasting.intervals import MIDDLE, stretch_of, stretched
from lstm_viz.forecasting.metrics import LEVELS, coverage, quantile_loss, scale_of, scores, scores_by_horizon, width
from lstm_viz.forecasting.panel import Panel, panel_of
from lstm_viz.forecasting.result import Forecast, Measured, SeriesForecast
from lstm_viz.forecasting.season import find_season, natural_periods
from lstm_viz.forecasting.verdict import verdict
from lstm_viz.records import Array
from lstm_viz.training.local_engine import LocalEngine

MOST_HORIZON = 500


def forecast(
    data: Reading | pd.DataFrame,
    *,
    target: str | Sequence[str] | None = None,
    horizon: int | None = None,
    season: int | None = None,
    origins: int = 5,
    seed: int = 0,
    workers: int | None = None,
    tell: Tell | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Forecast:
    """Forecast series `horizon` rows ahead with an LSTM, and measure it beside simple methods at rolling origins.

    `target`: one column or several, which one network then learns together; the first that changes if not given.
    `season`: after how many rows the series repeats itself, 1 for not; found before the first origin if not given.
    At each origin everything is chosen and trained anew on the rows before it, in `workers` processes at a time (one a
    core unless said); numbers do not depend on that. `tell` hears how far it is; `cancelled` is asked now and then.

    In a script of your own, call it under `if __name__ == "__main__":`, for processes start from it.

    Raises:
        SettingError: a target is no column, or a setting is out of its bounds.
        DataError: a series has gaps, never changes, or is too short for the horizon.
        ForecastCancelled: `cancelled` returned True.
        TrainingStopped: the loss of a network is not finite. WorkerLost: a process ended.
    """
    panel, warnings = panel_of(data, target)
    rows = panel.series.shape[1]
    natural = natural_periods(panel.index, panel.frequency)
    horizon = _horizon(horizon, rows, natural)
    if not 1 <= origins <= 50:
        raise SettingError(f"{origins} origins cannot be tried: choose 1 to 50.")
    starts = origins_of(rows, horizon, origins)
    if not _fits(rows, horizon, 1, origins):
        raise DataError(_too_short(rows, horizon, origins))
    if season is None:
        season = find_season(panel.series[0, : starts[0]], natural).period
    elif not 1 <= season <= starts[0] // 2:
        raise SettingError(f"The season is {season} rows; it must be 1 for none, to {starts[0] // 2} for this series.")
    if not _fits(rows, horizon, season, origins):
        raise DataError(_too_short(rows, horizon, origins, season))
    engine = LocalEngine(min(len(starts) + 1, workers or os.cpu_count() or 1))
    engine.warm_up()
    try:
        judged = backtest(engine, panel, starts, season, horizon, seed, tell, cancelled)
    except WorkerLost as error:
        raise WorkerLost(
            f'{error} In a script of your own, call lv.forecast under `if __name__ == "__main__":`.'
        ) from error
    finally:
        engine.end()
    series = tuple(_series(panel, place, judged, season, horizon) for place in range(len(panel.ids)))
    found = [*warnings, too_little(starts[0], horizon, season)]
    for place, name in enumerate(panel.ids):
        found += [
            leaves_range(name, panel.series[place], starts, horizon),
            _copies(panel, place, judged[-1]),
        ]
    return Forecast(
        horizon,
        season,
        tuple(panel.index[start - 1] for start in starts),
        series,
        sum(each.cpu_seconds for each in judged),
        tuple(filter(None, found)),
    )


def _series(panel: Panel, place: int, judged: list[Judged], season: int, horizon: int) -> SeriesForecast:
    """Return what is to be said of one series. The last of `judged` is the forecast itself."""
    values, (*past, last) = panel.series[place], judged
    actual = np.stack([values[each.origin : each.origin + horizon] for each in past])
    scales = np.array([scale_of(values[: each.origin], season) for each in past])
    bands = _bands(place, judged, actual)
    backtested = bands[:-1]
    methods = {"lstm": backtested[..., MIDDLE]}
    for name in past[0].baselines:
        if all(name in each.baselines for each in past):
            methods[name] = np.stack([each.baselines[name][place] for each in past])
    rows = len(values)
    return SeriesForecast(
        id=panel.ids[place],
        moments=panel.moments(rows + horizon)[rows:],
        quantiles=bands[-1],
        normalisation=" and ".join(last.normalisations),
        actual=actual,
        backtest=backtested,
        measured={
            name: Measured(each, scores(actual, each, scales), scores_by_horizon(actual, each, scales))
            for name, each in methods.items()
        },
        quantile_loss=quantile_loss(actual, backtested),
        coverage={level: coverage(actual, backtested, level) for level in LEVELS},
        width={level: width(backtested, level) for level in LEVELS},
        verdict=verdict({name: np.abs(each - actual).mean(axis=1) / scales for name, each in methods.items()}),
    )


def _bands(place: int, judged: list[Judged], actual: Array) -> Array:
    """Return (R + 1, h, Q): at each origin the bands are stretched by what was held out then, and earlier origins.

    An earlier origin counts once its whole horizon was known.
    """
    result = []
    for number, each in enumerate(judged):
        held_out = [(each.answers[place], each.held_out[place])]
        known = [k for k in range(number) if judged[k].origin + actual.shape[1] <= each.origin]
        held_out += [(actual[k : k + 1], judged[k].quantiles[place][None]) for k in known]
        result.append(stretched(each.quantiles[place], stretch_of(held_out)))
    return np.stack(result)


def _copies(panel: Panel, place: int, last: Judged) -> str | None:
    answers, ahead = last.answers[place][:, 0], last.held_out[place][:, 0, MIDDLE]
    end = last.origin - last.answers.shape[2]
    before = panel.series[place, end - len(answers) : end]
    return copies_last_value(panel.ids[place], before, answers, ahead)


def _horizon(horizon: int | None, rows: int, natural: tuple[int, ...]) -> int:
    if horizon is None:
        return max(1, min(natural[0] if natural else 12, rows // 8))
    if not 1 <= horizon <= MOST_HORIZON:
        raise SettingError(f"A horizon of {horizon} rows cannot be forecast: choose 1 to {MOST_HORIZON}.")
    return horizon


def _fits(rows: int, horizon: int, season: int, origins: int) -> bool:
    """Return whether there is enough before the first origin to learn from and to hold out."""
    starts = origins_of(rows, horizon, origins)
    return bool(starts) and split_rows(starts[0], horizon).start >= fewest_rows(season)


def _too_short(rows: int, horizon: int, origins: int, season: int = 1) -> str:
    shorter = next((each for each in range(horizon - 1, 0, -1) if _fits(rows, each, season, origins)), None)
    also = f", a horizon of at most {shorter} rows" if shorter else ""
    return (
        f"{rows} rows are too few to forecast {horizon} rows ahead and to judge it at {origins} origins: "
        f"give a longer series{also} or fewer origins."
    )
