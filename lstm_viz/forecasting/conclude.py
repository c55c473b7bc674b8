"""From what came at each origin to what may be said: scores, bands, warnings, a verdict."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from lstm_viz.forecasting.backtest import AtOrigin, Judged
from lstm_viz.forecasting.cautions import copies_last_value, leaves_range, too_little
from lstm_viz.forecasting.intervals import MIDDLE, Stretch, stretch_of, stretched
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.result import Forecast, SeriesForecast
from lstm_viz.forecasting.scored import over_all, scored
from lstm_viz.records import Array

MOST_SENTENCES = 5
"""So many series are named by a warning of one kind; the others are counted."""


def conclude(plan: Plan, judged: Sequence[Judged]) -> Forecast:
    """Return the forecast; `judged` is what came of each piece of the plan's work, in its order."""
    series: dict[int, SeriesForecast] = {}
    copies, members = [], []
    for number, group in enumerate(plan.groups):
        own = [each for each in judged if each.work.group == number]
        found = [at for each in own for at in each.found]
        members.append(own[-1].members)
        normalisation = " and ".join(dict.fromkeys(str(each.normalisation) for each in members[-1]))
        for local, place in enumerate(group):
            series[place] = _series(plan, place, local, found, normalisation)
            copies.append(_copies(plan, place, local, found[-1]))
    every = tuple(series[place] for place in sorted(series))
    values = zip(plan.panel.ids, plan.panel.series, strict=True)
    ranges = [leaves_range(name, each, plan.starts, plan.horizon) for name, each in values]
    warnings = [
        over_all(plan, every),
        *plan.warnings,
        too_little(plan.starts[0], plan.horizon, plan.season),
        *_few(ranges),
        *_few(copies),
        dips_below_0(plan, every),
    ]
    seconds = sum(each.cpu_seconds for each in judged)
    return Forecast(plan, every, tuple(members), seconds, tuple(filter(None, warnings)))


def dips_below_0(plan: Plan, series: Sequence[SeriesForecast]) -> str | None:
    """Return a sentence where series that never were negative are forecast to be."""
    pairs = zip(plan.panel.series, series, strict=True)
    below = [each.id for values, each in pairs if values.min() >= 0 > each.quantiles.min()]
    if not below:
        return None
    more = f" and {len(below) - 1} more" if len(below) > 1 else ""
    return (
        f"“{below[0]}”{more} never was below 0, and the forecast or its bands are: if it cannot be, ask for one that "
        "is not negative."
    )


def at_least_0(plan: Plan, values: Array) -> Array:
    """Return forecasts as they are, or none below 0 where that was asked."""
    return np.maximum(values, 0.0) if plan.config.non_negative else values


def simple_ahead(plan: Plan, judged: Iterable[str], found: Mapping[str, Array]) -> dict[str, Array]:
    """Return method → (h,) after the last row, of those that were judged and that could be used there."""
    usable = (name for name in judged if name in found and np.isfinite(found[name]).all())
    return {name: at_least_0(plan, found[name]) for name in usable}


def _few(sentences: Sequence[str | None]) -> list[str]:
    found = [each for each in sentences if each]
    more = len(found) - MOST_SENTENCES
    return [*found[:MOST_SENTENCES], f"So it is with {more} more series."] if more > 0 else found


def _series(plan: Plan, place: int, local: int, found: Sequence[AtOrigin], normalisation: str) -> SeriesForecast:
    past = found[:-1]
    bands, stretch = _bands(plan, place, local, found)
    names = [name for name in past[0].baselines if all(name in each.baselines for each in past)]
    methods = {name: np.stack([each.baselines[name][local] for each in past]) for name in names}
    alone = at_least_0(plan, np.stack([at.each[:, local, :, MIDDLE] for at in past], axis=1))
    usable = {name: at_least_0(plan, each) for name, each in methods.items() if np.isfinite(each).all()}
    return scored(
        plan,
        place,
        at_least_0(plan, bands),
        usable,
        simple=simple_ahead(plan, usable, {name: each[local] for name, each in found[-1].baselines.items()}),
        alone=alone,
        normalisation=normalisation,
        stretch=stretch,
    )


def _bands(plan: Plan, place: int, local: int, found: Sequence[AtOrigin]) -> tuple[Array, Stretch]:
    """Return (R + 1, h, Q), and the stretch of the last: bands are stretched by what was held out, and earlier origins.

    An earlier origin counts once its whole horizon was known; a forecast of which an answer is unknown does not.
    """
    answers, horizon = plan.panel.answers[place], plan.horizon
    result, stretch = [], Stretch()
    for number, each in enumerate(found):
        earlier = []
        for before in found[:number]:
            if before.origin + horizon <= each.origin:
                came = answers[before.origin : before.origin + horizon]
                earlier.append(_complete(came[None], before.quantiles[local][None]))
        held_out = _complete(each.answers[local], each.held_out[local])
        stretch = stretch_of(held_out, [pair for pair in earlier if len(pair[0])])
        result.append(stretched(each.quantiles[local], stretch))
    return np.stack(result), stretch


def _complete(answers: Array, quantiles: Array) -> tuple[Array, Array]:
    whole = np.isfinite(answers).all(axis=1)
    return answers[whole], quantiles[whole]


def _copies(plan: Plan, place: int, local: int, last: AtOrigin) -> str | None:
    answers, ahead = last.answers[local][:, 0], last.held_out[local][:, 0, MIDDLE]
    end = last.origin - plan.horizon
    before, known = plan.panel.series[place, end - len(answers) : end], np.isfinite(answers)
    if not known.any():
        return None
    return copies_last_value(plan.panel.ids[place], before[known], answers[known], ahead[known])
