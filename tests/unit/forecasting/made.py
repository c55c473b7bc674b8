"""Forecasts whose networks were never trained: quick, and all else is real."""

import numpy as np
import pandas as pd

from lstm_viz.forecasting.apply import forecast_on
from lstm_viz.forecasting.backtest import AtOrigin, Judged
from lstm_viz.forecasting.baselines import all_baselines
from lstm_viz.forecasting.conclude import conclude
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.member import Member
from lstm_viz.forecasting.normalisation import Normalisation, Reach, own_inputs
from lstm_viz.forecasting.plan import Plan, plan_of
from lstm_viz.forecasting.result import Forecast
from lstm_viz.forecasting.scaling import constants_of
from lstm_viz.forecasting.seen import Seen, beside_names, sizes_of
from lstm_viz.forecasting.work import Work
from lstm_viz.model.exchange import weight_shapes
from lstm_viz.records import QUANTILES, Array, ModelConfig
from tests.unit.forecasting.series import TABLE

ROWS, HORIZON = 40, 4
CONFIG = ForecastConfig(("y", "z"), HORIZON, season=4, past=("p",), future=("f",), origins=2)


def table(rows: int = ROWS, ahead: int = HORIZON) -> pd.DataFrame:
    """Two targets, one column of the past, one that is known `ahead` rows further."""
    count = rows + ahead
    found = TABLE.iloc[:count].assign(p=np.arange(count) % 5.0, f=np.arange(count) % 3.0)
    found["z"] = 3 * found["y"] + 1
    found.iloc[rows:, [0, 1, 3]] = np.nan
    return found


def made(config: ForecastConfig = CONFIG, data: pd.DataFrame | None = None) -> Forecast:
    plan = plan_of(table() if data is None else data, config)
    return conclude(plan, [judged(plan, work) for work in plan.work])


def judged(plan: Plan, work: Work) -> Judged:
    panel = plan.panel.part(plan.groups[work.group])
    first = panel.known(work.fitted_at, plan.season, plan.horizon)
    members = tuple(_member(first, plan, relative, seed) for seed, relative in enumerate(("none", "window")))
    found = []
    for origin in work.origins:
        seen = panel.known(origin, plan.season, plan.horizon, first.parts)
        answers = _ahead(seen.answers, plan.horizon)
        held_out = np.repeat(seen.series[:, -len(answers[0]) - 1 : -1, None], plan.horizon, axis=2)
        bands = held_out[..., None] + np.linspace(-1, 1, len(QUANTILES))
        methods = all_baselines(seen, plan.season, plan.horizon, ())
        found.append(AtOrigin(origin, forecast_on(members, seen), methods, bands, answers))
    return Judged(work, tuple(found), members, 1.0)


def _ahead(answers: Array, horizon: int, count: int = 6) -> Array:
    rows = answers.shape[1]
    return np.stack(
        [answers[:, row + 1 : row + 1 + horizon] for row in range(rows - horizon - count, rows - horizon)], 1
    )


def _member(seen: Seen, plan: Plan, relative: str, seed: int) -> Member:
    normalisation, reach = Normalisation(relative, log=False), Reach(plan.season, plan.horizon, 8)  # type: ignore[arg-type]  # both are names of one
    names = beside_names(seen.parts, tuple(seen.past), tuple(seen.future), plan.horizon)
    names = (*own_inputs(normalisation, reach), *names)
    model = ModelConfig(len(names), 3, 1, plan.horizon * len(QUANTILES))
    rng = np.random.default_rng(seed)
    weights = {name: 0.3 * rng.normal(size=shape).astype(np.float32) for name, shape in weight_shapes(model).items()}
    constants = constants_of(seen.series, normalisation, reach, seen.rows, seen.filled)
    return Member(
        normalisation, seed, 20, model, weights, names, constants, sizes_of(seen, seen.rows), reach, seen.parts
    )
