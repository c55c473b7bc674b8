"""Rolling origins: at each a network is trained afresh on what was known then, beside the simple methods."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass

import numpy as np

from lstm_viz.errors import ForecastCancelled
from lstm_viz.forecasting.baselines import baseline_forecasts
from lstm_viz.forecasting.panel import Panel
from lstm_viz.records import Array
from lstm_viz.training.engine import Engine

LOOK_EVERY = 0.2

Tell = Callable[[int, int, float], None]
"""How many fits are done, of how many, and about how many seconds are left; infinity before the first is done."""


@dataclass(frozen=True, eq=False)
class Judged:
    """One origin. N series, of which the first `origin` rows were known.

    Attributes:
        quantiles: (N, h, Q) of the LSTM, its bands not yet stretched. baselines: method → (N, h); a method is there
            if it could be used on every series.
        held_out: (N, V, h, Q) and answers: (N, V, h): forecasts and what came, within the known rows.
        normalisations: what was chosen.
    """

    origin: int
    quantiles: Array
    baselines: Mapping[str, Array]
    held_out: Array
    answers: Array
    normalisations: tuple[str, ...]
    cpu_seconds: float


def origins_of(rows: int, horizon: int, count: int) -> tuple[int, ...]:
    """Return after how many rows each origin lies: the last a horizon before the end, the first not before the middle.

    They lie a horizon apart, or nearer where the series is short.
    """
    last = rows - horizon
    step = max(1, min(horizon, (last - rows // 2) // max(1, count - 1)))
    return tuple(origin for origin in range(last - (count - 1) * step, last + 1, step) if origin > 0)


def judge(panel: Panel, origin: int, season: int, horizon: int, seed: int, beside: bool) -> Judged:
    """Fit at one origin, and forecast by the simple methods if they are asked for. For workers: it imports torch."""
    from lstm_viz.forecasting.fit import fit

    began = time.process_time()
    seen, calendar, names = panel.known(origin, season)
    found = fit(seen, calendar, names, season, horizon, seed)
    methods = [baseline_forecasts(each, season, horizon) for each in seen] if beside else []
    shared = [name for name in methods[0] if all(name in each for each in methods)] if methods else []
    baselines = {name: np.stack([each[name] for each in methods]) for name in shared}
    return Judged(
        origin,
        found.quantiles,
        baselines,
        found.held_out,
        found.answers,
        found.normalisations,
        time.process_time() - began,
    )


def backtest(
    engine: Engine,
    panel: Panel,
    origins: tuple[int, ...],
    season: int,
    horizon: int,
    seed: int,
    tell: Tell | None,
    cancelled: Callable[[], bool] | None,
) -> list[Judged]:
    """Return what came at each origin, and last the forecast after the last row; in parallel on the engine's slots.

    Raises:
        ForecastCancelled: `cancelled` said so. DataError, TrainingStopped: a fit cannot be made.
    """
    rows = panel.series.shape[1]
    calls = [engine.submit(judge, panel, origin, season, horizon, seed, origin < rows) for origin in (*origins, rows)]
    _follow(calls, tell or (lambda *_: None), cancelled or (lambda: False))
    return [call.result() for call in calls]


def _follow(calls: list[Future[Judged]], tell: Tell, cancelled: Callable[[], bool]) -> None:
    began, waiting, count = time.monotonic(), set(calls), len(calls)
    tell(0, count, float("inf"))
    while waiting:
        if cancelled():
            for call in calls:
                call.cancel()
            raise ForecastCancelled("The forecast was cancelled; nothing was kept of it.")
        done, waiting = wait(waiting, LOOK_EVERY, FIRST_COMPLETED)
        for call in done:
            call.result()
        if done:
            ready = count - len(waiting)
            tell(ready, count, (time.monotonic() - began) / ready * len(waiting))
