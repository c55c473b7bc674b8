"""Is the judgement right? What was said at a present is held against what came after it.

The present is after `known` rows. What `lv.forecast` says there rests on five origins before it; the truth is how the
same methods, fitted anew, fare at as many origins after it, of which nothing was known. A verdict is right

- "Use the LSTM": if the LSTM's MASE is then lower than that of the method named;
- "Do not use the LSTM": if it is then not lower;
- "Not sure enough; take X", "Nothing beats the last value": unless the LSTM is then clearly ahead of X, or of the last
  value, by `clear_lead`, for the advice would cost. It is a lenient rule, so it is also told how often what was said to
  take was the better one, claim or no claim.

Coverage is counted over all answers: after the five origins before the present, as told to the person, and after the
present and the later origins, which no number of the method was chosen on. Season, bands, verdict and cautions were
worked on with other seeds (`families.TRIED_ON`) and without the samples.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from lstm_viz.data.samples import SAMPLES, load_sample
from lstm_viz.forecasting.backtest import backtest
from lstm_viz.forecasting.conclude import conclude
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.metrics import LEVELS, scale_of
from lstm_viz.forecasting.plan import plan_of
from lstm_viz.forecasting.result import Forecast
from lstm_viz.forecasting.season import find_season
from lstm_viz.forecasting.verdict import HARD, UNSURE, USE, Verdict, clear_lead
from lstm_viz.records import Array
from lstm_viz.training.local_engine import LocalEngine
from tests.proofs.families import FAMILIES, HORIZON, LATER, Family

pytestmark = pytest.mark.timeout(3600)

Tell = Callable[[str], None]
SAMPLE_ROWS = {
    "air_passengers": (144, 6),
    "co2": (300, 8),
    "lynx": (114, 4),
    "sunspots": (900, 12),
    "power": (1000, 24),
    "stocks": (500, 5),
}
"""Of each sample: how many of the latest rows of its first column, and the horizon."""
CHANCES = 10


@dataclass(frozen=True)
class Outcome:
    """What was said of a series, and what came.

    Attributes:
        lstm, named: the later MASE of the LSTM and of the simple method that the verdict named; lead: as `clear_lead`.
        before, after: level → the share of answers in the band, before the present and after it.
    """

    name: str
    said: Verdict
    lstm: float
    named: float
    lead: int
    before: dict[str, float]
    after: dict[str, float]
    warnings: tuple[str, ...]

    @property
    def right(self) -> bool:
        if self.said.kind in (UNSURE, HARD):
            return self.lead >= 0
        return (self.lstm < self.named) == (self.said.kind == USE)

    @property
    def followed(self) -> float:
        """The later MASE of what the verdict said to take."""
        return self.lstm if self.said.kind == USE else self.named


@pytest.fixture(scope="module")
def engine() -> Iterator[LocalEngine]:
    made = LocalEngine(2)
    made.warm_up()
    yield made
    made.end()


def forecast_on(engine: LocalEngine, table: pd.DataFrame, horizon: int, season: int | None = None) -> Forecast:
    plan = plan_of(table, ForecastConfig(horizon=horizon, season=season))
    return conclude(plan, backtest(engine, plan, None, None))


def table_of(values: Array) -> pd.DataFrame:
    return pd.DataFrame({"y": values})


def within(actual: Array, quantiles: Array, level: str) -> float:
    low, high = (quantiles[..., place] for place in LEVELS[level])
    return float(((actual >= low) & (actual <= high)).mean())


def judged(engine: LocalEngine, name: str, table: pd.DataFrame, horizon: int) -> Outcome:
    values = table.iloc[:, 0].to_numpy(np.float64)
    known = len(values) - LATER * horizon
    said = forecast_on(engine, table.iloc[:known], horizon)
    later = forecast_on(engine, table, horizon, said.season)
    (before,), (after,) = said.series, later.series
    coming = values[known : known + horizon]
    assert (after.actual[0] == coming).all()
    first = {level: within(coming, before.quantiles, level) for level in LEVELS}
    rest = {level: within(after.actual[1:], after.backtest[1:], level) for level in LEVELS}
    own, other = errors_after(before.judgement.beside, later, values)
    return Outcome(
        name,
        before.judgement,
        float(own.mean()),
        float(other.mean()),
        clear_lead(own, other),
        dict(before.coverage),
        {level: (first[level] + (LATER - 1) * rest[level]) / LATER for level in LEVELS},
        said.warnings,
    )


def errors_after(beside: str, later: Forecast, values: Array) -> tuple[Array, Array]:
    """Return the scaled errors (R,) of the LSTM and of the simple method that was named, at the later origins."""
    (series,), known = later.series, later.plan.starts
    scales = np.array([scale_of(values[:start], later.season) for start in known])
    errors = {
        name: np.abs(each.forecasts - series.actual).mean(axis=1) / scales for name, each in series.measured.items()
    }
    return errors["lstm"], errors[beside]


def spoken(outcome: Outcome) -> str:
    bands = "; ".join(
        f"{level} held {outcome.before[level]:.0%} before, {outcome.after[level]:.0%} after" for level in LEVELS
    )
    later = f"Later MASE {outcome.lstm:.2f} against {outcome.named:.2f}"
    return f"{outcome.name}: {'right' if outcome.right else 'WRONG'}. {outcome.said} {later}; {bands}."


@pytest.fixture(scope="module")
def outcomes(engine: LocalEngine) -> list[Outcome]:
    assert SAMPLE_ROWS.keys() == SAMPLES.keys()
    found = [judged(engine, each.name, table_of(each.series(0)), HORIZON) for each in FAMILIES]
    for name, (rows, horizon) in SAMPLE_ROWS.items():
        found.append(judged(engine, name, load_sample(name).table.iloc[-rows:, :1], horizon))
    return found


def test_the_verdict_names_the_truth_in_nine_of_ten(tell: Tell, outcomes: list[Outcome]) -> None:
    for each in outcomes:
        tell(spoken(each))
    share = np.mean([each.right for each in outcomes])
    followed, lstm, named = (
        np.mean([getattr(each, what) for each in outcomes]) for what in ("followed", "lstm", "named")
    )
    better = sum(each.followed == min(each.lstm, each.named) for each in outcomes)
    tell(f"verdicts that were right: {share:.0%} of {len(outcomes)}")
    tell(f"what they said to take was then the better of the two {better} times, claim or no claim")
    tell(f"mean later MASE of it {followed:.3f}, of the LSTM {lstm:.3f}, of the simple methods named {named:.3f}")
    assert share >= 0.9


def test_bands_hold_what_they_promise_over_all_answers_together(tell: Tell, outcomes: list[Outcome]) -> None:
    """Families and samples count alike, whatever their horizon."""
    for level, (least, most) in {"0.8": (0.72, 0.88), "0.95": (0.90, 0.99)}.items():
        before = float(np.mean([each.before[level] for each in outcomes]))
        after = float(np.mean([each.after[level] for each in outcomes]))
        tell(f"{float(level):.0%} bands held {before:.1%} before the present and {after:.1%} after it")
        assert least <= before <= most
        assert least <= after <= most


def test_that_the_last_value_is_repeated_is_said_of_random_walks_and_of_no_season(
    tell: Tell, outcomes: list[Outcome]
) -> None:
    told = [each.name for each in outcomes if any("last value" in warning for warning in each.warnings)]
    tell(f"told to repeat the last value: {', '.join(told)}")
    assert {"random walk", "random walk with drift"} & set(told)
    assert not {"season", "sawtooth", "noise", "two seasons"} & set(told)


@pytest.mark.parametrize("name", ["random walk", "noise"])
def test_no_win_is_claimed_where_there_is_nothing_to_learn(tell: Tell, engine: LocalEngine, name: str) -> None:
    family = next(each for each in FAMILIES if each.name == name)
    for seed in range(CHANCES):
        result = forecast_on(engine, table_of(family.series(seed)[: -LATER * HORIZON]), HORIZON)
        said = result.series[0].judgement
        tell(f"{name} {seed}: {said} coverage {dict(result.series[0].coverage)}")
        assert said.kind != USE


@pytest.mark.parametrize("family", [each for each in FAMILIES if each.seasons], ids=lambda each: each.name)
def test_the_season_that_is_found_is_the_true_one(tell: Tell, family: Family) -> None:
    found = [find_season(family.series(seed)[:160]).period for seed in range(40)]
    wrong = [period for period in found if period not in family.seasons]
    tell(f"{family.name}, season {family.seasons}: of 40 seeds {len(wrong)} found another: {wrong}")
    assert len(wrong) <= 4
