"""Rolling origins: at each a network is trained afresh on what was known then, beside the simple methods."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass

import numpy as np

from lstm_viz.errors import ForecastCancelled
from lstm_viz.forecasting.baselines import baseline_forecasts
from lstm_viz.forecasting.member import Member
from lstm_viz.forecasting.plan import Plan
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
        members: the networks.
    """

    origin: int
    quantiles: Array
    baselines: Mapping[str, Array]
    held_out: Array
    answers: Array
    members: tuple[Member, ...]
    cpu_seconds: float


def judge(plan: Plan, origin: int) -> Judged:
    """Fit at one origin; before the last row forecast by the simple methods too. For workers: it imports torch."""
    from lstm_viz.forecasting.fit import fit

    began, season, horizon = time.process_time(), plan.season, plan.horizon
    seen, calendar, names = plan.panel.known(origin, season)
    found = fit(seen, calendar, names, season, horizon, plan.config.seed)
    beside = origin < plan.rows
    methods = [baseline_forecasts(each, season, horizon) for each in seen] if beside else []
    shared = [name for name in methods[0] if all(name in each for each in methods)] if methods else []
    baselines = {name: np.stack([each[name] for each in methods]) for name in shared}
    return Judged(
        origin,
        found.quantiles,
        baselines,
        found.held_out,
        found.answers,
        found.members,
        time.process_time() - began,
    )


def backtest(engine: Engine, plan: Plan, tell: Tell | None, cancelled: Callable[[], bool] | None) -> list[Judged]:
    """Return what came at each of the plan's origins; in parallel on the engine's slots.

    Raises:
        ForecastCancelled: `cancelled` said so. DataError, TrainingStopped: a fit cannot be made.
    """
    calls = [engine.submit(judge, plan, origin) for origin in plan.origins]
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
