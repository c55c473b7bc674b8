"""A thousand series in one job: what it costs, and what comes of it."""

import resource
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import lstm_viz as lv
from lstm_viz.forecasting.backtest import judge
from lstm_viz.forecasting.conclude import conclude
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.plan import plan_of
from lstm_viz.training.local_engine import LocalEngine

pytestmark = pytest.mark.timeout(3000)

SERIES, ROWS, HORIZON = 1000, 200, 12


def thousand() -> pd.DataFrame:
    """Months of positive series, each with its own level, season, trend and an autoregressive rest."""
    rng, t = np.random.default_rng(0), np.arange(ROWS)
    level = rng.lognormal(4, 1, (SERIES, 1))
    size, turn = rng.uniform(0, 0.4, (SERIES, 1)), rng.integers(0, 12, (SERIES, 1))
    trend, noise = rng.normal(0, 0.002, (SERIES, 1)), rng.normal(0, 0.08, (SERIES, ROWS))
    rest = np.zeros((SERIES, ROWS))
    for row in range(1, ROWS):
        rest[:, row] = 0.7 * rest[:, row - 1] + noise[:, row]
    values = level * np.exp(trend * t + size * np.sin(2 * np.pi * (t + turn) / 12) + rest)
    months = pd.date_range("2000-01-01", periods=ROWS, freq="MS")
    return pd.DataFrame(values.T, columns=[f"s{each}" for each in range(SERIES)], index=months)


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_a_thousand_series_are_one_job_of_few_minutes_and_bounded_memory(tell: Callable[[str], None]) -> None:
    reading = lv.read_csv(thousand().to_csv(index_label="month").encode(), name="thousand.csv")
    began = time.process_time()
    plan = plan_of(reading, ForecastConfig(tuple(reading.table.columns), HORIZON))
    tell(f"the plan took {time.process_time() - began:.1f} CPU s: {' '.join(plan.warnings)}")
    engine = LocalEngine(1)
    try:
        judged = [engine.submit(judge, plan, work).result() for work in plan.work]
        peak = engine.submit(peak_mb).result()
    finally:
        engine.end()
    seconds = [each.cpu_seconds for each in judged]
    tell(
        f"{len(judged)} fits took {sum(seconds) / 60:.1f} CPU minutes, each at most {max(seconds):.0f} s; {peak:.0f} MB"
    )
    began = time.process_time()
    result = conclude(plan, judged)
    kept = lv.save_forecast(result)
    tell(f"concluded and kept in {time.process_time() - began:.1f} CPU s, {len(kept) / 2**20:.1f} MB")
    assert lv.open_forecast(kept).as_json() == result.as_json()
    mase = {
        name: float(np.mean([each.measured[name].scores.mase for each in result.series]))
        for name in result.series[0].measured
    }
    cover = {level: np.mean([each.coverage[level] for each in result.series]) for level in ("0.8", "0.95")}
    tell(f"mean MASE {mase}; coverage {cover}; {result.warnings[0]}")
    assert mase["lstm"] < mase["seasonal naive"]
    assert sum(seconds) < 10 * 60
    assert peak < 1500
