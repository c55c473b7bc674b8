"""Rolling origins: at each networks forecast from what was known then, beside the simple methods."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass

from lstm_viz.errors import ForecastCancelled
from lstm_viz.forecasting.baselines import all_baselines
from lstm_viz.forecasting.member import Member
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.work import Work
from lstm_viz.records import Array
from lstm_viz.training.engine import Engine

LOOK_EVERY = 0.2

Tell = Callable[[int, int, float], None]
"""How many fits are done, of how many, and about how many seconds are left; infinity before the first is done."""


@dataclass(frozen=True, eq=False)
class AtOrigin:
    """The n series of a group, of which the first `origin` rows were known.

    Attributes:
        each: (M, n, h, Q) what each of the M networks forecasts, bands not yet stretched. baselines: method → (n, h);
            NaN where a method cannot be used on a series.
        held_out: (n, V, h, Q) and answers: (n, V, h): forecasts and what came, within the rows that were learnt from;
            NaN where a value is none of the file's.
    """

    origin: int
    each: Array
    baselines: Mapping[str, Array]
    held_out: Array
    answers: Array

    @property
    def quantiles(self) -> Array:
        """(n, h, Q): the forecast of the LSTM is the mean of its networks'."""
        mean: Array = self.each.mean(axis=0)
        return mean


@dataclass(frozen=True, eq=False)
class Judged:
    """What came of one piece of work: its origins in their order, and the networks."""

    work: Work
    found: tuple[AtOrigin, ...]
    members: tuple[Member, ...]
    cpu_seconds: float


def judge(plan: Plan, work: Work) -> Judged:
    """Fit and forecast, by the simple methods too. For workers: it imports torch.

    Raises:
        DataError: networks that are trained once read logarithms, and a later value is not positive.
        TrainingStopped: a loss is not finite.
    """
    from lstm_viz.forecasting.apply import forecast_on
    from lstm_viz.forecasting.fit import fit

    began, season, horizon = time.process_time(), plan.season, plan.horizon
    panel = plan.panel.part(plan.groups[work.group])
    seen = panel.known(work.fitted_at, season, horizon)
    fitted = fit(seen, season, horizon, plan.config.seed)
    found = []
    for origin in work.origins:
        each = fitted.each
        if origin != work.fitted_at:
            seen = panel.known(origin, season, horizon, seen.parts)
            each = forecast_on(fitted.members, seen)
        baselines = all_baselines(seen, season, horizon, plan.methods)
        found.append(AtOrigin(origin, each, baselines, fitted.held_out, fitted.answers))
    return Judged(work, tuple(found), fitted.members, time.process_time() - began)


def backtest(engine: Engine, plan: Plan, tell: Tell | None, cancelled: Callable[[], bool] | None) -> list[Judged]:
    """Return what came of each piece of the plan's work; in parallel on the engine's slots.

    Raises:
        ForecastCancelled: `cancelled` said so. DataError, TrainingStopped: a fit cannot be made.
    """
    calls = [engine.submit(judge, plan, work) for work in plan.work]
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
