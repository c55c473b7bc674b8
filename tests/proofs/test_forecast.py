"""The LSTM beside the simple methods on series that everybody knows; every figure is told as it is measured."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import lstm_viz as lv
from lstm_viz.data.samples import load_sample
from lstm_viz.forecasting.digits import decimals
from lstm_viz.forecasting.result import Forecast
from tests.browser.app_server import ROOT

pytestmark = pytest.mark.timeout(3000)

Tell = Callable[[str], None]
BASE_SEEDS = (0, 100, 200)


def mase(result: Forecast, name: str) -> float:
    found = result.series[0].measured[name].scores.mase
    assert found is not None
    return found


def tried(tell: Tell, sample: str, seed: int) -> Forecast:
    result = lv.forecast(load_sample(sample).table, horizon=24, seed=seed)
    series = result.series[0]
    last = {name: np.abs(each.forecasts[-1] - series.actual[-1]).mean() for name, each in series.measured.items()}
    scores = ", ".join(f"{name} {mase(result, name):.3f} (last origin MAE {last[name]:.4g})" for name in last)
    tell(f"{sample}, h = 24, season {result.season}, seed {seed}, {result.cpu_seconds:.0f} CPU s: {scores}")
    tell(f"coverage {dict(series.coverage)}; {series.normalisation}; {series.verdict}")
    return result


@pytest.mark.parametrize(("sample", "season"), [("air_passengers", 12), ("sunspots", 132)])
def test_a_known_series_is_forecast_at_least_as_well_as_by_theta_and_ets(tell: Tell, sample: str, season: int) -> None:
    results = [tried(tell, sample, seed) for seed in BASE_SEEDS]
    best = min(mase(results[0], name) for name in ("theta", "ets"))
    fits = len(results[0].plan.starts) + 1
    assert results[0].season == season
    assert np.median([mase(each, "lstm") for each in results]) <= best
    assert all(each.cpu_seconds / fits <= 30 for each in results)


def test_the_command_line_gives_the_same_numbers_as_json_as_csv_and_nothing_else_on_stdout(tmp_path: Path) -> None:
    lynx, kept = ROOT / "assets/samples/lynx.csv", tmp_path / "forecast.csv"
    words = ("forecast", str(lynx), "--horizon", "3", "--json", "-o", str(kept))
    ended = subprocess.run([sys.executable, "-m", "lstm_viz", *words], cwd=ROOT, capture_output=True, check=False)
    assert ended.returncode == 0
    told = json.loads(ended.stdout)
    own = lv.forecast(lv.read_csv(lynx), horizon=3, workers=1)
    assert told | {"cpu_seconds": 0} == json.loads(json.dumps(own.as_json())) | {"cpu_seconds": 0}
    assert pd.read_csv(kept)["0.9"].to_numpy() == pytest.approx(
        own.series[0].quantiles[:, 3].round(decimals(own.series[0]))
    )
